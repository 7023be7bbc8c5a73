"""What is true across groups and over time: one function for each dashboard and report."""

from reports.queries.choice import Choice, Place
from reports.queries.completeness import Standing, completeness
from reports.queries.figures import Figures, Line, months_back
from reports.queries.group import GroupDashboard, group_dashboard
from reports.queries.inclusion import Quarter, Ratio, inclusion_of, public_inclusion
from reports.queries.monthly import changed_since, monthly_snapshot
from reports.queries.national import National, national_dashboard, national_version
from reports.queries.opendata import open_rows
from reports.queries.report import (
    latest_reports,
    report_file_or_404,
    report_or_404,
    subscribers,
)

__all__ = [
    "Choice",
    "Figures",
    "GroupDashboard",
    "Line",
    "National",
    "Place",
    "Quarter",
    "Ratio",
    "Standing",
    "changed_since",
    "completeness",
    "group_dashboard",
    "inclusion_of",
    "latest_reports",
    "monthly_snapshot",
    "months_back",
    "national_dashboard",
    "national_version",
    "open_rows",
    "public_inclusion",
    "report_file_or_404",
    "report_or_404",
    "subscribers",
]
