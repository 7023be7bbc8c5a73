"""The pages everybody may open: groups x duties, and organisation x duty of one group."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from disclosure.filters import MatrixFilter, NationalFilter
from disclosure.queries import (
    compliance,
    duties_in_force,
    matrix,
    national_matrix,
    words_in,
)
from disclosure.resources import matrix_csv
from groups.gate import PublicGroupPage
from groups.queries import version_of_all
from masam.wire.pages import Page


class NationalPage(Page):
    """`/disclosure/`: every group, found of due for each duty, and the catalogue."""

    public = True
    cache = "public"
    template_name = "disclosure/matrix_national.html"

    def etag(self) -> str | None:
        return f"{version_of_all()}.{timezone.localdate():%Y%m%d}"

    def context(self) -> dict[str, Any]:
        today = timezone.localdate()
        chosen = NationalFilter(self.request.GET, today=today)
        return {
            "filter_form": chosen,
            "period": chosen.shown_period,
            "matrix": national_matrix(chosen.shown_period, sector=chosen.value("sector") or ""),
            "catalogue": duties_in_force(today),
        }


class GroupMatrix(PublicGroupPage):
    """`/<group>/disclosure/`: what each organisation owes and what citizens found."""

    template_name = "disclosure/matrix_detail.html"

    def context(self) -> dict[str, Any]:
        chosen = MatrixFilter(self.request.GET, group=self.group)
        which = {"organisation": chosen.value("organisation")}
        return {
            "group": self.group,
            "filter_form": chosen,
            "period": chosen.shown_period,
            "matrix": matrix(self.group, chosen.shown_period, **which),
            "figures": compliance(self.group, chosen.shown_period, **which),
            "office_words": words_in(self.group, chosen.shown_period),
        }


class GroupFile(PublicGroupPage):
    """`/<group>/disclosure.csv`: the rows of the matrix, by the same filters."""

    def context(self) -> dict[str, Any]:
        chosen = MatrixFilter(self.request.GET, group=self.group)
        found = matrix(self.group, chosen.shown_period, organisation=chosen.value("organisation"))
        return {"rows": found.rows, "period": chosen.shown_period}

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        response = HttpResponse(matrix_csv(context["rows"]), content_type="text/csv; charset=utf-8")
        name = f"{self.group.slug}-disclosure-{context['period']}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
