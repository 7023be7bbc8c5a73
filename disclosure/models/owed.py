"""`Watched`, `Owed` and `GapIssue`: which organisation owes which publication, and its gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.models.duty import Duty
from masam.calendars.periods import parse
from masam.organisations.models import Sector
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date
    from typing import Self


GLASS_ACCOUNT = "https://shilendans.gov.mn/organization"


class Watched(GroupOwned):
    """An organisation whose publications the group watches. Inactive rows stay for history."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+",
        verbose_name=_("organisation"),
    )  # fmt: skip
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "watched"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "organisation"], name="disclosure_watched_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation)


class Result(models.TextChoices):
    """What somebody who looked found."""

    FOUND = "found", _("found")
    PARTLY = "partly", _("partly")
    MISSING = "missing", _("missing")
    UNREADABLE = "unreadable", _("unreadable")


GAPS = (Result.PARTLY, Result.MISSING, Result.UNREADABLE)
# Beside the results, what a page says of a row that nobody has checked.
NOT_DUE, TO_CHECK = "not_due", "to_check"
STATES = (*Result.values, TO_CHECK, NOT_DUE)  # in the order of the legend
STATE_WORDS = {
    **dict(Result.choices),
    TO_CHECK: _("to be checked"),
    NOT_DUE: _("not due yet"),
}


class OwedQuerySet(GroupOwnedQuerySet["Owed"]):
    """Which of what is owed. `today` is always the group's own day."""

    def with_names(self) -> Self:
        """Fetch what a row shows in the same query."""
        return self.select_related("group", "organisation", "duty__rule")

    def due_in(self, start: date, end: date) -> Self:
        """Give what falls due from `start` on, before `end`."""
        return self.filter(due_date__gte=start, due_date__lt=end)

    def past(self, today: date) -> Self:
        """Give what should be published by now: its last day is over."""
        return self.filter(due_date__lt=today)

    def to_check(self, today: date) -> Self:
        """Give what should be published by now and nobody has looked for."""
        return self.past(today).filter(result="")

    def gaps(self) -> Self:
        """Give what was looked for and not found as it should be."""
        return self.filter(result__in=GAPS)


class Owed(GroupOwned):
    """A duty of one organisation for one period, or after one event.

    The newest check is copied here, so that lists and figures need no join; `check_duty`
    writes both. `sector` is the organisation's when the row was made. No person is named.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+",
        verbose_name=_("organisation"),
    )  # fmt: skip
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True)
    period = models.CharField(max_length=8)  # 2026, 2026-H1, 2026-Q4, 2026-09
    event_date = models.DateField(_("day of the event"), null=True, blank=True)
    due_date = models.DateField()
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    is_complete = models.BooleanField(null=True)
    is_on_time = models.BooleanField(null=True)
    is_right_place = models.BooleanField(null=True)
    url = models.URLField(max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(OwedQuerySet)()

    class Meta:
        verbose_name_plural = "owed"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "organisation", "duty", "period", "event_date"],
                name="disclosure_owed_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", *Result.values]), name="disclosure_owed_result_known"
            ),
            models.CheckConstraint(
                condition=Q(result="", checked_at__isnull=True)
                | ~Q(result="") & Q(checked_at__isnull=False),
                name="disclosure_owed_checked_has_day",
            ),
        )
        indexes = (
            models.Index(fields=["group", "due_date", "id"], name="disclosure_owed_due"),
            models.Index(
                fields=["group", "due_date", "id"], condition=Q(result=""),
                name="disclosure_owed_to_check",
            ),
            models.Index(
                fields=["group", "organisation", "-due_date", "-id"], name="disclosure_owed_of"
            ),
            models.Index(fields=["due_date", "group", "duty", "result"], name="disclosure_owed_public"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}: {self.duty}, {self.period_label}"

    @property
    def period_label(self) -> str:
        """The period in the reader's language."""
        return parse(self.period).label

    @property
    def state(self) -> str:
        """The newest result; else whether it is due. Needs `group` fetched with the row."""
        if self.result:
            return self.result
        return NOT_DUE if self.group.today() <= self.due_date else TO_CHECK

    @property
    def state_word(self) -> str:
        """The state in the reader's language."""
        return str(STATE_WORDS[self.state])

    @property
    def glass_url(self) -> str:
        """The organisation's page in the Glass Account for the year, "" when its number is unknown."""
        number = self.organisation.shilendans_id
        return f"{GLASS_ACCOUNT}/{number}?ry={parse(self.period).year}" if number else ""

    @property
    def is_gap(self) -> bool:
        """Whether it was looked for and not found as it should be."""
        return self.result in GAPS

    def counted(self) -> dict[str, Any]:
        """Give the columns that roll-ups count, as they stand now (see `check_changed`)."""
        return {
            "group_id": self.group_id,
            "organisation_id": self.organisation_id,
            "duty_id": self.duty_id,
            "sector": self.sector,
            "due_date": self.due_date,
            "result": self.result,
            "is_complete": self.is_complete,
            "is_on_time": self.is_on_time,
        }


class GapIssue(GroupOwned):
    """An issue that was raised because of a gap. Links point down: the row lives here."""

    owed = models.ForeignKey(Owed, on_delete=models.PROTECT, related_name="gap_issues")
    issue = models.ForeignKey("issues.Issue", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "owed", "issue"], name="disclosure_gap_issue_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue_id} because of {self.owed_id}"
