"""Who is told when a report is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masam.notifications.actions import queue_notice
from reports.queries import subscribers

if TYPE_CHECKING:
    from reports.models import Report


def report_ready(report: Report) -> int:
    """Tell the subscribers, once for each report; give how many notices are new."""
    return queue_notice(
        "report_ready",
        app="reports",
        group=report.group,
        people=subscribers(report.group, report.kind),
        context={"number": report.number, "period": report.period},
        key=f"report:{report.group_id}:{report.kind}:{report.period}",
    )
