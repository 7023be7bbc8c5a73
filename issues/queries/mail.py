"""Mails that came for the group's issues and wait for a person, or came back (I10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Value, When
from django.http import Http404

from issues.models import Issue
from masam.notifications.models import InboundMail, MailState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group

MAIL_ORDER = ("turn", "-came_at", "-id")
SHOWN = (MailState.HELD, MailState.BOUNCED, MailState.TAKEN, MailState.DISCARDED)


def mails_of(group: Group) -> QuerySet[InboundMail]:
    """Give the group's mails without their bytes; what waits comes first."""
    turn = Case(
        When(state=MailState.HELD, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = InboundMail.objects.filter(group=group, state__in=SHOWN).defer("content")
    return rows.annotate(turn=turn)


def mail_or_404(group: Group, pk: int) -> tuple[InboundMail, Issue]:
    """Give a mail that was held for the group, and the issue it is about."""
    mail = InboundMail.objects.filter(group=group, pk=pk, target_id__isnull=False).first()
    rows = Issue.objects.filter(group=group).select_related("group", "responsible")
    issue = rows.filter(pk=mail.target_id).first() if mail is not None else None
    if mail is None or issue is None:
        raise Http404
    return mail, issue
