"""The addresses of figures and reports."""

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from groups.models.group import RESERVED_SLUGS
from reports.views import desk, group, national, opendata, staff


class FreeSlug(SlugConverter):
    """A slug that a group may have: `/<group>/` must not catch `/issues/` of a later room."""

    regex = f"(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})/)[a-z][a-z0-9-]*"


register_converter(FreeSlug, "group")
app_name = "reports"

urlpatterns = [
    path("", national.Home.as_view(), name="home"),
    path("chart.svg", national.GroupsPicture.as_view(), name="chart"),
    path("data/", opendata.DataHome.as_view(), name="data"),
    path("data/issues.csv", opendata.IssuesData.as_view(), name="data_issues"),
    path("data/groups.csv", national.GroupsTable.as_view(), name="data_groups"),
    path("data/tiles/chart.svg", national.TilesPicture.as_view(), name="tiles"),
    path("data/datapackage.json", opendata.DataPackage.as_view(), name="datapackage"),
    path("sitemap.xml", opendata.Sitemap.as_view(), name="sitemap"),
    path("national/", staff.Overview.as_view(), name="national"),
    path("national/groups/", staff.Groups.as_view(), name="national_groups"),
    path("national/compare/", staff.Compare.as_view(), name="national_compare"),
    path("national/results/", staff.Results.as_view(), name="national_results"),
    path("national/reports/", staff.Reports.as_view(), name="national_reports"),
    path("national/crosstab/", staff.Crosstab.as_view(), name="national_crosstab"),
    path("national/settings/", staff.Settings.as_view(), name="national_settings"),
    path("<slug:group>/desk/reports/", desk.ReportList.as_view(), name="report_list"),
    path("<slug:group>/desk/reports/inclusion/", desk.Inclusion.as_view(), name="inclusion"),
    path("<slug:group>/desk/reports/run/", desk.ReportRun.as_view(), name="report_run"),
    path(
        "<slug:group>/desk/reports/subscribe/",
        desk.ReportSubscribe.as_view(),
        name="report_subscribe",
    ),
    path(
        "<slug:group>/desk/reports/unsubscribe/",
        desk.ReportUnsubscribe.as_view(),
        name="report_unsubscribe",
    ),
    path(
        "<slug:group>/desk/reports/<int:number>/",
        desk.ReportDetail.as_view(),
        name="report_detail",
    ),
    path(
        "<slug:group>/desk/reports/<int:number>/<str:name>",
        desk.ReportDownload.as_view(),
        name="report_file",
    ),
    path("<group:group>/", group.GroupHome.as_view(), name="group_home"),
    path("<slug:group>/chart.svg", group.GroupChart.as_view(), name="group_chart"),
    path("<slug:group>/months.csv", group.GroupMonths.as_view(), name="group_months"),
]
