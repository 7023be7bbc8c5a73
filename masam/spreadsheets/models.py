"""`Import`: one uploaded table of a group, from its reading to its rows being taken in."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from masam.jobs.models import Job, JobQuerySet, JobState
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self


def stored_name(row: Import, original: str) -> str:
    """Give a path that says nothing of the file."""
    return f"imports/{row.group_id}/{uuid.uuid4().hex}"


class Stage(models.TextChoices):
    """How far an import has come."""

    PREVIEWED = "previewed", _("previewed")
    ORDERED = "ordered", _("being taken in")
    CONFIRMED = "confirmed", _("taken in")
    UNDONE = "undone", _("taken back")


class Mode(models.TextChoices):
    """What is done when some rows are faulty."""

    ALL = "all", _("all rows or none")
    GOOD = "good", _("only the good rows")


class ImportQuerySet(GroupOwnedQuerySet["Import"]):
    """Uploaded tables, and which of them wait for a worker."""

    def waiting(self, now: datetime | None = None) -> Self:
        """Give queued ones that are due, and running ones whose lease has ended."""
        return JobQuerySet.waiting(self, now)  # type: ignore[type-var]


class Import(GroupOwned, Job):
    """An uploaded table. The file is kept as it came; a job from the order to take it in.

    `state` is empty while nobody has ordered anything. `encoding` is what the file was found to
    be written in ("xlsx", "utf-8", "cp1251", ...). `reading` says how it was read: `sheet`,
    `sheets`, `head` (the row with the names of the columns) and `notes`; `is_repaired` is the
    answer to "repair the old letters?" (None: not asked yet, or nothing to repair).
    `table` holds the rows as they were read, packed. `columns` names the field of each column,
    "" for those that mean nothing here. `faults` are the first ones, as [row, field, code,
    words] (older imports and members: [row, column, sentence]); rows count as a spreadsheet does.
    """

    state = models.CharField(max_length=10, choices=JobState.choices, default="", blank=True)
    kind = models.CharField(max_length=40)  # "issues.issue"
    file = models.FileField(upload_to=stored_name, max_length=200)
    table = models.FileField(upload_to=stored_name, max_length=200, blank=True)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=12)
    reading = models.JSONField(default=dict, blank=True)
    is_repaired = models.BooleanField(null=True, blank=True)
    columns = models.JSONField(default=list, blank=True)
    total_rows = models.PositiveIntegerField(default=0)
    good_rows = models.PositiveIntegerField(default=0)
    known_rows = models.PositiveIntegerField(default=0)  # good, but here from an earlier file
    taken_rows = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    ignored_columns = models.JSONField(default=list, blank=True)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.PREVIEWED)
    mode = models.CharField(max_length=4, choices=Mode.choices, default=Mode.ALL)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(ImportQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=["group", "kind", "-id"], name="spreadsheets_latest"),
            models.Index(
                fields=["group", "not_before", "id"],
                condition=Q(state__in=["queued", "running"]),
                name="spreadsheets_waiting",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="spreadsheets_stage_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def bad_rows(self) -> int:
        """How many rows are faulty."""
        return self.total_rows - self.good_rows

    @property
    def is_clean(self) -> bool:
        """Whether every row can be taken in."""
        return self.total_rows > 0 and not self.faults

    @property
    def is_underway(self) -> bool:
        """Whether a worker has it, or will have it soon."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}


class ImportedRow(GroupOwned):
    """What a row of a table became: `target_id` in the table that `source.kind` names.

    `reference` is the number the row had in the people's own register, kept as they wrote it.
    """

    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()  # in the file, the first row being 1
    target_id = models.BigIntegerField()
    reference = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = (models.Index(fields=["group", "target_id"], name="spreadsheets_row_target"),)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "source", "number"], name="spreadsheets_row_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.reference}"


class ColumnChoice(GroupOwned):
    """Which column means what in tables with these headings: chosen once, used for the next one.

    `shape` is a hash of the folded headings; `columns` the field of each.
    """

    kind = models.CharField(max_length=40)
    shape = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "kind", "shape"], name="spreadsheets_choice_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.shape[:8]}"
