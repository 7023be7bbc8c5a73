"""Ranking by the members, and "me too" by everybody (I6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned

if TYPE_CHECKING:
    from datetime import date

DOTS = 5  # what each member gives away in a round


class RankingRound(GroupOwned):
    """A round in which every member gives five dots to the issues that matter most.

    The candidates are frozen when it opens. It ends at the end of `until_date` (the group's own
    day), or earlier when the facilitator closes it. `number` runs within the group.
    """

    number = models.PositiveIntegerField()
    until_date = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="issues_round_number_once"),
        )
        indexes = (models.Index(fields=["group", "-id"], name="issues_round_latest"),)

    def __str__(self) -> str:
        return f"ranking round {self.number}"

    def is_open(self, today: date) -> bool:
        """Tell whether members can still give dots on that day."""
        return self.closed_at is None and today <= self.until_date


class Candidate(GroupOwned):
    """An issue that members can give dots to in a round."""

    round = models.ForeignKey(RankingRound, on_delete=models.CASCADE, related_name="candidates")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "round", "issue"], name="issues_candidate_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue_id} in round {self.round_id}"


class Ballot(GroupOwned):
    """What one member gave in a round. Read by nobody else: others see sums only."""

    round = models.ForeignKey(RankingRound, on_delete=models.CASCADE, related_name="ballots")
    membership = models.ForeignKey("groups.Membership", on_delete=models.PROTECT, related_name="+")
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "round", "membership"], name="issues_ballot_once"
            ),
        )

    def __str__(self) -> str:
        return f"a ballot of round {self.round_id}"


class Dots(GroupOwned):
    """The dots of a ballot for one candidate."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="dots")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "dots"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "ballot", "candidate"], name="issues_dots_once"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=DOTS), name="issues_dots_few"
            ),
        )
        indexes = (models.Index(fields=["group", "candidate"], name="issues_dots_of"),)

    def __str__(self) -> str:
        return f"{self.count} for {self.candidate_id}"


class Echo(GroupOwned):
    """How many people said "me too" to an issue. Public only from five on (product.md R8)."""

    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="echo")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "echoes"
        indexes = (models.Index(fields=["group", "-count", "issue"], name="issues_by_echo"),)

    def __str__(self) -> str:
        return f"{self.count} me too on {self.issue_id}"


class MeToo(GroupOwned):
    """One browser that said "me too" to one issue.

    `key` is a keyed hash of the browser's cookie and the issue, so that two issues of one browser
    cannot be put together. No address is stored.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "issue", "key"], name="issues_me_too_once"),
        )

    def __str__(self) -> str:
        return f"me too on {self.issue_id}"
