"""The tiles of figures, in words: one place for every dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from issues.lifecycle import IssueState
from masam import charts
from masam.ui import wording
from masam.ui.addresses import address
from reports.indicators import AGE_CUT_DAYS, ANSWER_DAYS, by_key, shown, suppress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from reports.indicators import Indicator
    from reports.queries import Choice, Figures, Line, Quarter, Ratio


@dataclass(frozen=True)
class Tile:
    """One figure: its name, the number, what stands beside it, and the list behind it."""

    label: Any
    value: float | None
    whole: int | None = None
    unit: Any = ""
    note: str = ""
    url: str = ""


def issues_url(choice: Choice, *, slug: str = "", **changes: str) -> str:
    """Give the public list behind a number: of one group, or of all."""
    slug = slug or choice.group
    if slug:
        return address(slug, "issues") + choice.query(group="", **changes)
    return address("issues") + choice.query(**changes)


@dataclass(frozen=True)
class SectorRow:
    """One row of the table by sector, with the lists behind its numbers."""

    line: Line
    here: str
    fixed_url: str
    recorded_url: str
    overdue_url: str


def sector_rows(lines: Iterable[Line], choice: Choice, *, slug: str = "") -> list[SectorRow]:
    """Give the table by sector; `here` narrows the page itself."""
    return [
        SectorRow(
            line,
            choice.query(sector=line.key),
            issues_url(choice, slug=slug, sector=line.key, state=IssueState.VERIFIED_FIXED),
            issues_url(choice, slug=slug, sector=line.key),
            issues_url(choice, slug=slug, sector=line.key, period="", overdue="on"),
        )
        for line in lines
    ]


def difference(now: int, before: int) -> str:
    """Say how a count stands against the period before."""
    if now == before:
        return _("as many as the period before")
    sign = "+" if now > before else "−"
    return _("%(sign)s%(n)s against the period before") % {"sign": sign, "n": abs(now - before)}


def tiles_of(
    figures: Figures, choice: Choice, *, median: float | None, cut: date, slug: str = "",
    participants: Callable[[int], int | None] = shown,
) -> list[Tile]:  # fmt: skip
    """Give the tiles of a dashboard. The fix-rate never stands without its numbers (rule 2)."""
    return [
        Tile(
            by_key["fixed"].name, figures.fixed,
            note=difference(figures.fixed, figures.fixed_before),
            url=issues_url(choice, slug=slug, state=IssueState.VERIFIED_FIXED),
        ),
        Tile(
            by_key["recorded"].name, figures.recorded,
            note=difference(figures.recorded, figures.recorded_before),
            url=issues_url(choice, slug=slug),
        ),
        Tile(
            by_key["fix_rate"].name, figures.problems_fixed, whole=figures.problems,
            note=_rate(figures, median, cut), url="#how",
        ),
        Tile(
            by_key["overdue"].name, figures.overdue, note=_("as of today"),
            url=issues_url(choice, slug=slug, period="", overdue="on"),
        ),
        Tile(
            by_key["answered_on_time"].name, figures.on_time, whole=figures.sent,
            note=_("%(percent)s, within %(days)s days")
            % {"percent": wording.percent(figures.on_time, figures.sent), "days": ANSWER_DAYS},
        ),
        Tile(
            by_key["meetings"].name, figures.meetings,
            note=_participants(participants(figures.participants)),
        ),
    ]  # fmt: skip


def _rate(figures: Figures, median: float | None, cut: date) -> str:
    days = wording.number(median, 0) if median is not None else wording.NOTHING
    words = _(
        "%(percent)s of problems verified before %(day)s (%(cut)s days or older); median %(median)s days"
    )
    return words % {
        "percent": wording.percent(figures.problems_fixed, figures.problems),
        "day": wording.day(cut, "short"), "cut": AGE_CUT_DAYS, "median": days,
    }  # fmt: skip


def _participants(count: int | None) -> str:
    if count is None:
        return _("fewer than 5 participants")
    return _("%(n)s participants") % {"n": wording.number(count)}


def feedback_tile(figures: Figures, choice: Choice) -> list[Tile]:
    """Give the tile of feedback of the whole country, or none (R8).

    By group or sector it is never public: small counts could be found by taking away.
    """
    late = figures.feedback_due - figures.feedback_on_time
    cells = suppress({"on_time": figures.feedback_on_time, "late": late})
    is_small = shown(figures.feedback) is None or None in cells.values()
    if choice.group or choice.sector or not figures.feedback_due or is_small:
        return []
    return [
        Tile(
            by_key["feedback_on_time"].name, figures.feedback_on_time, whole=figures.feedback_due,
            note=_("%(n)s received in the period") % {"n": wording.number(figures.feedback)},
        )
    ]  # fmt: skip


@dataclass(frozen=True)
class InclusionRow:
    """One quarter of an inclusion figure; `change` is against the quarter before, in points."""

    period: Any
    ratio: Ratio
    change: str


@dataclass(frozen=True)
class InclusionTable:
    """One inclusion figure over time: the newest quarter first, and the line."""

    indicator: Indicator
    rows: list[InclusionRow]
    line: str


def inclusion_table(indicator: Indicator, quarters: list[Quarter]) -> InclusionTable:
    """Give a figure by the quarter, against itself."""
    rows, before = [], None
    for quarter in quarters:
        ratio = quarter.ratios[indicator.key]
        rows.append(InclusionRow(quarter.period, ratio, _points(ratio.percent, before)))
        before = ratio.percent
    return InclusionTable(indicator, rows[::-1], _line(indicator, rows))


def _points(now: int | None, before: int | None) -> str:
    if now is None or before is None:
        return wording.NOTHING
    if now == before:
        return _("as the quarter before")
    sign = "+" if now > before else "−"
    return _("%(sign)s%(n)s points") % {"sign": sign, "n": abs(now - before)}


def _line(indicator: Indicator, rows: list[InclusionRow]) -> str:
    """Draw the percentages; with fewer than two there is no line to draw."""
    values = [row.ratio.percent for row in rows]
    if sum(value is not None for value in values) < 2:
        return ""
    labels = [str(row.period) for row in rows]
    return charts.line(labels, [charts.Series(_("percent"), values)], width=560, height=180)
