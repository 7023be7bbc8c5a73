"""What is true of places."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q

from masam.places.models import Unit
from masam.search.folding import fold, naming

if TYPE_CHECKING:
    from masam.places.models import UnitQuerySet

ULAANBAATAR = ZoneInfo("Asia/Ulaanbaatar")  # UTC+8
HOVD = ZoneInfo("Asia/Hovd")  # UTC+7
WESTERN_AIMAGS = ("83", "84", "85")  # Bayan-Ulgii, Khovd, Uvs (tzdata zone.tab)


def zone_of(unit: Unit | None) -> ZoneInfo:
    """Give the time zone in which the clocks of a unit run; the nation's for None."""
    western = unit is not None and unit.code[:2] in WESTERN_AIMAGS
    return HOVD if western else ULAANBAATAR


def units_of(parent: Unit | None) -> UnitQuerySet:
    """Give the units directly below `parent`, in Mongolian order; for None all of level 1."""
    return Unit.objects.filter(parent=parent).order_by("sort_key")


def units_within(unit: Unit) -> UnitQuerySet:
    """Give the unit itself and everything below it; a code begins with its parent's."""
    return Unit.objects.filter(code__startswith=unit.code)


def unit_by_code(code: str) -> Unit:
    """Give the unit of an official code. Raises `Unit.DoesNotExist`."""
    return Unit.objects.with_parents().get(code=code)


def ancestor_codes(unit: Unit) -> list[str]:
    """Give the codes from the unit itself up to its aimag: 111051, 1110, 11."""
    return [unit.code[:length] for length in (6, 4, 2) if length <= len(unit.code)]


def search_units(text: str, *, within: Unit | None = None, limit: int = 20) -> list[Unit]:
    """Find units by the words of either name or by code, larger units first.

    ө may be typed as о and ү as у, and all in Latin letters. An empty text finds nothing.
    """
    if not fold(text):
        return []
    units = units_within(within) if within else Unit.objects.all()
    found = units.filter(naming(text, "search_key") | Q(code=text.strip()))
    return list(found.with_parents().order_by("level", "sort_key", "code")[:limit])
