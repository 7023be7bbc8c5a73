"""Mails that came for the group's issues and wait for a person, or came back (I10)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import Http404

from issues.models import Issue
from masam.notifications.models import InboundMail, MailState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from django.db.models import QuerySet

    from groups.models import Group

MAIL_ORDER = ("turn", "-came_at", "-id")
SHOWN = (MailState.HELD, MailState.BOUNCED, MailState.TAKEN, MailState.DISCARDED)


def mails_of(group: Group, wanted: Mapping[str, Any] | None = None) -> QuerySet[InboundMail]:
    """Give the group's mails without their bytes, by the filters; what waits comes first.

    The days of a period begin and end in the group's zone.
    """
    turn = Case(
        When(state=MailState.HELD, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = InboundMail.objects.filter(group=group, state__in=SHOWN).defer("content")
    return _narrowed(rows, wanted or {}, group.tz).annotate(turn=turn)


def _narrowed(
    rows: QuerySet[InboundMail], wanted: Mapping[str, Any], zone: ZoneInfo
) -> QuerySet[InboundMail]:
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    if wanted.get("q"):
        rows = rows.filter(Q(about__icontains=wanted["q"]) | Q(reason__icontains=wanted["q"]))
    if wanted.get("period"):
        first, after = (
            datetime.combine(day, time.min, tzinfo=zone)
            for day in (wanted["period"].start, wanted["period"].end)
        )
        rows = rows.filter(came_at__gte=first, came_at__lt=after)
    return rows


def mail_or_404(group: Group, pk: int) -> tuple[InboundMail, Issue]:
    """Give a mail that was held for the group, and the issue it is about."""
    mail = InboundMail.objects.filter(group=group, pk=pk, target_id__isnull=False).first()
    rows = Issue.objects.filter(group=group).select_related("group", "responsible")
    issue = rows.filter(pk=mail.target_id).first() if mail is not None else None
    if mail is None or issue is None:
        raise Http404
    return mail, issue
