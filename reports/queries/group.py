"""The public dashboard of one group: its fixes first, then what is open, against itself over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groups.models import Meeting, Stakeholder
from issues.lifecycle import UNFINISHED, IssueState
from issues.models import Issue
from masam.organisations.models import Sector
from reports.indicators import shown, suppress
from reports.queries.choice import Place
from reports.queries.figures import (
    Figures,
    Line,
    add_up,
    cut_date,
    figures_of,
    median_days,
    months_back,
    not_public,
    sums,
)
from reports.queries.inclusion import Quarter, public_inclusion

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

    from groups.models import Group
    from reports.queries.choice import Choice

LISTED = 6


@dataclass(frozen=True)
class GroupDashboard:
    """Everything the public page of a group shows.

    Counts of people are already fit for the public: None stands for 1 to 4.
    """

    choice: Choice
    place: Place
    figures: Figures
    median_days: float | None
    cut_date: date
    unpublished: int
    sectors: tuple[Line, ...]
    months: tuple[tuple[date, int, int], ...]
    participants: int | None
    came: tuple[tuple[str, int | None], ...]
    inclusion: tuple[Quarter, ...]
    fixes: tuple[Issue, ...]
    waiting: tuple[Issue, ...]
    last_meetings: tuple[Meeting, ...]
    next_meetings: tuple[Meeting, ...]
    today: date


def group_dashboard(group: Group, choice: Choice) -> GroupDashboard:
    """Give the dashboard of a group in its scope. Ten queries, however many issues."""
    today = group.today()
    found = sums(choice, today, groups=[group.pk])
    everything = add_up(found)
    figures = figures_of(everything)
    return GroupDashboard(
        choice=choice,
        place=Place.of(group),
        figures=figures,
        median_days=median_days(choice, groups=[group.pk]),
        cut_date=cut_date(choice, today),
        unpublished=not_public(choice, groups=[group.pk]),
        sectors=tuple(
            Line(sector, figures_of(add_up(found, sector=sector))) for sector in Sector.values
        ),
        months=tuple(months_back(today, sector=choice.sector)),
        participants=shown(figures.participants),
        came=came_from(everything),
        inclusion=tuple(public_inclusion(group)),
        fixes=tuple(_public_issues(choice).filter(state=IssueState.VERIFIED_FIXED)
                    .order_by("-fixed_at", "-id")[:LISTED]),
        waiting=tuple(_public_issues(choice).filter(state__in=UNFINISHED)
                      .order_by("due_date", "id")[:LISTED]),
        last_meetings=_meetings(today, is_past=True),
        next_meetings=_meetings(today, is_past=False),
        today=today,
    )  # fmt: skip


def came_from(counts: Counter[str]) -> tuple[tuple[str, int | None], ...]:
    """Give (who, how many came) with small counts hidden; who is a stakeholder or `guest_...`."""
    order = [*Stakeholder.values, "guest_female", "guest_male"]
    cells = suppress({who: counts[f"came:{who}"] for who in order})
    return tuple((who, cells[who]) for who in order if counts[f"came:{who}"])


def _public_issues(choice: Choice) -> Any:
    rows: Any = Issue.objects.published().select_related("service_point", "group")
    return rows.filter(sector=choice.sector) if choice.sector else rows


def _meetings(today: date, *, is_past: bool) -> tuple[Meeting, ...]:
    rows: Any = Meeting.objects.filter(published_at__isnull=False)
    if is_past:
        return tuple(rows.held().order_by("-held_date", "-id")[:3])
    return tuple(rows.planned().filter(held_date__gte=today).order_by("held_date", "id")[:3])
