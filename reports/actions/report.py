"""What changes with reports: asked for, frozen, finished; who is told."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import Counter
from masam.audit.actions import record
from masam.jobs.models import JobState
from masam.wire.errors import DomainError
from reports.actions.tally import change_tallies
from reports.indicators import Amounts, Key
from reports.models import Measure, Report, ReportFile, ReportKind, ReportSubscription
from reports.notices import report_ready
from reports.queries import monthly_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group
    from masam.accounts.models import User
    from masam.calendars.periods import Period


class CannotReport(DomainError):
    """The period is not over yet, so its figures would still change."""


@dataclass(frozen=True)
class MadeFile:
    """A file as it was drawn, before it is stored."""

    language: str
    format: str
    content: bytes


@transaction.atomic
def request_report(
    group: Group, *, actor: Any, period: Period, kind: str = ReportKind.MONTHLY
) -> Report:
    """Put a report in the queue, or give the one that stands; a failed one is tried again.

    Raises `CannotReport` while the period runs.
    """
    if period.end > group.today():
        sentence = _("%(period)s is not over yet. Choose a period that has ended.")
        raise CannotReport(sentence % {"period": period.label}, field="period")
    report: Any = _standing(group, kind, period)
    if report is None:  # two at once: the second finds the row of the first
        new = [_new_report(group, actor, kind, period)]
        Report.objects.bulk_create(new, ignore_conflicts=True)
        report = _standing(group, kind, period)
        record("report.requested", actor=actor, target=report, data={"period": str(period)})
    if report.state == JobState.FAILED:
        report.state, report.attempts, report.error = JobState.QUEUED, 0, ""
        report.not_before = timezone.now()
        report.save()
    return report


def _standing(group: Group, kind: str, period: Period) -> Report | None:
    rows: Any = Report.objects.select_for_update(of=("self",)).select_related("group")
    return rows.filter(group=group, kind=kind, period=str(period)).first()


def _new_report(group: Group, actor: Any, kind: str, period: Period) -> Report:
    number = Counter.next_number(group.pk, "report")
    return Report(group=group, kind=kind, number=number, period=str(period), requested_by=actor)


@transaction.atomic
def freeze_report(report: Report) -> dict[str, Any]:
    """Give the report's snapshot; the first call makes it, nothing ever changes it."""
    row: Any = Report.objects.select_for_update().get(group=report.group, pk=report.pk)
    if row.snapshot is None:
        row.snapshot = monthly_snapshot(report.group, report.span)
        row.snapshot_at = timezone.now()
        row.progress = 30
        row.save(update_fields=["snapshot", "snapshot_at", "progress"])
    report.snapshot, report.snapshot_at = row.snapshot, row.snapshot_at
    return row.snapshot


@transaction.atomic
def finish_report(report: Report, files: Iterable[MadeFile]) -> bool:
    """Store the files, tell the subscribers and mark the report ready: all of it or nothing.

    False when another worker has taken the report over meanwhile; then nothing is stored.
    """
    rows: Any = Report.objects.select_for_update(of=("self",)).select_related("group")
    row = rows.get(group=report.group, pk=report.pk)
    is_mine = row.state == JobState.RUNNING and row.lease_by == report.lease_by
    if not (is_mine and row.attempts == report.attempts):
        return False
    for made in files:
        _store(row, made)
    row.finish()
    counted = Amounts()
    counted.add(Key(Measure.REPORT, row.span.start, state=row.kind))
    change_tallies(row.group_id, counted)
    record("report.finished", actor=row.requested_by, target=row, data={"period": row.period})
    report_ready(row)
    return True


def _store(report: Report, made: MadeFile) -> ReportFile:
    file = ReportFile(
        group=report.group,
        report=report,
        language=made.language,
        format=made.format,
        sha256=sha256(made.content).hexdigest(),
        size=len(made.content),
    )
    file.file.save(file.name, ContentFile(made.content), save=False)
    file.save()
    return file


@transaction.atomic
def subscribe_report(
    group: Group, *, actor: User, kind: str = ReportKind.MONTHLY
) -> ReportSubscription:
    """Tell the person from now on when such a report is ready."""
    row, is_new = ReportSubscription.objects.get_or_create(group=group, user=actor, kind=kind)
    if is_new:
        record("report.subscribed", actor=actor, target=row)
    return row


@transaction.atomic
def unsubscribe_report(group: Group, *, actor: User, kind: str = ReportKind.MONTHLY) -> None:
    """Tell the person no more."""
    row = ReportSubscription.objects.filter(group=group, user=actor, kind=kind).first()
    if row is not None:
        record("report.unsubscribed", actor=actor, target=row)
        row.delete()
