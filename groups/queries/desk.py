"""The first page of a desk: what this person should do, by due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from groups.models import Group, Meeting, Membership
from groups.signals import desk_wanted

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Task:
    """Something that waits for this person.

    `due_date` is a day in the group's zone, None when there is no date; `state` is a state that
    `{% status %}` knows, "" for none.
    """

    title: str
    url: str
    detail: str | _StrPromise = ""
    due_date: date | None = None
    is_overdue: bool = False
    state: str = ""


def tasks_for(gate: Any) -> list[Task]:
    """Give what every app wants this person to see, the earliest due first, the undated last."""
    answers: Any = desk_wanted.send(sender=Group, gate=gate)
    tasks: list[Task] = [task for _receiver, found in answers for task in found or ()]
    return sorted(tasks, key=lambda task: (task.due_date or date.max, task.title))


def counts_of_desk(group: Group) -> dict[str, int]:
    """Give the number of members today and of meetings held since New Year."""
    today = group.today()
    held = Meeting.objects.filter(group=group, held_date__gte=date(today.year, 1, 1))
    return {
        "members": Membership.objects.filter(group=group).current(today).count(),
        "meetings": held.count(),
    }
