"""`Report`: a period of a group, frozen once and kept as files."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from masam.calendars.periods import parse
from masam.jobs.models import Job, JobQuerySet, JobState
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

    from masam.calendars.periods import Period

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class ReportKind(models.TextChoices):
    """The reports there are. Petition sheets, donors' and citizens' ones come later."""

    MONTHLY = "monthly", _("report of the group")


class ReportQuerySet(GroupOwnedQuerySet["Report"]):
    """Reports of the groups in scope, and which of them wait for a worker."""

    def waiting(self, now: datetime | None = None) -> Self:
        """Give queued reports that are due, and running ones whose lease has ended."""
        return JobQuerySet.waiting(self, now)  # type: ignore[type-var]


class Report(GroupOwned, Job):
    """One report of one group for one period: a job until its files stand, then an archive.

    `snapshot` is made once, by the first attempt, and never changes; both languages and all
    formats are drawn from it. One row for a group, kind and period, so none is made twice.
    """

    kind = models.CharField(max_length=12, choices=ReportKind.choices, default=ReportKind.MONTHLY)
    number = models.PositiveIntegerField()
    period = models.CharField(max_length=8)
    languages = models.CharField(max_length=12, default="mn,en")
    snapshot = models.JSONField(null=True, blank=True)
    snapshot_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(ReportQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="reports_number_once"),
            models.UniqueConstraint(fields=["group", "kind", "period"], name="reports_report_once"),
            models.CheckConstraint(
                condition=~Q(state=JobState.READY) | Q(snapshot__isnull=False),
                name="reports_ready_has_snapshot",
            ),
        )
        indexes = (
            models.Index(fields=["group", "-period", "-id"], name="reports_latest"),
            models.Index(
                fields=["group", "not_before", "id"],
                condition=Q(state__in=["queued", "running"]),
                name="reports_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"

    @property
    def span(self) -> Period:
        """The period as days."""
        return parse(self.period)

    @property
    def is_ready(self) -> bool:
        """Whether its files stand."""
        return self.state == JobState.READY


def stored_report(file: ReportFile, name: str) -> str:
    """Give a path that says nothing of the file: <table>/<group>/<random>.<ending>."""
    return f"reports/{file.group_id}/{uuid.uuid4().hex}.{file.format}"


class ReportFile(GroupOwned):
    """One file of a report: a language and a format. `size` is in bytes."""

    class Format(models.TextChoices):
        """What kind of file it is."""

        PDF = "pdf", "PDF"
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=4, choices=Format.choices)
    file = models.FileField(upload_to=stored_report, max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("language", "format")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "report", "language", "format"], name="reports_file_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The file's name for people: khovd-monthly-2026-09.mn.pdf."""
        report = self.report
        return f"{report.group.slug}-{report.kind}-{report.period}.{self.language}.{self.format}"

    @property
    def content_type(self) -> str:
        """What the browser is told."""
        return CONTENT_TYPES[self.format]


class ReportSubscription(GroupOwned):
    """A person who is told when a kind of report of a group is ready."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ReportKind.choices, default=ReportKind.MONTHLY)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "user", "kind"], name="reports_subscription_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
