"""What comes in by the links of mails: an office's answer, and "is it really fixed?"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from groups.models import GroupState, Pointer
from issues.actions.answer import answer_issue
from issues.actions.issue import agree_issue
from issues.actions.move import reopen_issue
from issues.actions.refusals import CannotAnswer
from issues.models import Issue
from masam.organisations.models import Organisation

if TYPE_CHECKING:
    from issues.models import Answer


@transaction.atomic
def answer_by_link(pointer: Pointer, **words: Any) -> Answer:
    """Note the answer of the organisation the link was made for; the link works once.

    Raises `CannotAnswer` when it was used, or another organisation is asked by now.
    """
    used(pointer)
    issue = Issue.objects.select_related("group").get(pk=pointer.target_id)
    organisation = Organisation.objects.get(pk=pointer.data["organisation"])
    return answer_issue(issue, actor=None, organisation=organisation, channel="link", **words)


@transaction.atomic
def ask_by_link(pointer: Pointer, *, fixed: bool, note: str = "") -> Issue:
    """Note what somebody who follows the issue says; "no" opens it again."""
    used(pointer)
    issue = Issue.objects.select_related("group").get(pk=pointer.target_id)
    if fixed:
        return agree_issue(issue, actor=None, note=note)
    with translation.override(issue.group.language):
        said = note.strip() or _("Somebody who follows the issue says: it is not fixed.")
    return reopen_issue(issue, actor=None, note=said)


def used(pointer: Pointer) -> None:
    """Mark the link as used. Raises `CannotAnswer` when it was, or the group does not work now."""
    row = Pointer.objects.select_for_update().get(pk=pointer.pk)
    if row.group.state != GroupState.ACTIVE:
        raise CannotAnswer(_("The group has paused or ended its work; nothing is taken in now."))
    if row.data.get("used_at"):
        raise CannotAnswer(_("This link was used already. Your first answer stands."))
    row.data["used_at"] = timezone.now().isoformat()
    row.save(update_fields=["data"])
    pointer.data = row.data
