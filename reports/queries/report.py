"""Which reports there are, and who is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from masam.accounts.models import User
from reports.models import Report, ReportFile, ReportSubscription

if TYPE_CHECKING:
    from groups.gate import Gate
    from groups.models import Group

SHOWN = 36  # three years of months


def latest_reports(group: Group) -> list[Report]:
    """Give the group's reports with their files, the latest period first. Two queries."""
    rows: Any = Report.objects.filter(group=group).select_related("group")
    reports = list(rows.prefetch_related("files").order_by("-period", "-id")[:SHOWN])
    for report in reports:
        for file in report.files.all():
            file.report = report
    return reports


def report_or_404(gate: Gate, number: int) -> Report:
    """Give a report of the gate's group by its number."""
    rows: Any = Report.objects.filter(group=gate.group, number=number)
    report = rows.select_related("group").prefetch_related("files").first()
    if report is None:
        raise Http404
    return report


def report_file_or_404(gate: Gate, number: int, name: str) -> ReportFile:
    """Give a file of a report by the name people see."""
    report = report_or_404(gate, number)
    for file in report.files.all():
        file.report = report
        if file.name == name:
            return file
    raise Http404


def subscribers(group: Group, kind: str) -> list[User]:
    """Give the people who are told when a kind of report is ready."""
    rows = ReportSubscription.objects.filter(group=group, kind=kind)
    return list(User.objects.filter(pk__in=rows.values_list("user_id", flat=True)))
