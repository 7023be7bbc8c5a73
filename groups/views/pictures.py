"""Pictures of a sub-project: money by line and by source, the logframe's way, milestones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from masam import charts
from masam.ui import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.utils.safestring import SafeString

    from groups.models import LogframeLine, Milestone, Project

MILLION = 1_000_000


@dataclass(frozen=True)
class MoneyBar:
    """One row of the picture of money. Amounts are whole tugriks, the bar is in millions."""

    label: str
    svg: SafeString
    planned_mnt: int
    spent_mnt: int
    over_mnt: int
    source: str = ""

    @property
    def figures(self) -> str:
        """Spent and planned in millions of tugriks, in words of the page."""
        spent, planned = self.spent_mnt / MILLION, self.planned_mnt / MILLION
        return f"{wording.number(spent)} / {wording.number(planned)}"


def money_bars(rows: Iterable[Any], names: Sequence[str], sources: Sequence[str]) -> list[MoneyBar]:
    """Draw spent against planned for lines of a budget or for sources, on one scale."""
    rows = list(rows)
    scale = max((max(row.planned_mnt, row.spent_mnt) for row in rows), default=0) / MILLION
    return [
        MoneyBar(name, _money_bar(row, scale), row.planned_mnt, row.spent_mnt, row.over_mnt, source)
        for row, name, source in zip(rows, names, sources, strict=True)
    ]


def _money_bar(row: Any, scale: float) -> SafeString:
    spent = min(row.spent_mnt, row.planned_mnt)
    parts = [
        charts.Segment(_("spent"), spent / MILLION, charts.FIXED),
        charts.Segment(_("not spent yet"), (row.planned_mnt - spent) / MILLION, charts.OPEN),
        charts.Segment(_("more than planned"), row.over_mnt / MILLION, charts.OVERDUE),
    ]
    return charts.bar([part for part in parts if part.value], scale)


def legend_of_money() -> list[tuple[str, str]]:
    """Give (colour, word) of the picture of money."""
    return [
        (charts.FIXED, _("spent")),
        (charts.OPEN, _("not spent yet")),
        (charts.OVERDUE, _("more than planned")),
    ]


def progress_bars(lines: Iterable[LogframeLine]) -> list[tuple[LogframeLine, SafeString | str]]:
    """Give each line with a bar from baseline to target; "" while there is no figure."""
    return [(line, _progress(line.percent)) for line in lines]


def _progress(percent: int | None) -> SafeString | str:
    if percent is None:
        return ""
    parts = [
        charts.Segment(_("reached, percent"), percent, charts.FIXED),
        charts.Segment(_("still to go, percent"), 100 - percent, charts.OPEN),
    ]
    return charts.bar([part for part in parts if part.value], 100)


def milestone_picture(project: Project, rows: Sequence[Milestone], today: date) -> SafeString | str:
    """Draw the milestones over the period of the sub-project; "" when there are none."""
    if not rows:
        return ""
    marks = [charts.Mark(row.text, row.due_date, row.done_date, _said(row, today)) for row in rows]
    return charts.milestones(
        marks, start=project.from_date, end=project.to_date, today=today, word=_("today")
    )


def _said(row: Milestone, today: date) -> str:
    if row.done_date is not None:
        return _("done on %(day)s") % {"day": wording.day(row.done_date)}
    if row.is_late(today):
        return _("late since %(day)s") % {"day": wording.day(row.due_date)}
    return _("due on %(day)s") % {"day": wording.day(row.due_date)}
