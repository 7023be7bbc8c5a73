"""`/data/` and what machines read: CSV, Data Package, sitemap."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render

from masam.wire.pages import Page
from reports.exports import data_package, issues_csv
from reports.exports.opendata import COLUMNS
from reports.filters import group_names
from reports.indicators import INDICATORS
from reports.queries import national_version

PUBLIC_PAGES = ("", "issues", "groups", "disclosure", "lessons", "data", "about", "help",
                "privacy", "accessibility", "follow")  # fmt: skip
GROUP_PAGES = ("", "issues", "meetings", "disclosure")


class _Public(Page):
    public = True
    cache = "public"

    def etag(self) -> str | None:
        return national_version()


class DataHome(_Public):
    """What may be taken away, with its dictionary and the definition of every figure."""

    template_name = "reports/data_home.html"

    def context(self) -> dict[str, Any]:
        return {"columns": COLUMNS, "indicators": INDICATORS}


class IssuesData(_Public):
    """`/data/issues.csv`: published issues by group, sector, state and month, with HXL tags."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> Any:
        response = StreamingHttpResponse(issues_csv(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="masam-issues.csv"'
        return response


class DataPackage(_Public):
    """`/data/datapackage.json`: the description of the open data for machines."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        package = data_package(settings.BASE_URL)
        return JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 1})


class Sitemap(_Public):
    """`/sitemap.xml`: the public pages in both languages."""

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        paths = [f"/{page}/" if page else "/" for page in PUBLIC_PAGES]
        for group in group_names():
            paths += [
                f"/{group.slug}/{page}/" if page else f"/{group.slug}/" for page in GROUP_PAGES
            ]
        shown = {"base": settings.BASE_URL, "paths": paths}
        return render(self.request, "reports/sitemap.xml", shown, content_type="application/xml")
