"""`/<group>/`: the public page of a group."""

from __future__ import annotations

import csv
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from groups.gate import PublicGroupPage
from groups.models import Stakeholder
from masam.charts import Frame
from masam.wire.kept import Kept
from reports.filters import GroupChoiceForm, read_choice
from reports.indicators import INDICATORS, PUBLIC_INCLUSION
from reports.queries import group_dashboard, months_back
from reports.views import pictures
from reports.views.words import inclusion_table, issues_url, sector_rows, tiles_of


class GroupHome(Kept, PublicGroupPage):
    """Verified fixes first, then what is open, the figures, and how to take part."""

    template_name = "reports/group_home.html"
    filters = ("period", "sector")

    @cached_property
    def _read(self) -> tuple[Any, list[str]]:
        query = {name: self.request.GET.get(name, "") for name in ("period", "sector")}
        return read_choice(query)

    def context(self) -> dict[str, Any]:
        choice, ignored = self._read
        dashboard = group_dashboard(self.group, choice)
        slug = self.group.slug
        return {
            "group": self.group,
            "choice": choice,
            "ignored": ignored,
            "filter_form": GroupChoiceForm(choice),
            "dashboard": dashboard,
            "tiles": tiles_of(dashboard.figures, choice, median=dashboard.median_days,
                              cut=dashboard.cut_date, slug=slug),
            "sectors": sector_rows(dashboard.sectors, choice, slug=slug),
            "fixed_url": issues_url(choice, slug=slug, state="verified_fixed"),
            "trend": pictures.trend(dashboard.months),
            "came": [(_who(who), n) for who, n in dashboard.came],
            "indicators": (*INDICATORS, *PUBLIC_INCLUSION),
            "inclusion": [
                inclusion_table(item, list(dashboard.inclusion)) for item in PUBLIC_INCLUSION
            ],
            "query": choice.query(),
            "phases": list(self.group.phases.select_related("phase").order_by("-phase__number")),
        }  # fmt: skip


def _who(key: str) -> str:
    names = {**dict(Stakeholder.choices), "guest_female": _("guests, women"),
             "guest_male": _("guests, men")}  # fmt: skip
    return str(names[key])


class GroupChart(PublicGroupPage):
    """`/<group>/chart.svg`: recorded and verified fixed by month, for slides."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        months = tuple(months_back(self.group.today()))
        title = _("%(group)s: issues recorded and verified fixed") % {"group": self.group.name}
        frame = Frame(title, source=_("MASAM. Issues the group published, by month."))
        return HttpResponse(pictures.trend(months, frame), content_type="image/svg+xml")


class GroupMonths(PublicGroupPage):
    """`/<group>/months.csv`: the table behind the line."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        name = f"{self.group.slug}-months.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        writer = csv.writer(response)
        writer.writerow(["month", "recorded", "verified_fixed"])
        for month, recorded, fixed in months_back(self.group.today()):
            writer.writerow([f"{month:%Y-%m}", recorded, fixed])
        return response
