"""`Unit`: one administrative unit of Mongolia."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from masam.places.models.names import DerivedField, TwoNames
from masam.search.folding import fold
from masam.search.sortkey import sort_key


class UnitKind(models.TextChoices):
    """What a unit is called. The level follows from it: 1, 1, 2, 2, 3, 3."""

    CAPITAL = "capital", _("capital city")
    AIMAG = "aimag", _("aimag")
    DISTRICT = "district", _("district")
    SOUM = "soum", _("soum")
    KHOROO = "khoroo", _("khoroo")
    BAG = "bag", _("bag")


LEVEL_OF = {
    UnitKind.CAPITAL: 1,
    UnitKind.AIMAG: 1,
    UnitKind.DISTRICT: 2,
    UnitKind.SOUM: 2,
    UnitKind.KHOROO: 3,
    UnitKind.BAG: 3,
}


class PlaceClass(models.TextChoices):
    """The classes Mongolian statistics compare. Empty where a unit holds two of them."""

    CAPITAL = "capital", _("capital city")
    AIMAG_CENTRE = "aimag_centre", _("aimag centre")
    SOUM_CENTRE = "soum_centre", _("soum centre")
    RURAL = "rural", _("rural")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units; `with_parents` before showing full names of many."""

    def with_parents(self) -> UnitQuerySet:
        """Fetch the units above in the same query, as `full_name` needs them."""
        return self.select_related("parent__parent")


class Unit(TwoNames, models.Model):
    """A unit by its official statistical code: 2, 4 or 6 digits by level, led by the parent's."""

    NAME_LENGTH = 80

    code = models.CharField(_("code"), max_length=6, unique=True)
    level = models.PositiveSmallIntegerField(_("level"))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=UnitKind.choices)
    name_mn = models.CharField(_("Mongolian name"), max_length=NAME_LENGTH)
    # Latin letters run longer: х is kh, ц is ts.
    name_en = models.CharField(_("English name"), max_length=2 * NAME_LENGTH, blank=True)
    iso_3166_2 = models.CharField("ISO 3166-2", max_length=6, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)  # degrees, a point inside
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    place_class = models.CharField(
        _("class of place"), max_length=12, choices=PlaceClass.choices, blank=True
    )
    sort_key = DerivedField(max_length=400, derive="sorted_by")
    search_key = DerivedField(max_length=300, derive="searched_by")

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("level", "sort_key")
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = (models.Index(fields=["parent", "sort_key"], name="unit_of_parent"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(level=1, code__regex=r"^\d{2}$")
                | Q(level=2, code__regex=r"^\d{4}$")
                | Q(level=3, code__regex=r"^\d{6}$"),
                name="unit_code_fits_level",
            ),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False),
                name="unit_parent_fits_level",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UnitKind.values) & ~Q(parent=F("id")), name="unit_kind_known"
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def sorted_by(self) -> str:
        """Compute the sort key; numbers are padded, so that "10-р баг" follows "9-р баг"."""
        padded = re.sub(r"\d+", lambda number: number[0].zfill(3), self.name_mn)
        return sort_key(padded)

    def searched_by(self) -> str:
        """Compute what searches look into."""
        return fold(f"{self.name_mn} {self.name_en}")

    @property
    def label(self) -> str:
        """The name with its kind: "Ховд аймаг", "Khovd aimag", "1-р хороо"."""
        if self.kind == UnitKind.CAPITAL:
            return self.name
        kind = str(self.get_kind_display())
        if kind in re.split(r"\W+", self.name.lower()):
            return self.name
        return f"{self.name} {kind}"

    @property
    def full_name(self) -> str:
        """The name that cannot be mistaken: "Булган сум, Ховд аймаг".

        The capital's districts need no addition, all below an aimag name it.
        """
        parent = self.parent
        if parent is None or parent.kind == UnitKind.CAPITAL:
            return self.label
        return f"{self.label}, {parent.full_name}"
