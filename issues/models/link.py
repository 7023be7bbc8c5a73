"""What ties issues to people who follow them and to decisions of meetings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class Follow(GroupOwned):
    """A person who wants to hear what happens to an issue."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "issue", "user"], name="issues_follow_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.issue_id}"


class DecisionLink(GroupOwned):
    """A decision of a meeting that speaks of an issue. Links point down: the row lives here."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="decision_links")
    decision = models.ForeignKey("groups.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue", "decision"], name="issues_decision_link_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_id} about {self.issue_id}"
