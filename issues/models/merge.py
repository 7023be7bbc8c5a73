"""`Merge`: how an issue was joined with another, so that it can be undone exactly."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.lifecycle import IssueState
from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class Merge(GroupOwned):
    """One joining: what stood before, and who follows the other issue only because of it.

    `standing` is what ran and waited (`issues.actions.standing`); empty for joinings of old.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="taken_in")
    state_before = models.CharField(max_length=16, choices=IssueState.choices)
    published_before = models.DateTimeField(null=True, blank=True)
    follows_added = ArrayField(models.BigIntegerField(), default=list)  # ids of people
    standing = models.JSONField(default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue"],
                condition=Q(undone_at__isnull=True),
                name="issues_merge_once",
            ),
        )
        indexes = (models.Index(fields=["group", "into"], name="issues_merge_into"),)

    def __str__(self) -> str:
        return f"{self.issue_id} into {self.into_id}"
