"""`Issue`: a problem of a service, from reported to verified fixed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from issues.lifecycle import UNFINISHED, IssueState
from masam.organisations.models import Sector
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date
    from typing import Self


class ReporterClass(models.TextChoices):
    """Who raised an issue: a class, never a name."""

    CITIZEN = "citizen", _("citizen")
    PATIENT = "patient", _("patient or client")
    PARENT = "parent", _("parent")
    STUDENT = "student", _("student")
    STAFF = "staff", _("staff of the service")
    CSO = "cso", _("civil society organisation")
    COUNCIL = "council", _("khural or bag meeting")
    MEDIA = "media", _("media")


class Category(GroupOwned):
    """A kind of issue within a sector, the group's own list."""

    key = models.SlugField(max_length=40)
    sector = models.CharField(max_length=10, choices=Sector.choices)
    name_mn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=["group", "sector", "key"], name="issues_category_once"),
        )

    def __str__(self) -> str:
        return self.name_en if translation.get_language() == "en" else self.name_mn


class IssueQuerySet(GroupOwnedQuerySet["Issue"]):
    """Which issues."""

    def unfinished(self) -> Self:
        """Give those on which somebody still has to act."""
        return self.filter(state__in=UNFINISHED)

    def overdue(self, today: date) -> Self:
        """Give the unfinished ones past their date; `today` is the group's own."""
        return self.unfinished().filter(due_date__lt=today)

    def due_within(self, today: date, days: int) -> Self:
        """Give the unfinished ones whose date is today or in the next `days` days."""
        return self.unfinished().filter(due_date__range=(today, today + timedelta(days=days)))

    def published(self) -> Self:
        """Give those that everybody may see."""
        return self.filter(published_at__isnull=False)


@pghistory.track(append_only=True)
class Issue(GroupOwned):
    """A problem of a health or education service.

    `number` runs within the group and is shown with its code (KHO-42). `version` grows with
    every change and guards against two people editing at once. `client_key` is made where the
    issue was logged (also on a phone without a network) and is its identity for repeats.
    All `_at` are UTC moments, all `_date` days in the group's zone.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(_("problem in one line"), max_length=160)
    detail = models.TextField(_("details"), blank=True)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    service_point = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("service point"),
    )
    unit = models.ForeignKey("places.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    reporter_class = models.CharField(
        _("who raised it"),
        max_length=10,
        choices=ReporterClass.choices,
        default=ReporterClass.CITIZEN,
    )
    state = models.CharField(max_length=16, choices=IssueState.choices, default=IssueState.REPORTED)
    responsible = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("responsible organisation"),
    )
    referred_to = models.CharField(_("referred to"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_date = models.DateField(_("due"), null=True, blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    state_at = models.DateTimeField(default=timezone.now)
    assigned_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Who claimed the fix cannot verify it; empty when the office answered by a link in a mail.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verified_by = models.ForeignKey(
        "groups.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    client_key = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(IssueQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="issues_issue_number_once"),
            models.UniqueConstraint(fields=["group", "client_key"], name="issues_issue_key_once"),
            models.CheckConstraint(
                condition=Q(state__in=IssueState.values), name="issues_issue_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=IssueState.VERIFIED_FIXED)
                | Q(fixed_at__isnull=False, verified_by__isnull=False),
                name="issues_issue_fixed_is_verified",
            ),
            models.CheckConstraint(
                condition=~Q(state=IssueState.MERGED) | Q(merged_into__isnull=False),
                name="issues_issue_merged_somewhere",
            ),
        )
        indexes = (
            models.Index(fields=["group", "-logged_at", "-id"], name="issues_latest"),
            models.Index(fields=["group", "state", "-logged_at", "-id"], name="issues_by_state"),
            models.Index(
                fields=["group", "category", "-logged_at", "-id"], name="issues_by_category"
            ),
            models.Index(
                fields=["group", "responsible", "due_date", "id"],
                condition=Q(state__in=UNFINISHED),
                name="issues_to_answer",
            ),
            models.Index(
                fields=["group", "due_date", "id"],
                condition=Q(state__in=UNFINISHED),
                name="issues_due",
            ),
            models.Index(
                fields=["-logged_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="issues_public_latest",
            ),
            models.Index(
                fields=["group", "-state_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="issues_public_news",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The number people say: KHO-42. Costs a query unless the group was selected with it."""
        return f"{self.group.code}-{self.number}"

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still has to act, so that its date matters."""
        return self.state in UNFINISHED

    @property
    def is_overdue(self) -> bool:
        """Whether somebody should have acted by now, by the group's own day."""
        return (
            self.due_date is not None
            and self.state in UNFINISHED
            and self.due_date < self.group.today()
        )

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.published_at is not None

    def counted(self) -> dict[str, object]:
        """Give the columns that roll-ups count, as they stand now (see `issue_changed`)."""
        return {
            "group_id": self.group_id,
            "sector": self.sector,
            "state": self.state,
            "reporter_class": self.reporter_class,
            "is_marked": hasattr(self, "concern"),
            "unit_id": self.unit_id,
            "responsible_id": self.responsible_id,
            "due_date": self.due_date,
            "logged_at": self.logged_at,
            "assigned_at": self.assigned_at,
            "answered_at": self.answered_at,
            "verified_at": self.verified_at,
            "fixed_at": self.fixed_at,
            "published_at": self.published_at,
        }
