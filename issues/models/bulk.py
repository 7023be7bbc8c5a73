"""`BulkChange`: one change of many issues, with what stood before, so that it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.jobs.models import Job, JobQuerySet, JobState
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self


class BulkKind(models.TextChoices):
    """What is changed."""

    ASSIGN = "assign", _("Ask an organisation")
    TAG = "tag", _("Add tags")
    UNTAG = "untag", _("Take tags away")
    PRIORITY = "priority", _("Set the priority")
    MERGE = "merge", _("Merge into one")
    PUBLISH = "publish", _("Make public")
    UNPUBLISH = "unpublish", _("Take back from the public pages")


class Stage(models.TextChoices):
    """How far a change of many has come."""

    PREVIEWED = "previewed", _("previewed")
    CONFIRMED = "confirmed", _("confirmed")
    UNDONE = "undone", _("undone")


class Outcome(models.TextChoices):
    """What became of one issue."""

    PENDING = "pending", _("will be changed")
    SAME = "same", _("stays as it is")
    REFUSED = "refused", _("cannot be changed")
    DONE = "done", _("changed")
    UNDONE = "undone", _("as it was before")
    KEPT = "kept", _("changed since, not undone")


class BulkQuerySet(GroupOwnedQuerySet["BulkChange"]):
    """Changes of many of the groups in scope, and which of them wait for a worker."""

    def waiting(self, now: datetime | None = None) -> Self:
        """Give confirmed changes that wait, and those whose worker died."""
        return JobQuerySet.waiting(self.filter(stage=Stage.CONFIRMED), now)  # type: ignore[type-var]


class BulkChange(GroupOwned, Job):
    """One change of many issues. Its rows are frozen when it is previewed.

    `words` is what was chosen in the form, as plain JSON (keys of rows, days, notes).
    """

    kind = models.CharField(max_length=10, choices=BulkKind.choices)
    words = models.JSONField(default=dict)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.PREVIEWED)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(BulkQuerySet)()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=BulkKind.values), name="issues_bulk_known"),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="issues_bulk_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=JobState.values), name="issues_bulk_state_known"
            ),
        )
        indexes = (
            models.Index(fields=["group", "-id"], name="issues_bulk_latest"),
            models.Index(
                fields=["group", "not_before", "id"],
                condition=Q(state__in=["queued", "running"], stage="confirmed"),
                name="issues_bulk_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of many, {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether a worker still has to do it, or does it now."""
        return self.stage == Stage.CONFIRMED and self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def can_be_undone(self) -> bool:
        """Whether it stands and was not undone."""
        return self.stage == Stage.CONFIRMED and self.state == JobState.READY


class BulkRow(GroupOwned):
    """One issue of such a change: what stood before, what stands after.

    `was`, `becomes` and `reason` are in the language of the person who asked. `version` is the
    issue's when it was previewed: what changed since is not overwritten.
    """

    bulk = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    was = models.CharField(max_length=300, blank=True)
    becomes = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.PENDING)
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["group", "bulk", "issue"], name="issues_bulk_row_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="issues_bulk_outcome_known"
            ),
        )
        indexes = (
            models.Index(fields=["group", "bulk", "outcome", "id"], name="issues_bulk_rows"),
        )

    def __str__(self) -> str:
        return f"{self.issue_id} in {self.bulk_id}"
