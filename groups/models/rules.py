"""`GroupRules`: what a group has settled for itself: quorum, balance, how long minutes go round."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from masam.tenancy.models import GroupOwned


class GroupRules(GroupOwned):
    """One row a group; without it the defaults below hold (`groups.queries.rules_of`).

    The percentages are whole numbers from 0 to 100; 0 turns a rule off. `circulation_days`
    counts calendar days in the group's zone.
    """

    quorum_percent = models.PositiveSmallIntegerField(_("quorum, percent of members"), default=50)
    community_percent = models.PositiveSmallIntegerField(
        _("least share of citizens and civil society, percent"), default=33
    )
    sex_percent = models.PositiveSmallIntegerField(
        _("least share of either sex, percent"), default=30
    )
    vulnerable_percent = models.PositiveSmallIntegerField(
        _("least share of vulnerable people, percent"), default=10
    )
    circulation_days = models.PositiveSmallIntegerField(_("days that minutes go round"), default=7)

    class Meta:
        verbose_name_plural = "group rules"
        constraints = (
            models.UniqueConstraint(fields=["group"], name="groups_rules_once"),
            models.CheckConstraint(
                condition=Q(
                    quorum_percent__lte=100,
                    community_percent__lte=100,
                    sex_percent__lte=100,
                    vulnerable_percent__lte=100,
                ),
                name="groups_rules_percent",
            ),
            models.CheckConstraint(
                condition=Q(circulation_days__gte=1, circulation_days__lte=60),
                name="groups_rules_circulation",
            ),
        )

    def __str__(self) -> str:
        return f"rules of group {self.group_id}"
