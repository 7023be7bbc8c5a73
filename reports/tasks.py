"""Making reports. Every task may run twice: the lease and the row make the second do nothing."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task
from django.conf import settings
from kombu.exceptions import OperationalError

from groups.models import Group, GroupState
from masam.calendars.periods import Kind, last_closed
from masam.jobs.models import worker_name
from masam.tenancy import in_group
from masam.tenancy.tasks import group_task
from reports.actions import finish_report, freeze_report, request_report
from reports.exports import make_files
from reports.models import Report

logger = logging.getLogger("masam.reports")

LEASE_SECONDS = settings.JOB_LEASE_SECONDS
LAST_DAY = 5  # a month's report is due by the fifth (domain.md 6)


@shared_task
@group_task
def make_report(group_id: int, report_id: int) -> bool:
    """Make one report if nobody else does; True when its files stand afterwards."""
    return work_on(group_id, report_id)


def work_on(group_id: int, report_id: int, *, worker: str = "") -> bool:
    """Lease the report, freeze its period, draw the files and store them."""
    name = worker or worker_name()
    report: Any = Report.take(report_id, worker=name, seconds=LEASE_SECONDS)
    if report is None:
        return False
    try:
        freeze_report(report)
        return finish_report(report, make_files(report))
    except Exception as error:
        logger.exception("report failed", extra={"report": report_id, "group": group_id})
        report.retry_later(f"{type(error).__name__}: {error}")
        return False


@shared_task
def sweep_reports() -> int:
    """Wake workers for the reports that wait, group by group. Beat calls it every 20 seconds."""
    count = 0
    for group_id in Group.objects.values_list("pk", flat=True):
        with in_group(group_id):
            waiting = list(Report.objects.waiting().values_list("pk", flat=True))
        for report_id in waiting:
            count += wake(group_id, report_id)
    return count


def wake(group_id: int, report_id: int) -> bool:
    """Tell a worker of a waiting report; without the broker the row simply waits."""
    try:
        make_report.delay(group_id, report_id)
    except (OperationalError, OSError):
        logger.warning("no broker", extra={"report": report_id})
        return False
    return True


@shared_task
def schedule_reports() -> int:
    """Ask for last month's report of every active group, on the first five days of a month."""
    count = 0
    for group in Group.objects.filter(state=GroupState.ACTIVE):
        today = group.today()
        if today.day > LAST_DAY:
            continue
        with in_group(group):
            request_report(group, actor=None, period=last_closed(Kind.MONTH, today))
        count += 1
    return count
