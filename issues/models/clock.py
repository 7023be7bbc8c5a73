"""`Clock`, `Pause` and `Promise`: by when an office acts, when that stood still, what was promised."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Category, Issue
from masam.calendars.models import DayUnit
from masam.calendars.queries import LAST_SECOND
from masam.organisations.models import Sector
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date

LONGEST_PROMISE = 365


ANSWER_RULE = "petition-answer"  # 30 days: law on petitions, article 16 (domain.md 3.1)


class ClockKind(models.TextChoices):
    """What the office is asked to do by the day."""

    ACKNOWLEDGE = "acknowledge", _("say that it was received")
    RESOLVE = "resolve", _("fix the problem")


class Basis(models.TextChoices):
    """Who set the day. `asked` and `office` are a certain day, the others a number of days."""

    LAW = "law", _("rule")
    PROMISE = "promise", _("the group's promise")
    ASKED = "asked", _("the day the group asked for")
    OFFICE = "office", _("the day the office promised")


class Stop(models.TextChoices):
    """Why a clock was stopped without being met."""

    ANEW = "anew", _("asked anew")
    REPLACED = "replaced", _("another day was promised")
    REOPENED = "reopened", _("reopened")
    REJECTED = "rejected", _("not taken up")
    MERGED = "merged", _("joined with another issue")
    REFERRED = "referred", _("passed to the next level")
    RECALLED = "recalled", _("came back from the next level")
    UNDONE = "undone", _("the asking was taken back")


class ClockQuerySet(GroupOwnedQuerySet["Clock"]):
    """Which clocks."""

    def running(self) -> Self:
        """Give those that are neither met nor stopped; a paused one counts as running."""
        return self.filter(met_at=None, stopped_at=None)


class Clock(GroupOwned):
    """One term that runs, or ran, for one issue.

    Each time an office is asked (anew, after reopening, the next level) a new `round` begins and
    the old one stays as history. `days` and `unit` are what was given on `start_date`;
    `extended_days` come on top in the same unit. All dates are days in the group's zone, and the
    clock ends with the last second of `due_date` there (`due_at`). `skipped`, `added` and
    `pauses` are what the explanation says, [[name, first, last]] and [[since, until]]: no page
    computes a calendar. `rule` is the row of the law, also when the law changes later.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ClockKind.choices)
    basis = models.CharField(max_length=8, choices=Basis.choices)
    round = models.PositiveSmallIntegerField(default=1)
    rule = models.ForeignKey(
        "calendars.LegalRule", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    start_date = models.DateField()
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=DayUnit.choices, default=DayUnit.CALENDAR)
    due_date = models.DateField()
    skipped = models.JSONField(default=list)
    added = models.JSONField(default=list)
    met_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=8, choices=Stop.choices, blank=True, default="")
    extended_days = models.PositiveSmallIntegerField(default=0)
    extended_reason = models.TextField(blank=True, default="")
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    extended_at = models.DateTimeField(null=True, blank=True)
    # When the notice to who raised it, who follows and who leads went into the outbox.
    notified_at = models.DateTimeField(null=True, blank=True)
    pauses = models.JSONField(default=list)
    paused_since = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(ClockQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue", "kind", "basis", "round"], name="issues_clock_once"
            ),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("start_date")), name="issues_clock_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_why="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_why="")),
                name="issues_clock_stopped_why",
            ),
            models.CheckConstraint(
                condition=Q(extended_days=0) | Q(extended_at__isnull=False),
                name="issues_clock_extended_when",
            ),
        )
        indexes = (
            models.Index(fields=["group", "issue", "id"], name="issues_clock_of"),
            models.Index(
                fields=["group", "due_date", "id"],
                condition=Q(met_at=None, stopped_at=None),
                name="issues_clock_running",
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue_id} {self.kind} {self.due_date}"

    @property
    def is_running(self) -> bool:
        """Whether the day still matters."""
        return self.met_at is None and self.stopped_at is None

    @property
    def due_at(self) -> datetime:
        """The last second of the term, in the group's zone."""
        return datetime.combine(self.due_date, LAST_SECOND, tzinfo=self.group.tz)

    def is_late(self, today: date) -> bool:
        """Tell whether it was met after its day, or runs past it; `today` is the group's own."""
        if self.met_at is not None:
            return self.met_at > self.due_at
        return self.is_running and self.due_date < today


class Pause(GroupOwned):
    """Days on which the clocks of an issue stand still: after `since` up to and with `until`.

    `until` is settled when the pause begins and drawn in when it ends earlier. `ended_at` is when
    a person or the clock's task ended it.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="pauses")
    since = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    paused_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue"], condition=Q(ended_at=None), name="issues_pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="issues_pause_ends_after_start"
            ),
        )
        indexes = (
            models.Index(fields=["group", "issue", "id"], name="issues_pause_of"),
            models.Index(
                fields=["group", "until"], condition=Q(ended_at=None), name="issues_pause_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue_id} {self.since} – {self.until}"


class Promise(GroupOwned):
    """How fast the group promises citizens that problems of a kind move.

    For one category, for one sector, or (both empty) for everything; the nearest one counts.
    """

    kind = models.CharField(
        _("what is promised"), max_length=12, choices=ClockKind.choices, default=ClockKind.RESOLVE
    )
    sector = models.CharField(
        _("sector"), max_length=10, choices=Sector.choices, blank=True, default=""
    )
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("category"),
    )  # fmt: skip
    days = models.PositiveSmallIntegerField(
        _("days"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_PROMISE)]
    )
    unit = models.CharField(
        _("which days"), max_length=8, choices=DayUnit.choices, default=DayUnit.CALENDAR
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "kind", "sector", "category"], nulls_distinct=False,
                name="issues_promise_once",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST_PROMISE), name="issues_promise_days"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.sector or self.category_id or 'all'}: {self.days}"
