"""`/`: the national public dashboard, its pictures and its table as a file."""

from __future__ import annotations

import csv
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from masam.spreadsheets.serving import harmless
from masam.wire.kept import Kept
from masam.wire.pages import Page
from reports.filters import ChoiceForm, group_names, read_choice
from reports.indicators import INDICATORS
from reports.queries import national_dashboard, national_version
from reports.views import pictures
from reports.views.words import feedback_tile, sector_rows, tiles_of

if TYPE_CHECKING:
    from reports.queries import National


class _Chosen(Page):
    """Reads the filters of the address once."""

    @cached_property
    def _read(self) -> tuple[Any, list[str], list[Any]]:
        groups = group_names()
        choice, ignored = read_choice(self.request.GET, [group.slug for group in groups])
        return choice, ignored, groups

    @cached_property
    def _version(self) -> str:
        return national_version()

    def national(self) -> National:
        """Give the dashboard of the chosen filters."""
        return national_dashboard(self._read[0], self._version)

    def etag(self) -> str | None:
        return self._version

    def figures_context(self) -> dict[str, Any]:
        """Give what every national page of figures shows."""
        choice, ignored, groups = self._read
        national = self.national()
        return {
            "choice": choice,
            "ignored": ignored,
            "filter_form": ChoiceForm(choice, groups),
            "national": national,
            "tiles": [
                *tiles_of(national.figures, choice, median=national.median_days,
                          cut=national.cut_date),
                *feedback_tile(national.figures, choice),
            ],
            "rows": pictures.bar_rows(national),
            "legend": pictures.legend(),
            "tile_map": pictures.tile_map(national),
            "map_legend": pictures.map_legend(national),
            "sectors": sector_rows(national.sectors, choice),
            "indicators": INDICATORS,
            "query": choice.query(),
        }  # fmt: skip


class Home(Kept, _Chosen):
    """The national dashboard for everybody."""

    public = True
    cache = "public"
    template_name = "reports/home.html"
    filters = ("period", "sector", "group", "state")

    def context(self) -> dict[str, Any]:
        return self.figures_context()


class _Picture(_Chosen):
    public = True
    cache = "public"

    def draw(self, national: National) -> str:
        """Give the SVG."""
        raise NotImplementedError

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        return HttpResponse(self.draw(self.national()), content_type="image/svg+xml")


class GroupsPicture(_Picture):
    """`/chart.svg`: issues by group and state, for slides."""

    def draw(self, national: National) -> str:
        return pictures.bars_picture(national)


class TilesPicture(_Picture):
    """`/data/tiles/chart.svg`: the tile map, for slides."""

    def draw(self, national: National) -> str:
        return pictures.tiles_picture(national)


HEAD = ("group", "unit_code", "name", "recorded", "verified_fixed", "fixed_by_now", "in_action",
        "open", "referred", "rejected_or_merged", "overdue_today", "problems_90_days",
        "problems_fixed", "meetings")  # fmt: skip


class GroupsTable(_Chosen):
    """`/data/groups.csv`: the table behind the chart by group and the map."""

    public = True
    cache = "public"

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        name = f"masam-groups-{self._read[0].period}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        writer = csv.writer(response)
        writer.writerow(HEAD)
        for line in self.national().groups:
            place, row = line.place, line.figures
            writer.writerow([place.slug, place.unit_code, harmless(place.name), row.recorded,
                             row.fixed, row.fixed_by_now, row.acting, row.open, row.referred,
                             row.apart, row.overdue, row.problems, row.problems_fixed,
                             row.meetings])  # fmt: skip
        return response
