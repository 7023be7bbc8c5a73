"""`Referral`: an office gives an issue back and, as a rule, names whose it is (I7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from issues.models.answer import Answer
from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned

if TYPE_CHECKING:
    from masam.organisations.models import Organisation


class ReferralState(models.TextChoices):
    """Where a referral stands; the facilitator decides it."""

    PROPOSED = "proposed", _("waits for the facilitator")
    ACCEPTED = "accepted", _("handed on")
    REJECTED = "rejected", _("stays with the office")
    WITHDRAWN = "withdrawn", _("settled otherwise")


class Referral(GroupOwned):
    """One "not ours" or "we cannot take it on". The office stays responsible until it is decided.

    `to_organisation` is empty when the office named one that the list does not know (`theirs`),
    or none at all.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="referrals")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    from_organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    to_organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    theirs = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=ReferralState.choices, default=ReferralState.PROPOSED
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=["group", "issue", "id"], name="issues_referral_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ReferralState.values), name="issues_referral_state_known"
            ),
            models.UniqueConstraint(
                fields=["group", "issue"],
                condition=Q(state="proposed"),
                name="issues_referral_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.from_organisation_id} > {self.to_organisation_id or '?'}"


def name_of(organisation: Organisation | None) -> dict[str, str]:
    """Give an organisation's name in both languages, as audit entries keep it."""
    if organisation is None:
        return {}
    with translation.override("en"):
        english = organisation.name
    return {"organisation_mn": organisation.name_mn, "organisation_en": english}
