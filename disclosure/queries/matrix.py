"""Organisation x duty x period."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disclosure.models import STATE_WORDS, STATES, Owed
from disclosure.queries.rows import owed_rows
from masam.calendars.periods import Kind, NoPeriod, Period, current, parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosure.models import Duty
    from groups.models import Group
    from masam.organisations.models import Organisation

# A cell with more rows than this (a monthly duty over a year) shows counts, the rows folded.
MOST_SHOWN = 3


@dataclass(frozen=True)
class Cell:
    """What one organisation owes of one duty in the period, by day."""

    rows: list[Owed]

    @property
    def is_many(self) -> bool:
        """Whether the rows are folded under their counts."""
        return len(self.rows) > MOST_SHOWN

    @property
    def counts(self) -> list[tuple[str, Any, int]]:
        """How many rows stand in each state: (state, its word, number)."""
        found = Counter(row.state for row in self.rows)
        return [(state, STATE_WORDS[state], found[state]) for state in STATES if found[state]]


@dataclass(frozen=True)
class Line:
    """One organisation and its cells, in the order of `Matrix.duties`."""

    organisation: Organisation
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """What the watched organisations owe in a period."""

    duties: list[Duty]
    lines: list[Line]
    rows: list[Owed]


def default_period(today: date) -> Period:
    """Give the period a page opens with: the year that runs."""
    return current(Kind.YEAR, today)


def period_of(text: str, today: date) -> Period:
    """Give the period of a filter; the default when it is empty or no period."""
    try:
        return parse(text) if text else default_period(today)
    except NoPeriod:
        return default_period(today)


def matrix(group: Group, period: Period, *, organisation: int | None = None) -> Matrix:
    """Give the matrix of what falls due in a period. One query."""
    rows = owed_rows(group, period=period, organisation=organisation).order_by(
        "organisation__sort_key", "organisation_id", "due_date", "id"
    )
    return _arranged(list(rows))


def _arranged(rows: Iterable[Owed]) -> Matrix:
    rows = list(rows)
    duties = sorted({row.duty for row in rows}, key=lambda duty: (duty.position, duty.pk))
    cells = defaultdict[tuple[int, int], list[Owed]](list)
    organisations = dict[int, "Organisation"]()
    for row in rows:
        organisations.setdefault(row.organisation_id, row.organisation)
        cells[row.organisation_id, row.duty_id].append(row)
    lines = [
        Line(organisation, [Cell(cells[pk, duty.pk]) for duty in duties])
        for pk, organisation in organisations.items()
    ]
    return Matrix(duties, lines, rows)
