"""`Case`: what one citizen said, and how it went on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.lifecycle import WAITING, CaseState
from masam.attachments.models import Attachment
from masam.organisations.models import Sector
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date
    from typing import Self


class Kind(models.TextChoices):
    """What a citizen wants to say (product.md F1)."""

    PROBLEM = "problem", _("Problem")
    PRAISE = "praise", _("Praise")
    IDEA = "idea", _("Idea")
    QUESTION = "question", _("Question")


class Channel(models.TextChoices):
    """How it came in."""

    WEB = "web", _("web page")
    PAPER = "paper", _("paper")
    SPOKEN = "spoken", _("spoken")
    PHONE = "phone", _("phone")


class CaseQuerySet(GroupOwnedQuerySet["Case"]):
    """Which cases."""

    def waiting(self) -> Self:
        """Give those that somebody in the group still has to answer."""
        return self.filter(state__in=WAITING)

    def overdue(self, today: date) -> Self:
        """Give the waiting ones past their day; `today` is the group's own."""
        return self.waiting().filter(due_date__lt=today)


# The history keeps how a case went, never what was said or by whom.
TRACKED = ["group", "number", "kind", "sector", "service_point", "state", "acknowledged_at",
           "answered_at", "closed_at", "due_date", "issue", "rating", "did_help", "published_at",
           "version"]  # fmt: skip


@pghistory.track(append_only=True, fields=TRACKED, model_name="CaseEvent")
class Case(GroupOwned):
    """A citizen's praise, idea, question or problem. It holds nothing that tells who wrote it.

    `received_at` is the moment it was stored (UTC), `received_date` the day it was said, in the
    group's zone: the real day for paper and spoken words, and the one the clock starts from.
    `due_date` is the last day for an answer (rule petition-answer). `key_digest` and
    `body_digest` tell a repeat of the same form (see `feedback/models/code.py`).
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(_("what is it?"), max_length=8, choices=Kind.choices)
    text = models.TextField(_("your words"))
    service_point = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name=_("service point"),
    )  # fmt: skip
    unit = models.ForeignKey(
        "places.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices, blank=True)
    state = models.CharField(max_length=8, choices=CaseState.choices, default=CaseState.RECEIVED)
    channel = models.CharField(
        _("how it came in"), max_length=6, choices=Channel.choices, default=Channel.WEB
    )
    language = models.CharField(max_length=2, default="mn")
    received_at = models.DateTimeField(default=timezone.now)
    received_date = models.DateField(_("said on"))
    due_date = models.DateField(_("answer by"))
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(_("how was the answer?"), null=True, blank=True)
    did_help = models.BooleanField(_("did it help?"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    issue = models.ForeignKey(
        "issues.Issue", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    is_suspect = models.BooleanField(default=False)  # looks as if a program had sent it
    is_sensitive = models.BooleanField(default=False)
    key_digest = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - reason: unique where known
    body_digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(CaseQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="feedback_case_number_once"),
            models.UniqueConstraint(fields=["group", "key_digest"], name="feedback_case_key_once"),
            models.CheckConstraint(
                condition=Q(state__in=CaseState.values), name="feedback_case_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="feedback_case_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)),
                name="feedback_case_rating_of_five",
            ),
            # The sensitive lane (F6) needs a role, a seal and a code of its own. Until they
            # stand, nothing of that kind may lie among ordinary cases.
            models.CheckConstraint(
                condition=Q(is_sensitive=False), name="feedback_case_no_sensitive_lane_yet"
            ),
        )
        indexes = (
            models.Index(fields=["group", "due_date", "id"], name="feedback_case_due"),
            models.Index(
                fields=["group", "due_date", "id"],
                condition=Q(state__in=WAITING),
                name="feedback_case_waiting",
            ),
            models.Index(
                fields=["group", "service_point", "received_date"], name="feedback_case_at"
            ),
            models.Index(fields=["group", "issue", "id"], name="feedback_case_issue"),
        )

    def __str__(self) -> str:
        return f"feedback {self.number}"  # shown in the audit: never the words themselves

    @property
    def is_overdue(self) -> bool:
        """Whether an answer should have been given by now, by the group's own day."""
        return self.state in WAITING and self.due_date < self.group.today()

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.published_at is not None

    def counted(self) -> dict[str, object]:
        """Give the columns that roll-ups count, as they stand now (see `case_changed`)."""
        return {
            "group_id": self.group_id,
            "kind": self.kind,
            "sector": self.sector,
            "state": self.state,
            "unit_id": self.unit_id,
            "service_point_id": self.service_point_id,
            "received_date": self.received_date,
            "due_date": self.due_date,
            "received_at": self.received_at,
            "acknowledged_at": self.acknowledged_at,
            "answered_at": self.answered_at,
            "issue_id": self.issue_id,
            "rating": self.rating,
            "did_help": self.did_help,
            "is_suspect": self.is_suspect,
            "published_at": self.published_at,
        }


class CasePhoto(Attachment):
    """A photo a citizen sent. Served only to who may read the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="photos")

    class Meta:
        indexes = (models.Index(fields=["group", "case", "id"], name="feedback_photo_of"),)
