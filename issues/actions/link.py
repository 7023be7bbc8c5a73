"""What comes in by the links of mails: an office's answer, and "is it really fixed?"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import GroupState, Pointer
from issues.actions.answer import answer_issue
from issues.actions.fix import say_fixed
from issues.actions.refusals import CannotAnswer
from issues.models import Channel, Issue
from issues.models.fix import word_key
from masam.organisations.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable

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
def ask_by_link(
    pointer: Pointer, *, said: str, note: str = "", photos: Iterable[Any] = ()
) -> Issue:
    """Note what somebody who was asked says of the fix; "no" opens the issue again."""
    used(pointer)
    issue = Issue.objects.select_related("group").get(pk=pointer.target_id)
    key = pointer.data.get("who") or word_key(f"link:{pointer.pk}")
    return say_fixed(
        issue, actor=None, key=key, said=said, note=note, photos=photos, channel=Channel.MAIL
    )


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
