"""One month of a group's meetings, as weeks from Monday to Sunday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from groups.lifecycle import MeetingState
from groups.models import Meeting
from masam.calendars.periods import FIRST_YEAR, LAST_YEAR
from masam.calendars.queries.days import Calendar
from masam.calendars.queries.holidays import SHORT

if TYPE_CHECKING:
    from groups.models import Group
    from groups.models.meeting import MeetingQuerySet

TEXT = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
WEEK = 7


@dataclass(frozen=True)
class MonthDay:
    """A day of the page; `off` names its holiday, "" for none."""

    date: date
    in_month: bool
    is_today: bool
    off: str
    meetings: list[Meeting]

    @property
    def is_shared(self) -> bool:
        """Whether two meetings that are not called off fall on this day."""
        return sum(row.state != MeetingState.CANCELLED for row in self.meetings) > 1


@dataclass(frozen=True)
class Month:
    """A month; `first` is its first day."""

    first: date
    weeks: list[list[MonthDay]]

    @property
    def previous(self) -> str:
        """The month before, as addresses write it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def next(self) -> str:
        """The month after."""
        return f"{self.first + timedelta(days=31):%Y-%m}"

    @property
    def meetings(self) -> list[Meeting]:
        """The meetings of the month itself, by day."""
        days = [day for week in self.weeks for day in week if day.in_month]
        return [row for day in days for row in day.meetings]


def month_of(text: str, today: date) -> date:
    """Give the first day of a month written as 2026-11; this month for anything else."""
    found = TEXT.fullmatch(text)
    if found and 1 <= int(found["month"]) <= 12 and FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return date(int(found["year"]), int(found["month"]), 1)
    return today.replace(day=1)


def month_page(group: Group, rows: MeetingQuerySet, first: date) -> Month:
    """Lay out `rows` in the weeks of a month, by at most three queries."""
    start = first - timedelta(days=first.weekday())
    past = (first + timedelta(days=31)).replace(day=1)
    end = past + timedelta(days=-past.weekday() % WEEK)  # the Monday after the last week
    by_day: dict[date, list[Meeting]] = {}
    found = rows.filter(held_date__gte=start, held_date__lt=end)
    for meeting in found.order_by("held_date", "starts_at", "id"):
        by_day.setdefault(meeting.held_date, []).append(meeting)
    calendar, today = Calendar(group.unit, start), group.today()
    days = [start + timedelta(days=step) for step in range((end - start).days)]
    made = [
        MonthDay(
            day, day.month == first.month, day == today, _off(calendar, day), by_day.get(day, [])
        )
        for day in days
    ]
    return Month(first, [made[at : at + WEEK] for at in range(0, len(made), WEEK)])


def _off(calendar: Calendar, day: date) -> str:
    known = calendar.day(day)
    name = "" if known.is_working else known.name
    return str(SHORT.get(name, name))
