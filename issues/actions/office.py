"""What officers do beside answering: templates, handing over, asking for a new link (I10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import GroupState, Pointer
from issues.actions.change import locked
from issues.actions.refusals import CannotHandOver
from issues.models import Handover, Issue, ReplyTemplate
from issues.notices import REPLY
from issues.notices import issue_handed as tell_handed
from issues.notices import issue_link as tell_link
from issues.permissions import answerable
from masam.audit.actions import record
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from groups.models import Membership


@transaction.atomic
def hand_over(
    issue: Issue, *, actor: Any, sender: Membership, to: Membership, note: str
) -> Handover:
    """Give an issue to a colleague of the same office, with a reason; the colleague gets a mail.

    Raises `CannotHandOver`.
    """
    issue = locked(issue)
    if to.organisation_id != issue.responsible_id or to.group_id != issue.group_id:
        raise CannotHandOver(_("Please choose a colleague of your own office."), field="to")
    if not to.is_current(issue.group.today()) or to.user is None or to.pk == sender.pk:
        raise CannotHandOver(_("Please choose a colleague of your own office."), field="to")
    if not note.strip():
        raise CannotHandOver(_("Please write why, so that your colleague knows."), field="note")
    row = Handover.objects.create(
        group=issue.group, issue=issue, organisation=issue.responsible, to_membership=to,
        handed_by=actor, reason=note.strip(),
    )  # fmt: skip
    record("issue.handed", actor=actor, target=issue, note=note.strip())
    tell_handed(issue, row, actor=actor)
    return row


@transaction.atomic
def save_template(
    template: ReplyTemplate, *, actor: Any, version: int | None = None, **words: Any
) -> ReplyTemplate:
    """Keep a new template (without a key) or a changed one. Raises `StaleVersion`."""
    if template.pk is not None:
        template = ReplyTemplate.objects.select_for_update().get(pk=template.pk)
        if version is not None and version != template.version:
            raise StaleVersion(
                _("Somebody else changed this template meanwhile. Both texts stand below."),
                theirs={name: str(getattr(template, name)) for name in words},
            )
        template.version += 1
    for name, value in words.items():
        setattr(template, name, value)
    template.save()
    record("template.saved", actor=actor, target=template)
    return template


@transaction.atomic
def remove_template(template: ReplyTemplate, *, actor: Any) -> None:
    """Take a template away."""
    record("template.removed", actor=actor, target=template)
    template.delete()


def send_new_link(token: str) -> int:
    """Mail the office a new link to answer by, in place of one that ended; give how many go out.

    The link goes to the officers only, at most once a day for an issue, and nobody learns here
    whether the old one was ever real. A revoked link is not replaced.
    """
    pointer = Pointer.trace(REPLY, token)
    if pointer is None or pointer.group.state != GroupState.ACTIVE:
        return 0
    with in_group(pointer.group), transaction.atomic():
        rows = Issue.objects.select_related("group", "responsible", "service_point")
        issue = rows.filter(pk=pointer.target_id).first()
        if issue is None or issue.responsible_id != pointer.data.get("organisation"):
            return 0
        return tell_link(issue) if answerable(issue) else 0
