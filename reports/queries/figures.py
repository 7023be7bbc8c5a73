"""Adding up tallies: every figure of every dashboard and report comes from here."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, Sum

from issues.lifecycle import ACTING, APART, FIXED, OPEN, UP, IssueState
from reports.indicators import AGE_CUT_DAYS, ANSWER_DAYS, median_of
from reports.models import Measure, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reports.queries.choice import Choice

IN_PERIOD = (
    Measure.LOGGED, Measure.FIXED, Measure.ASSIGNED, Measure.MEETING, Measure.ATTENDED,
    Measure.ACTION, Measure.FEEDBACK,
)  # fmt: skip
PARTS = {"fixed": FIXED, "acting": ACTING, "open": OPEN, "referred": UP, "apart": APART}
PART_OF = {str(state): part for part, states in PARTS.items() for state in states}

Sums = dict[tuple[int, str], Counter[str]]


class Row(NamedTuple):
    """Tallies added up in the database; `is_now` tells the period from the one before."""

    measure: str
    group_id: int
    sector: str
    state: str
    is_now: bool
    n: int
    total: int


@dataclass(frozen=True)
class Figures:
    """The figures of one place and sector, or of all. Definitions: `reports/indicators`.

    `open`, `acting`, `fixed_by_now`, `referred` and `apart` part the issues recorded in the
    period by their state now; `before` is the same figure of the period before.
    """

    recorded: int = 0
    recorded_before: int = 0
    open: int = 0
    acting: int = 0
    fixed_by_now: int = 0
    referred: int = 0
    apart: int = 0
    fixed: int = 0
    fixed_before: int = 0
    problems: int = 0
    problems_fixed: int = 0
    overdue: int = 0
    sent: int = 0
    on_time: int = 0
    meetings: int = 0
    participants: int = 0
    actions: int = 0
    actions_done: int = 0
    feedback: int = 0
    feedback_due: int = 0
    feedback_on_time: int = 0

    @property
    def fix_percent(self) -> int | None:
        """The fix-rate in whole percent; never shown without its numbers (rule 2)."""
        return round(100 * self.problems_fixed / self.problems) if self.problems else None


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is of, and its figures."""

    key: str
    figures: Figures


def figures_of(counts: Mapping[str, int]) -> Figures:
    """Give the figures of some sums; unknown sums are left out."""
    return Figures(
        **{name: counts[name] for name in Figures.__dataclass_fields__ if name in counts}
    )


def cut_date(choice: Choice, today: date) -> date:
    """Give the day before which a problem must have been verified to count in the fix-rate."""
    return min(choice.period.end, today - timedelta(days=AGE_CUT_DAYS))


def sums(
    choice: Choice, today: date, *, groups: Iterable[int] = (), is_public: bool | None = True
) -> Sums:
    """Give the sums by (group id, sector), in one query. Needs a scope or a national read.

    `is_public=None` counts what is not published too.
    """
    rows = _tallies(choice, groups, is_public=is_public)
    parts = [_added_up(rows.filter(part), choice) for part in _parts(choice, today)]
    found: Sums = defaultdict(Counter)
    for each in parts[0].union(*parts[1:], all=True):
        row = Row(*each)
        counts = found[row.group_id, row.sector]
        for name, amount in _named(row, choice):
            counts[name] += amount
    return found


def _tallies(choice: Choice, groups: Iterable[int], *, is_public: bool | None) -> Any:
    rows: Any = Tally.objects.exclude(n=0)
    if is_public is not None:
        rows = rows.filter(is_public=is_public)
    if groups:
        rows = rows.filter(group_id__in=list(groups))
    return rows.filter(sector__in=["", choice.sector]) if choice.sector else rows


def _added_up(rows: Any, choice: Choice) -> Any:
    columns = ("measure", "group_id", "sector", "state", "is_now")
    rows = rows.annotate(is_now=Q(day__gte=choice.period.start))
    return rows.values_list(*columns).annotate(Sum("n"), Sum("total")).order_by()


def _parts(choice: Choice, today: date) -> list[Q]:
    """Give what to add up, each one range of the index.

    One OR of them all, or an IN, makes the planner read the whole table (measured).
    """
    period, cut, this_month = choice.period, cut_date(choice, today), today.replace(day=1)
    month, late = cut.replace(day=1), min(period.end, today - timedelta(days=ANSWER_DAYS))
    return [
        *(
            Q(measure=measure, day__gte=period.previous.start, day__lt=period.end)
            for measure in IN_PERIOD
        ),
        Q(measure=Measure.PROBLEM, day__lt=month),
        Q(measure=Measure.PROBLEM_DAY, day__gte=month, day__lt=cut),
        Q(measure=Measure.DUE, day__lt=this_month),
        Q(measure=Measure.DUE_DAY, day__gte=this_month, day__lt=today),
        Q(measure=Measure.WAITING, day__gte=period.start, day__lt=late),
        Q(measure=Measure.ANSWER_DUE, day__gte=period.start, day__lt=min(period.end, today)),
    ]


def _named(row: Row, choice: Choice) -> Iterator[tuple[str, int]]:
    """Give the names under which one row counts."""
    name = NAMERS.get(row.measure)
    if name is not None:
        yield from name(row, choice)
    elif row.is_now:
        yield from _others(row)


def _problem(row: Row, choice: Choice) -> Iterator[tuple[str, int]]:
    yield "problems", row.n
    if row.state == IssueState.VERIFIED_FIXED:
        yield "problems_fixed", row.n


def _due(row: Row, choice: Choice) -> Iterator[tuple[str, int]]:
    if choice.state in {"", row.state}:
        yield "overdue", row.n


def _waiting(row: Row, choice: Choice) -> Iterator[tuple[str, int]]:
    yield "sent", row.n


def _answer_due(row: Row, choice: Choice) -> Iterator[tuple[str, int]]:
    yield "feedback_due", row.n
    if row.state == "on_time":
        yield "feedback_on_time", row.n


def _fixed(row: Row, choice: Choice) -> Iterator[tuple[str, int]]:
    yield ("fixed" if row.is_now else "fixed_before"), row.n
    if choice.state == IssueState.VERIFIED_FIXED:  # the list goes by the day of the fix too
        yield ("recorded" if row.is_now else "recorded_before"), row.n
        if row.is_now:
            yield "fixed_by_now", row.n


def _logged(row: Row, choice: Choice) -> Iterator[tuple[str, int]]:
    if choice.state == IssueState.VERIFIED_FIXED or choice.state not in {"", row.state}:
        return
    yield ("recorded" if row.is_now else "recorded_before"), row.n
    if not row.is_now:
        return
    yield f"state:{row.state}", row.n
    part = PART_OF[row.state]
    yield ("fixed_by_now" if part == "fixed" else part), row.n


NAMERS: dict[str, Callable[[Row, Choice], Iterator[tuple[str, int]]]] = {
    Measure.PROBLEM: _problem,
    Measure.PROBLEM_DAY: _problem,
    Measure.DUE: _due,
    Measure.DUE_DAY: _due,
    Measure.WAITING: _waiting,
    Measure.ANSWER_DUE: _answer_due,
    Measure.LOGGED: _logged,
    Measure.FIXED: _fixed,
}


def _others(row: Row) -> Iterator[tuple[str, int]]:
    if row.measure == Measure.ASSIGNED and row.state != "waiting":
        yield "sent", row.n
        if row.state == "on_time":
            yield "on_time", row.n
    elif row.measure == Measure.MEETING:
        yield "meetings", row.n
        yield "participants", row.total
    elif row.measure == Measure.ATTENDED:
        yield f"came:{row.state}", row.n
    elif row.measure == Measure.FEEDBACK:
        yield "feedback", row.n
    elif row.measure == Measure.ACTION:
        yield "actions", row.n
        if row.state == "done":
            yield "actions_done", row.n


def add_up(found: Sums, *, group: int | None = None, sector: str | None = None) -> Counter[str]:
    """Give the sums of one group, of one sector, or of all together."""
    counts: Counter[str] = Counter()
    for (group_id, row_sector), row in found.items():
        if group in {None, group_id} and sector in {None, row_sector}:
            counts.update(row)
    return counts


def median_days(
    choice: Choice, *, groups: Iterable[int] = (), is_public: bool | None = True
) -> float | None:
    """Give the median of days to a verified fix in the period, or None. One query."""
    rows: Any = Tally.objects.filter(
        measure=Measure.FIX_DAYS, day__gte=choice.period.start, day__lt=choice.period.end
    ).exclude(n=0)
    if is_public is not None:
        rows = rows.filter(is_public=is_public)
    if groups:
        rows = rows.filter(group_id__in=list(groups))
    if choice.sector:
        rows = rows.filter(sector=choice.sector)
    return median_of(rows.values_list("bucket").annotate(Sum("n")).order_by())


def not_public(choice: Choice, *, groups: Iterable[int] = ()) -> int:
    """Give how many issues recorded in the period are not published. One query."""
    rows: Any = Tally.objects.filter(
        measure=Measure.LOGGED, is_public=False, day__gte=choice.period.start,
        day__lt=choice.period.end,
    )  # fmt: skip
    if groups:
        rows = rows.filter(group_id__in=list(groups))
    if choice.sector:
        rows = rows.filter(sector=choice.sector)
    return int(rows.aggregate(Sum("n"))["n__sum"] or 0)


def months_back(
    today: date, count: int = 12, *, sector: str = "", is_public: bool | None = True
) -> list[tuple[date, int, int]]:
    """Give (month, recorded, verified fixed) of the last `count` months, this one last.

    Needs the scope of the group or groups. One query.
    """
    months = _last_months(today, count)
    rows: Any = Tally.objects.filter(
        measure__in=[Measure.LOGGED, Measure.FIXED], day__gte=months[0]
    ).exclude(n=0)
    if is_public is not None:
        rows = rows.filter(is_public=is_public)
    if sector:
        rows = rows.filter(sector=sector)
    counts = {
        (measure, day): n
        for measure, day, n in rows.values_list("measure", "day").annotate(Sum("n")).order_by()
    }
    return [
        (month, counts.get((Measure.LOGGED, month), 0), counts.get((Measure.FIXED, month), 0))
        for month in months
    ]


def _last_months(today: date, count: int) -> list[date]:
    first = today.year * 12 + today.month - count
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, first + count)]
