"""The first page of a desk: what this person should do, by due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from groups.lifecycle import MeetingState
from groups.models import Group, Meeting, Membership
from groups.queries.meeting import meetings_with_counts
from groups.signals import desk_wanted

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

MOST_PLANNED = 24  # two years of a monthly series


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
    """Give what every app wants this person to see: overdue, then by due date, undated last.

    Among those alike the order of the app stays.
    """
    answers: Any = desk_wanted.send(sender=Group, gate=gate)
    tasks: list[Task] = [task for _receiver, found in answers for task in found or ()]
    return sorted(tasks, key=lambda task: (not task.is_overdue, task.due_date or date.max))


def latest_with_figures(
    group: Group, count: int = 3
) -> tuple[list[Meeting], list[Meeting], dict[str, int]]:
    """Give the last meetings, the next ones (as many each, the nearest first), and the figures.

    The figures are members today and meetings this year. One query, since every app adds its own
    to this page; a second one only while the group has never met.
    """
    members = Membership.objects.filter(group=group).current(group.today())
    first = group.today().replace(month=1, day=1)
    held = Meeting.objects.filter(group=group, held_date__gte=first).held()
    rows = (
        meetings_with_counts(group)
        .exclude(state=MeetingState.CANCELLED)
        .annotate(members_today=_number_of(members), held_this_year=_number_of(held))
    )
    meetings: list[Any] = list(rows.order_by("-held_date", "-id")[: count + MOST_PLANNED])
    if not meetings:
        return [], [], {"members": members.count(), "meetings": 0}
    latest = [row for row in meetings if row.state == MeetingState.HELD]
    coming = [row for row in reversed(meetings) if row.state == MeetingState.PLANNED]
    first = meetings[0]
    figures = {"members": first.members_today, "meetings": first.held_this_year}
    return latest[:count], coming[:count], figures


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("group").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
