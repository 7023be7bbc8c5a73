"""Who is told what about disclosure. What a mail names is read when it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model

from disclosure.models import Check, OfficeWord, Owed
from groups.models import Membership, Role
from masam.notifications.actions import queue_notice
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from masam.notifications.models import Notice


def duty_due_soon(owed: Owed) -> None:
    """Remind the office before the day; once for each row."""
    _queue("duty_due_soon", owed, officers_of(owed), key=f"owed:{owed.pk}:soon")


def duty_checked(check: Check) -> None:
    """Tell the office what citizens looked for and did not find as it should be."""
    owed = check.owed
    _queue("duty_checked", owed, officers_of(owed), key=f"check:{check.pk}", check=check.pk)


def check_answered(word: OfficeWord) -> None:
    """Tell the group's facilitators that the office answered."""
    owed = word.check_row.owed
    people = _people(owed, role=Role.FACILITATOR)
    _queue("check_answered", owed, people, key=f"word:{word.pk}", word=word.pk)


def officers_of(owed: Owed) -> list[Any]:
    """Give the people who answer for the organisation in its group."""
    return _people(owed, role=Role.OFFICER, organisation_id=owed.organisation_id)


@preparer("duty_due_soon")
@preparer("duty_checked")
@preparer("check_answered")
def what_is_owed(notice: Notice) -> dict[str, Any]:
    """Give the rows a mail names, so that it speaks its reader's language."""
    given = notice.context
    return {
        "owed": Owed.objects.with_names().get(pk=given["owed"]),
        "check": Check.objects.filter(pk=given.get("check")).first(),
        "word": OfficeWord.objects.filter(pk=given.get("word")).first(),
    }


def _queue(kind: str, owed: Owed, people: list[Any], *, key: str, **ids: int) -> None:
    queue_notice(
        kind, app="disclosure", group=owed.group, people=people,
        context={"owed": owed.pk, **ids}, key=key,
    )  # fmt: skip


def _people(owed: Owed, **which: Any) -> list[Any]:
    rows = Membership.objects.current(owed.group.today()).filter(group_id=owed.group_id, **which)
    return list(
        get_user_model().objects.filter(pk__in=list(rows.values_list("user_id", flat=True)))
    )
