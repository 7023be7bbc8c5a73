"""Inclusion of a group by the quarter, against itself (product.md G10)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from groups.queries import rules_of, speakers_between
from masam.calendars.periods import Kind, current
from reports.indicators import CITIZENS, USERS, shown
from reports.models import Measure, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from groups.models import Group
    from groups.queries.speaker import Spoke
    from masam.calendars.periods import Period

MEASURES = (Measure.SEATS, Measure.RAISED, Measure.CONCERN)
PUBLIC_QUARTERS, DESK_QUARTERS = 4, 6


@dataclass(frozen=True)
class Ratio:
    """A numerator and its denominator; `is_hidden` when a count is too small for the public."""

    part: int = 0
    whole: int = 0
    is_hidden: bool = False

    @property
    def percent(self) -> int | None:
        """The share in whole percent; never shown without its numbers (rule 2)."""
        return round(100 * self.part / self.whole) if self.whole and not self.is_hidden else None

    def for_public(self) -> Ratio:
        """Give it without small counts; what is left over gives a small count away too."""
        cells = (self.part, self.whole - self.part, self.whole)
        return Ratio(is_hidden=True) if None in map(shown, cells) else self


@dataclass(frozen=True)
class Quarter:
    """The figures of one quarter by the key of their indicator."""

    period: Period
    ratios: Mapping[str, Ratio] = field(default_factory=dict)


def inclusion_of(group: Group, *, quarters: int = DESK_QUARTERS) -> list[Quarter]:
    """Give the last quarters with all the group knows, this one last. Three queries."""
    periods = _back(group.today(), quarters)
    spoke = speakers_between(group, periods[0].start, periods[-1].end)
    found = _counted(group, periods, is_public=None)
    return [
        Quarter(period, _ratios(found[period]) | _speakers(spoke, period)) for period in periods
    ]


def public_inclusion(group: Group, *, quarters: int = PUBLIC_QUARTERS) -> list[Quarter]:
    """Give the last quarters as everybody may see them, small counts hidden. Two queries.

    Meetings are no persons: how many there were stands on the public page anyway.
    """
    periods = _back(group.today(), quarters)
    found = _counted(group, periods, is_public=True)
    return [Quarter(period, _for_public(_ratios(found[period]))) for period in periods]


def _for_public(ratios: dict[str, Ratio]) -> dict[str, Ratio]:
    return {key: each if key == "seats" else each.for_public() for key, each in ratios.items()}


def _back(today: date, count: int) -> list[Period]:
    periods = [current(Kind.QUARTER, today)]
    while len(periods) < count:
        periods.insert(0, periods[0].previous)
    return periods


def _counted(
    group: Group, periods: list[Period], *, is_public: bool | None
) -> dict[Period, Counter[str]]:
    """Add up the tallies of each quarter. The share of seats is compared with today's rule."""
    least = rules_of(group).community_percent
    rows: Any = Tally.objects.filter(
        group=group, measure__in=MEASURES, day__gte=periods[0].start, day__lt=periods[-1].end
    ).exclude(n=0)
    if is_public is not None:
        rows = rows.filter(is_public=is_public)
    found: dict[Period, Counter[str]] = {period: Counter() for period in periods}
    columns = ("measure", "day", "state", "bucket")
    for measure, day, state, share, n in rows.values_list(*columns).annotate(Sum("n")).order_by():
        period = next(each for each in periods if each.start <= day < each.end)
        found[period].update(dict.fromkeys(_names(measure, state, share >= least), n))
    return found


def _names(measure: str, state: str, is_reached: bool) -> Iterable[str]:  # noqa: FBT001 - reason: a plain fact
    if measure == Measure.SEATS:
        return ("meetings", "seats") if is_reached else ("meetings",)
    if measure == Measure.CONCERN:
        return ("concern",)
    return ("issues", "users") if state in USERS else ("issues",)


def _ratios(counts: Counter[str]) -> dict[str, Ratio]:
    return {
        "seats": Ratio(counts["seats"], counts["meetings"]),
        "users": Ratio(counts["users"], counts["issues"]),
        "concern": Ratio(counts["concern"], counts["issues"]),
    }


def _speakers(spoke: list[Spoke], period: Period) -> dict[str, Ratio]:
    mine = [row for row in spoke if period.start <= row.held_date < period.end]
    citizens = sum(row.stakeholder in CITIZENS for row in mine)
    vulnerable = sum(row.is_vulnerable for row in mine)
    return {
        "speakers": Ratio(citizens, len(mine)),
        "vulnerable_speakers": Ratio(vulnerable, len(mine)),
    }
