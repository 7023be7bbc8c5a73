"""`MemberTraits`: what a member told about themselves so that inclusion can be counted.

Kept apart from the membership on purpose: no page about a person joins this table. It leaves
the group only as counts (`groups.queries.attendance_counts`).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.membership import Membership
from masam.tenancy.models import GroupOwned


class Sex(models.TextChoices):
    """As the person says it (domain.md 6)."""

    FEMALE = "f", _("women")
    MALE = "m", _("men")
    OTHER = "other", _("other")
    UNDISCLOSED = "undisclosed", _("not told")


class AgeBand(models.TextChoices):
    """The four bands of the reports; empty when not told."""

    UNDER_18 = "<18", _("under 18")
    FROM_18 = "18-34", _("18 to 34")
    FROM_35 = "35-59", _("35 to 59")
    FROM_60 = "60+", _("60 and over")


class Vulnerability(models.TextChoices):
    """Tags; a person may carry several (domain.md 6)."""

    HERDER = "herder", _("herder")
    DISABILITY = "disability", _("person with disability")
    POOR = "poor", _("poor household")
    SINGLE_PARENT = "single_parent", _("single parent")
    TEMPORARY = "temporary", _("temporary resident")
    MINORITY = "minority", _("ethnic minority")
    ELDER = "elder", _("elder")


class MemberTraits(GroupOwned):
    """Sex, age band and vulnerability tags of one member, all optional."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="traits")
    sex = models.CharField(_("sex"), max_length=11, choices=Sex.choices, default=Sex.UNDISCLOSED)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand.choices, blank=True)
    vulnerable = ArrayField(
        models.CharField(max_length=16, choices=Vulnerability.choices), default=list, blank=True
    )

    class Meta:
        verbose_name_plural = "member traits"
        constraints = (
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="groups_sex_known"),
            models.CheckConstraint(
                condition=Q(age_band__in=["", *AgeBand.values]), name="groups_age_band_known"
            ),
        )

    def __str__(self) -> str:
        return f"traits of {self.membership_id}"
