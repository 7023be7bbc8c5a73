"""Which days are worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from masam.calendars.models import CalendarException
from masam.calendars.queries.holidays import holiday_on
from masam.places.queries import ancestor_codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from masam.places.models import Unit

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# No term of the law is longer; a longer run of days off is a mistake in the exceptions.
LONGEST = 3660


@dataclass(frozen=True)
class Day:
    """A day as it is worked in a place; `name` is the holiday's or the exception's reason."""

    date: date
    is_working: bool
    name: str = ""
    is_exception: bool = False


@dataclass(frozen=True)
class Pause:
    """Days on which a clock stands still: those after `since` up to and with `until`."""

    since: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.since < day <= self.until


class Calendar:
    """The days of one place. The exceptions from `start` on are read once."""

    def __init__(self, unit: Unit | None, start: date) -> None:
        where = Q(unit=None)
        if unit is not None:
            where |= Q(unit__code__in=ancestor_codes(unit))
        found = CalendarException.objects.filter(where, date__gte=start).select_related("unit")
        by_reach = sorted(
            found, key=lambda exception: exception.unit.level if exception.unit else 0
        )
        self._exceptions = {exception.date: exception for exception in by_reach}  # nearest wins

    def day(self, day: date) -> Day:
        """Tell how a day is worked, and why."""
        if exception := self._exceptions.get(day):
            return Day(day, exception.is_working, exception.reason, is_exception=True)
        holiday = holiday_on(day)
        return Day(day, not holiday and day.weekday() < SATURDAY, holiday)

    def days_after(self, start: date) -> Iterator[Day]:
        """Give the days after `start`, one by one."""
        return (self.day(start + ONE_DAY * step) for step in range(1, LONGEST))

    def days_until_worked(self, start: date, count: int, pauses: Sequence[Pause] = ()) -> list[Day]:
        """Give the days after `start` up to and with the `count`-th working one outside pauses."""
        days, left = list[Day](), count
        following = self.days_after(start)
        while left:
            days.append(next(following))
            left -= days[-1].is_working and not stands_still(days[-1].date, pauses)
        return days


def stands_still(day: date, pauses: Sequence[Pause]) -> bool:
    """Tell whether a day lies in one of the pauses."""
    return any(day in pause for pause in pauses)


def is_working_day(day: date, *, unit: Unit | None = None) -> bool:
    """Tell whether a day is worked in a unit, or in the nation at large.

    An exception of the unit goes before one of its aimag, that before one of the nation.
    """
    return Calendar(unit, day).day(day).is_working


def add_working_days(start: date, n: int, *, unit: Unit | None = None) -> date:
    """Give the `n`-th working day after `start`; `start` is not counted. 0 gives `start`.

    Raises `ValueError` for a negative number.
    """
    if n < 0:
        message = "working days are counted forwards only"
        raise ValueError(message)
    days = Calendar(unit, start).days_until_worked(start, n)
    return days[-1].date if days else start


def working_days_between(start: date, end: date, *, unit: Unit | None = None) -> int:
    """Count the working days after `start` up to and with `end`; 0 when `end` is not later."""
    calendar = Calendar(unit, start)
    length = max((end - start).days, 0)
    return sum(calendar.day(start + ONE_DAY * step).is_working for step in range(1, length + 1))
