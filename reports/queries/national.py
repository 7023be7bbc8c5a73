"""The national dashboard: roll-ups and published issues of every group, at most a minute old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, Max, Sum
from django.utils import timezone

from groups.models import Group
from issues.models import Issue
from masam.organisations.models import Sector
from masam.tenancy import national_read
from reports.queries.choice import Choice, Place
from reports.queries.figures import (
    Figures,
    Line,
    add_up,
    cut_date,
    figures_of,
    median_days,
    not_public,
    sums,
)

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date, datetime

    from reports.queries.figures import Sums

KEPT_SECONDS = 60
ATTENTION = 10  # issues in the attention list


@dataclass(frozen=True)
class Overdue:
    """A published issue that waits too long. `days` since it was due."""

    place: Place
    number: int
    title: str
    sector: str
    state: str
    due_date: date
    days: int

    @property
    def code(self) -> str:
        """The number people say: KHO-42."""
        return f"{self.place.code}-{self.number}"


@dataclass(frozen=True)
class PlaceLine:
    """The figures of one group."""

    place: Place
    figures: Figures


@dataclass(frozen=True)
class National:
    """Everything the national dashboard shows; the same in every language."""

    choice: Choice
    figures: Figures
    median_days: float | None
    cut_date: date
    unpublished: int
    groups: tuple[PlaceLine, ...]
    sectors: tuple[Line, ...]
    attention: tuple[Overdue, ...]
    states: tuple[tuple[str, int], ...]
    made_at: datetime
    today: date

    @property
    def active_groups(self) -> int:
        """How many groups the figures are of."""
        return len(self.groups)


def national_version() -> str:
    """Give the version of all public figures: it grows with every public change of any group."""
    row = Group.objects.aggregate(v=Sum("version"), n=Count("pk"), last=Max("pk"))
    return f"n{row['v'] or 0}.{row['n']}.{row['last'] or 0}.{timezone.localdate():%Y%m%d}"


def national_dashboard(choice: Choice, version: str = "") -> National:
    """Give the dashboard of a choice; kept for a minute under the version of the figures."""
    key = f"reports.national.{version or national_version()}.{choice.key}"
    kept = cache.get(key)
    if kept is None:
        kept = make_national(choice)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def make_national(choice: Choice) -> National:
    """Give the dashboard, made from the tallies now. Eight queries, however many issues."""
    places = {group.pk: Place.of(group) for group in Group.objects.select_related("unit")}
    chosen = [pk for pk, place in places.items() if place.slug == choice.group]
    today = timezone.localdate()
    with national_read():
        found = sums(choice, today, groups=chosen)
        median = median_days(choice, groups=chosen)
        hidden = not_public(choice, groups=chosen)
        attention = overdue_issues(choice, today, places, chosen)
    everything = add_up(found)
    return National(
        choice=choice,
        figures=figures_of(everything),
        median_days=median,
        cut_date=cut_date(choice, today),
        unpublished=hidden,
        groups=_by_place(found, places, chosen),
        sectors=_by_sector(found, choice),
        attention=attention,
        states=states_of(everything),
        made_at=timezone.now(),
        today=today,
    )


def states_of(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Give (state, count) of the issues recorded in the period."""
    rows = ((name, n) for name, n in counts.items() if name.startswith("state:") and n)
    return tuple(sorted((name.partition(":")[2], n) for name, n in rows))


def _by_place(found: Sums, places: dict[int, Place], chosen: list[int]) -> tuple[PlaceLine, ...]:
    lines = (
        PlaceLine(place, figures_of(add_up(found, group=pk)))
        for pk, place in places.items()
        if not chosen or pk in chosen
    )
    return tuple(sorted(lines, key=lambda line: -line.figures.recorded))


def _by_sector(found: Sums, choice: Choice) -> tuple[Line, ...]:
    wanted = [choice.sector] if choice.sector else Sector.values
    return tuple(Line(sector, figures_of(add_up(found, sector=sector))) for sector in wanted)


def overdue_issues(
    choice: Choice, today: date, places: dict[int, Place], groups: list[int]
) -> tuple[Overdue, ...]:
    """Give the published issues that wait longest past their date."""
    rows: Any = Issue.objects.published().overdue(today)
    if groups:
        rows = rows.filter(group_id__in=groups)
    if choice.sector:
        rows = rows.filter(sector=choice.sector)
    if choice.state:
        rows = rows.filter(state=choice.state)
    columns = ("group_id", "number", "title", "sector", "state", "due_date")
    return tuple(
        Overdue(
            places[row["group_id"]], row["number"], row["title"], row["sector"], row["state"],
            row["due_date"], (today - row["due_date"]).days,
        )
        for row in rows.order_by("due_date", "id").values(*columns)[:ATTENTION]
    )  # fmt: skip
