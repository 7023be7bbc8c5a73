"""The ladder of escalation (I9): its steps, the rungs that were taken, who is still to be told.

The group first helps, then reminds, then escalates. Days are calendar days in the group's zone,
counted from `Issue.due_date`: -3 is three days before, 7 is seven days after.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.organisations.models import Sector
from masam.tenancy.models import GroupOwned

FURTHEST = 365  # days from the due day, either way


class LadderKind(models.TextChoices):
    """What a step of the ladder does."""

    BEFORE = "reminder_before", _("reminder before the day")
    AFTER = "reminder_after", _("reminder after the day")
    AGENDA = "agenda", _("item of the next meeting")
    LETTER = "letter", _("formal letter")
    NEXT = "next_level", _("next level up")


class RungOutcome(models.TextChoices):
    """What came of a rung."""

    TOLD = "told", _("the officers were reminded")
    NOBODY = "nobody", _("there was nobody to tell")
    TABLED = "tabled", _("proposed for the next meeting")
    DRAFTED = "drafted", _("a letter was drafted")
    PROPOSED = "proposed", _("passing it on was proposed")
    SKIPPED = "skipped", _("left out: a later step was due already")


class Ladder(GroupOwned):
    """Whether the ladder of a group runs; one row a group.

    `climbed_date` is the last local day on which it was climbed to the end: once a day.
    """

    is_on = models.BooleanField(default=False)
    switched_at = models.DateTimeField(default=timezone.now)
    climbed_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group"], name="issues_ladder_once"),)

    def __str__(self) -> str:
        return f"ladder of group {self.group_id}"


class LadderStep(GroupOwned):
    """One step. A step that was taken away stays for the rungs that speak of it."""

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("what happens"), max_length=15, choices=LadderKind.choices)
    days = models.SmallIntegerField(_("days from the due day"))
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("days", "position", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=LadderKind.values), name="issues_ladder_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=LadderKind.BEFORE, days__gte=-FURTHEST, days__lt=0)
                | (~Q(kind=LadderKind.BEFORE) & Q(days__gt=0, days__lte=FURTHEST)),
                name="issues_ladder_days",
            ),
        )
        indexes = (models.Index(fields=["group", "days", "position"], name="issues_ladder_order"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.days:+d}"

    @property
    def is_reminder(self) -> bool:
        """Whether it tells the officers, rather than doing something in the group."""
        return self.kind in {LadderKind.BEFORE, LadderKind.AFTER}

    @property
    def is_early(self) -> bool:
        """Whether it lies before the due day."""
        return self.days < 0

    @property
    def when(self) -> str:
        """Its day in words: "3 days before", "1 day after"."""
        if self.is_early:
            said = ngettext("%(n)d day before", "%(n)d days before", self.distance)
        else:
            said = ngettext("%(n)d day after", "%(n)d days after", self.distance)
        return said % {"n": self.distance}

    @property
    def distance(self) -> int:
        """How many days before or after the due day."""
        return abs(self.days)


class Rung(GroupOwned):
    """A step that was taken (or left out) for an issue and one due date: once for each."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="rungs")
    step = models.ForeignKey(LadderStep, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=LadderKind.choices)
    due_date = models.DateField()
    taken_date = models.DateField()
    taken_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=RungOutcome.choices)
    # The agency or ministry that answers one level up, when the kind is next_level.
    higher_mn = models.CharField(max_length=200, blank=True)
    higher_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue", "step", "due_date"], name="issues_rung_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=RungOutcome.values), name="issues_rung_outcome_known"
            ),
        )
        indexes = (
            models.Index(fields=["group", "issue", "due_date"], name="issues_rung_of"),
            models.Index(fields=["group", "taken_date", "outcome"], name="issues_rung_taken"),
            models.Index(
                fields=["group", "kind", "issue"],
                condition=Q(outcome__in=[RungOutcome.TABLED, RungOutcome.PROPOSED]),
                name="issues_rung_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} for {self.issue_id} due {self.due_date}"

    @property
    def higher(self) -> str:
        """Who answers one level up, in the reader's language."""
        return self.higher_en if get_language() == "en" else self.higher_mn


class Telling(GroupOwned):
    """A reminder that one officer is to get; `told_at` is set with the digest that holds it."""

    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="tellings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "rung", "user"], name="issues_telling_once"),
        )
        indexes = (
            models.Index(
                fields=["group", "user"],
                condition=Q(told_at__isnull=True),
                name="issues_telling_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} of {self.rung_id}"
