"""Deadlines that explain themselves.

A term in calendar days ends on its day even when that is not worked; whether the law moves it to
the next working day was not found, so it is not assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as english
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from masam.calendars.models import DayUnit, Timing
from masam.calendars.queries.days import ONE_DAY, SATURDAY, Calendar, Day, Pause, stands_still
from masam.calendars.queries.holidays import SHORT, holiday_on
from masam.places.models.names import is_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from masam.calendars.models import LegalRule
    from masam.places.models import Unit

LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True)
class DaysOff:
    """Neighbouring days of one name: Naadam, 10 to 15 July."""

    name: str
    first: date
    last: date

    def __str__(self) -> str:
        name = SHORT.get(self.name, self.name)
        return f"{name} {_span(self.first, self.last)}"


@dataclass(frozen=True)
class Term:
    """A promised number of days, counted like a rule of the law."""

    days: int
    unit: str = DayUnit.CALENDAR
    extension_days: int = 0
    timing: str = Timing.AFTER
    due_month: int | None = None
    due_day: int | None = None


@dataclass(frozen=True)
class Deadline:
    """A computed due day: `due_at` is its last second in the zone of the group.

    `extension` are days given on top, in the unit of the rule. `skipped` are days off that would
    else have counted, `added` days worked by a decision, `pauses` days that do not count.
    """

    rule: LegalRule | Term
    start: date
    due_date: date
    due_at: datetime
    extension: int = 0
    skipped: tuple[DaysOff, ...] = ()
    added: tuple[DaysOff, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def is_extended(self) -> bool:
        """Whether days were given on top."""
        return self.extension > 0

    def is_past(self, moment: datetime) -> bool:
        """Tell whether the deadline is over at an aware moment."""
        return moment > self.due_at

    def explain(self) -> str:
        """Say how the day was found, in the reader's language."""
        if self.rule.timing == Timing.AFTER:
            return ", ".join([self._counted(), *self._departures()]) + f": {self._due()}"
        if self.rule.timing == Timing.MONTHLY:
            return _("By day %(day)s of each month: %(due)s") % {
                "day": _of_month(self.rule.due_day or 1),
                "due": day_words(self.due_date),
            }
        return _("Once a year: %(due)s") % {"due": day_words(self.due_date)}

    def _counted(self) -> str:
        rule = self.rule
        count = rule.days + self.extension
        if rule.unit == DayUnit.WORKING:
            text = ngettext(
                "%(days)s working day from %(start)s", "%(days)s working days from %(start)s", count
            )
        else:
            text = ngettext("%(days)s day from %(start)s", "%(days)s days from %(start)s", count)
        days = f"{rule.days} + {self.extension}" if self.is_extended else str(rule.days)
        return text % {"days": days, "start": _from_words(self.start)}

    def _departures(self) -> Iterable[str]:
        if self.skipped:
            yield _("without %(days)s") % {"days": ", ".join(map(str, self.skipped))}
        if self.added:
            yield _("with working days %(days)s") % {"days": ", ".join(map(str, self.added))}
        if self.pauses:
            yield _("the clock standing still %(days)s") % {"days": pause_words(self.pauses)}

    def _due(self) -> str:
        return day_words(self.due_date, year=self.due_date.year != self.start.year)


def deadline(
    rule: LegalRule | Term,
    start: date | datetime,
    *,
    zone: ZoneInfo | str,
    unit: Unit | None = None,
    extended: bool = False,
    extension: int = 0,
    pauses: Sequence[Pause] = (),
    calendar: Calendar | None = None,
) -> Deadline:
    """Compute the due day of `rule` from `start`, the day something was received or happened.

    An aware moment counts as its day in `zone`. `unit` brings in the exceptions of a place;
    `calendar`, when given, is that place's from `start` or earlier, so that many deadlines are
    computed with one reading. `extended` adds the rule's lawful extension, `extension` so many
    days of the rule's unit. Days in `pauses` do not count. A yearly or monthly rule gives its
    first due day after `start`, so the start is the last day of what is reported.
    """
    zone = ZoneInfo(str(zone))
    if isinstance(start, datetime):
        start = start.astimezone(zone).date()
    extension = rule.extension_days if extended else extension
    days = list[Day]()
    if rule.timing != Timing.AFTER:
        due = _next_fixed(rule, start)
    elif rule.unit == DayUnit.WORKING:
        calendar = calendar or Calendar(unit, start)
        days = calendar.days_until_worked(start, rule.days + extension, pauses)
        due = days[-1].date if days else start
    else:
        due = _calendar_days(start, rule.days + extension, pauses)
    counted = [day for day in days if not stands_still(day.date, pauses)]
    return Deadline(
        rule=rule,
        start=start,
        due_date=due,
        due_at=datetime.combine(due, LAST_SECOND, tzinfo=zone),
        extension=extension,
        skipped=_runs(day for day in counted if day.name and not day.is_working),
        added=_runs(day for day in counted if day.is_working and _is_day_off_by_nature(day)),
        pauses=tuple(pause for pause in pauses if start < pause.until and pause.since < due),
    )


def _calendar_days(start: date, count: int, pauses: Sequence[Pause]) -> date:
    """Give the `count`-th day after `start` outside the pauses."""
    day = start
    while count:
        day += ONE_DAY
        count -= not stands_still(day, pauses)
    return day


def _next_fixed(rule: LegalRule | Term, start: date) -> date:
    """Give the first day after `start` with the rule's day and, if yearly, month."""
    day = start + timedelta(days=1)
    while day.day != rule.due_day or (rule.due_month and day.month != rule.due_month):
        day += timedelta(days=1)
    return day


def _is_weekend(day: Day) -> bool:
    return day.date.weekday() >= SATURDAY


def _is_day_off_by_nature(day: Day) -> bool:
    return _is_weekend(day) or bool(holiday_on(day.date))


def _runs(days: Iterable[Day]) -> tuple[DaysOff, ...]:
    """Join neighbouring days of one name; leave out days off that fall on a weekend only."""
    numbered = enumerate(days)
    runs = [
        [day for _number, day in run]
        for _key, run in groupby(
            numbered, key=lambda pair: (pair[1].name, pair[1].date.toordinal() - pair[0])
        )
    ]
    return tuple(
        DaysOff(run[0].name, run[0].date, run[-1].date)
        for run in runs
        if run[0].is_working or not all(_is_weekend(day) for day in run)
    )


def day_words(day: date, *, year: bool = True) -> str:
    """Write a day in the reader's language: "6 Jul 2026", "2026 оны 7-р сарын 6"."""
    if is_english():
        return english(day, "j M Y" if year else "j M")
    month_and_day = f"{day.month}-р сарын {day.day}"
    return f"{day.year} оны {month_and_day}" if year else month_and_day


def pause_words(pauses: Iterable[Pause]) -> str:
    """Write on which days a clock stands still."""
    return ", ".join(_span(pause.since + ONE_DAY, pause.until) for pause in pauses)


def _from_words(day: date) -> str:
    """Write a day so that "from" can follow: Mongolian wants an ending on it."""
    return day_words(day) if is_english() else f"{day_words(day)}-{_ending(day.day)}"


def _of_month(number: int) -> str:
    return str(number) if is_english() else f"{number}-{_ending(number)}"


def _ending(number: int) -> str:
    """Give the ending that the last digit asks for: нэгний, дөрөвний, есний; else -ны."""
    return "ний" if number % 10 in {1, 4, 9} else "ны"


def _span(first: date, last: date) -> str:
    """Write a run of days: "10–15 Jul", "7-р сарын 10–15", "30 Dec – 2 Jan"."""
    if first == last:
        return day_words(first, year=False)
    if first.month != last.month:
        return f"{day_words(first, year=False)} – {day_words(last, year=False)}"
    if is_english():
        return f"{first.day}–{day_words(last, year=False)}"
    return f"{day_words(first, year=False)}–{last.day}"
