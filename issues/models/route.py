"""`Route`: which organisation answers for which kind of problem, the group's own table (I7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Category
from masam.organisations.models import PointType, Sector
from masam.tenancy.models import GroupOwned


class Route(GroupOwned):
    """One line of the table. What is left empty fits everything; the narrowest line wins."""

    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Who answers"),
    )
    sector = models.CharField(_("Sector"), max_length=10, choices=Sector.choices, blank=True)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "places.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    point_type = models.CharField(
        _("Type of service point"), max_length=20, choices=PointType.choices, blank=True
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "sector", "category", "unit", "point_type"],
                name="issues_route_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.sector or '*'} {self.category_id or '*'}: {self.organisation_id}"
