"""Series: which days they fall on, and which of those need a second look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404

from groups.lifecycle import MeetingState
from groups.models import Meeting, MeetingSeries, Rhythm
from masam.calendars.queries.days import Calendar
from masam.calendars.queries.holidays import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group

MONTHS_AHEAD = 12
STEP = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}  # months
WEEK = 7
FIFTH = 4


@dataclass(frozen=True)
class DayOff:
    """A planned day on which nobody works: its name, and the next day that is worked."""

    name: str
    proposed: date


@dataclass(frozen=True)
class SeriesDay:
    """A meeting of a series with what is worth a warning."""

    meeting: Meeting
    off: DayOff | None
    others: tuple[str, ...]

    @property
    def is_moved(self) -> bool:
        """Whether it stands on another day than its series gave it."""
        return self.meeting.held_date != self.meeting.series_date


def same_weekday_in(first: date, year: int, month: int) -> date:
    """Give the day of a month with the weekday and the week of `first`.

    The second Friday stays the second Friday. A day in the fifth week means the last such weekday
    of the month, since most months have no fifth.
    """
    start = date(year, month, 1)
    day = start + timedelta(days=(first.weekday() - start.weekday()) % WEEK)
    week = (first.day - 1) // WEEK
    day += timedelta(weeks=week)
    return day if day.month == month else day - timedelta(weeks=1)


def series_days(first: date, rhythm: str, until: date) -> list[date]:
    """Give the days of a series from `first` up to and with `until`, none left out."""
    step, days, month = STEP[Rhythm(rhythm)], list[date](), first.year * 12 + first.month - 1
    while (day := same_weekday_in(first, month // 12, month % 12 + 1)) <= until:
        days.append(day)
        month += step
    return days


def horizon(day: date) -> date:
    """Give the last day that is planned ahead, twelve months after `day`."""
    return same_month_day(day, MONTHS_AHEAD)


def same_month_day(day: date, months: int) -> date:
    """Give the same day so many months later; the 28th where a month is shorter."""
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, min(day.day, 28))


def series_of(group: Group) -> list[Any]:
    """Give the group's series, the living first, each with how many meetings are `to_come`."""
    ahead = Q(meetings__state=MeetingState.PLANNED, meetings__held_date__gte=group.today())
    rows = MeetingSeries.objects.filter(group=group)
    rows = rows.annotate(to_come=Count("meetings", filter=ahead))
    return list(rows.order_by("-ended_at", "topic", "id"))


def series_or_404(gate: Any, pk: int) -> MeetingSeries:
    """Give a series of the gate's group; the only door from an address to one."""
    found = MeetingSeries.objects.filter(group=gate.group, pk=pk).first()
    if found is None:
        raise Http404
    found.group = gate.group
    return found


def days_to_come(series: MeetingSeries) -> list[SeriesDay]:
    """Give the series' meetings from today on with their warnings. Three queries at any length."""
    group = series.group
    today = group.today()
    around = Meeting.objects.filter(group=group, held_date__gte=today).order_by("held_date", "id")
    rows = list(around.exclude(state=MeetingState.CANCELLED, series__isnull=True))
    mine = [row for row in rows if row.series_id == series.pk]
    off = days_off(group, [row.held_date for row in mine])
    return [
        SeriesDay(row, None if _is_off(row) else off.get(row.held_date), _others(row, rows))
        for row in mine
    ]


def days_off(group: Group, days: Iterable[date]) -> dict[date, DayOff]:
    """Give those of `days` that are holidays or days off by decision where the group lives.

    An ordinary weekend is no warning: who plans a Saturday means it.
    """
    wanted = list(days)
    if not wanted:
        return {}
    calendar = Calendar(group.unit, min(wanted))
    found = {day: calendar.day(day) for day in wanted}
    return {
        day: DayOff(
            str(SHORT.get(known.name, known.name)),
            next(each.date for each in calendar.days_after(day) if each.is_working),
        )
        for day, known in found.items()
        if known.name and not known.is_working
    }


def _is_off(meeting: Meeting) -> bool:
    return meeting.state == MeetingState.CANCELLED


def _others(meeting: Meeting, rows: list[Meeting]) -> tuple[str, ...]:
    """Give the topics of the group's other meetings on the same day."""
    if _is_off(meeting):
        return ()
    return tuple(
        row.topic
        for row in rows
        if row.held_date == meeting.held_date and row.pk != meeting.pk and not _is_off(row)
    )
