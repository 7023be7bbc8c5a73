"""Periods of reports and filters: `2026`, `2026-H1`, `2026-Q3`, `2026-09`, `FY2026`.

FY2026 is the World Bank's fiscal year: 1 July 2025 to 30 June 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from masam.wire.errors import DomainError

FIRST_YEAR, LAST_YEAR = 2000, 2099
TEXT = re.compile(r"(?P<fiscal>FY)?(?P<year>[0-9]{4})(-(?P<part>[HQ]?)(?P<number>[0-9]{1,2}))?")


class NoPeriod(DomainError):
    """A text is not a period; says which texts are."""


class Kind(StrEnum):
    """The lengths of a period."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    FISCAL = "fiscal"


MONTHS = {Kind.YEAR: 12, Kind.HALF: 6, Kind.QUARTER: 3, Kind.MONTH: 1, Kind.FISCAL: 12}
KIND_OF = {"H": Kind.HALF, "Q": Kind.QUARTER, "": Kind.MONTH}


@dataclass(frozen=True)
class Period:
    """A period; `number` counts the halves, quarters or months of `year`, from 1."""

    kind: Kind
    year: int
    number: int = 1

    @property
    def start(self) -> date:
        """The first day."""
        months = (self.number - 1) * MONTHS[self.kind]
        return _month(self.year, months - 6 if self.kind == Kind.FISCAL else months)

    @property
    def end(self) -> date:
        """The day after the last one."""
        return self.next.start

    @property
    def last_day(self) -> date:
        """The last day."""
        return self.end - timedelta(days=1)

    @property
    def next(self) -> Period:
        """The period of the same kind that follows."""
        return self._moved(1)

    @property
    def previous(self) -> Period:
        """The period of the same kind before."""
        return self._moved(-1)

    def _moved(self, steps: int) -> Period:
        per_year = 12 // MONTHS[self.kind]
        years, number = divmod(self.number - 1 + steps, per_year)
        return Period(self.kind, self.year + years, number + 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        """The text of addresses and commands; `parse` reads it."""
        return {
            Kind.YEAR: f"{self.year}",
            Kind.HALF: f"{self.year}-H{self.number}",
            Kind.QUARTER: f"{self.year}-Q{self.number}",
            Kind.MONTH: f"{self.year}-{self.number:02}",
            Kind.FISCAL: f"FY{self.year}",
        }[self.kind]

    @property
    def label(self) -> str:
        """The period in the reader's language: "Quarter 3 of 2026", "2026 оны 3-р улирал"."""
        words: dict[str, int | str] = {
            "year": self.year,
            "number": self.number,
            "before": self.year - 1,
        }
        if self.kind == Kind.YEAR:
            return _("Year %(year)s") % words
        if self.kind == Kind.HALF and self.number == 1:
            return _("First half of %(year)s") % words
        if self.kind == Kind.HALF:
            return _("Second half of %(year)s") % words
        if self.kind == Kind.QUARTER:
            return _("Quarter %(number)s of %(year)s") % words
        if self.kind == Kind.MONTH:
            words["month"] = formatted(self.start, "F")
            return _("%(month)s %(year)s") % words
        return _("Fiscal year %(year)s (July %(before)s – June %(year)s)") % words


def _month(year: int, months: int) -> date:
    """Give the first day of the month that comes `months` after January of `year`."""
    years, month = divmod(months, 12)
    return date(year + years, month + 1, 1)


def parse(text: str) -> Period:
    """Read a period. Raises `NoPeriod` with a sentence that names the forms."""
    found = TEXT.fullmatch(text.strip().upper())
    if found is None or (found["fiscal"] and found["number"]):
        raise _no_period(text)
    year, number = int(found["year"]), int(found["number"] or 1)
    kind = Kind.FISCAL if found["fiscal"] else Kind.YEAR
    if found["number"]:
        kind = KIND_OF[found["part"]]
    fits = len(found["number"] or "") == (2 if kind == Kind.MONTH else 1) or not found["number"]
    if not (fits and FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 // MONTHS[kind]):
        raise _no_period(text)
    return Period(kind, year, number)


def _no_period(text: str) -> NoPeriod:
    sentence = _(
        "“%(text)s” is not a period. Write it as 2026, 2026-H1, 2026-Q3, 2026-09 or FY2026."
    )
    return NoPeriod(sentence % {"text": text[:20]}, field="period")


def containing(kind: Kind | str, day: date) -> Period:
    """Give the period of a kind in which a day lies."""
    kind = Kind(kind)
    if kind == Kind.FISCAL:
        return Period(kind, day.year + (day.month > 6))
    return Period(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)


def current(kind: Kind | str, today: date | None = None) -> Period:
    """Give the period of a kind that runs today (in the active time zone, if none is given)."""
    return containing(kind, today or timezone.localdate())


def last_closed(kind: Kind | str, today: date | None = None) -> Period:
    """Give the last period of a kind that is over."""
    return current(kind, today).previous


def last_closed_quarter(today: date | None = None) -> Period:
    """Give the last quarter that is over: on 1 October the third one."""
    return last_closed(Kind.QUARTER, today)
