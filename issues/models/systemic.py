"""`SystemicIssue`: the same problem of several groups, put to a ministry as one thread (I17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from issues.lifecycle import SystemicState
from issues.models.issue import Issue
from masam.organisations.models import Sector
from masam.tenancy.models import GroupOwned

if TYPE_CHECKING:
    from datetime import date


class SystemicIssue(models.Model):
    """One thread for a ministry. It belongs to no group and holds nothing of any case.

    What groups have tied to it are `SystemicLink`s of their own. `due_date` is a day in
    Ulaanbaatar. The ministry answers once; the coordinator closes with the reason.
    """

    number = models.PositiveIntegerField(unique=True)
    title_mn = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    text_mn = models.TextField()
    text_en = models.TextField(blank=True)
    sector = models.CharField(max_length=10, choices=Sector.choices)
    ministry = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=8, choices=SystemicState.choices, default=SystemicState.OPEN
    )
    due_date = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closing = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SystemicState.values), name="issues_systemic_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer=""), name="issues_systemic_answered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return _told(self.title_mn, self.title_en)

    @property
    def text(self) -> str:
        """What it is about, in the reader's language."""
        return _told(self.text_mn, self.text_en)

    def is_overdue(self, today: date) -> bool:
        """Tell whether the ministry should have answered before `today`."""
        return self.state == SystemicState.OPEN and self.due_date < today


def _told(text_mn: str, text_en: str) -> str:
    return (text_en or text_mn) if translation.get_language() == "en" else text_mn


class LinkStage(models.TextChoices):
    """How far an issue has come on its way into a thread."""

    OFFERED = "offered", _("offered by the group")
    ASKED = "asked", _("the coordinator asks the group")
    TIED = "tied", _("part of the thread")
    DECLINED = "declined", _("declined by the group")
    WITHDRAWN = "withdrawn", _("taken back by the group")


LIVING = (LinkStage.OFFERED, LinkStage.ASKED, LinkStage.TIED)


class SystemicLink(GroupOwned):
    """An issue of a group that is offered for, or tied to, a thread.

    Only what stands here goes up: the sector, the place and a title that may be read by
    everybody. The issue itself stays in its group.
    """

    thread = models.ForeignKey(
        SystemicIssue, null=True, on_delete=models.PROTECT, related_name="links"
    )
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="systemic_links")
    stage = models.CharField(max_length=9, choices=LinkStage.choices)
    title = models.CharField(max_length=160)
    sector = models.CharField(max_length=10, choices=Sector.choices)
    place_mn = models.CharField(max_length=200, blank=True)
    place_en = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    tied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue"],
                condition=Q(stage__in=LIVING),
                name="issues_systemic_once",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=LinkStage.values), name="issues_systemic_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(thread__isnull=False) | ~Q(stage__in=["asked", "tied"]),
                name="issues_systemic_in_a_thread",
            ),
        )
        indexes = (
            models.Index(fields=["group", "issue"], name="issues_systemic_of_issue"),
            models.Index(fields=["thread", "stage"], name="issues_systemic_of_thread"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> str:
        """The place in the reader's language."""
        return _told(self.place_mn, self.place_en)
