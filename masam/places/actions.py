"""What changes places: loading a list of units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from masam.audit.actions import record
from masam.places.models import PlaceClass, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = [
    "level", "parent", "kind", "name_mn", "name_en", "iso_3166_2", "lat", "lon", "place_class",
    "sort_key", "search_key",
]  # fmt: skip
BATCH = 500


@dataclass(frozen=True)
class UnitRow:
    """One unit of a list, checked. Empty values leave what is remembered."""

    code: str
    level: int
    parent_code: str
    kind: str
    name_mn: str
    name_en: str
    iso_3166_2: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Loaded:
    """How many rows a list had: new ones, changed ones, and ones that were so already."""

    added: int
    changed: int
    same: int


@transaction.atomic
def load_units(rows: Iterable[UnitRow], *, actor: object = None, source: str = "") -> Loaded:
    """Add or change units by code; units that the list does not name stay as they are.

    `rows` come parents first. An English name that is there stays while the Mongolian one does:
    ours are typed by hand. `source` names the file in the audit entry.
    """
    units = {unit.code: unit for unit in Unit.objects.all()}
    added, changed, same = [], [], 0
    for row in rows:
        unit = units.setdefault(row.code, Unit(code=row.code))
        before = _values(unit)
        _apply(unit, row, units.get(row.parent_code))
        if unit._state.adding:
            added.append(unit)
        elif _values(unit) != before:
            changed.append(unit)
        else:
            same += 1
    _save(added, changed)
    result = Loaded(len(added), len(changed), same)
    if added or changed:
        record("place.loaded", actor=actor, target=Unit(), note=source, data=result.__dict__)
    return result


def _values(unit: Unit) -> list[object]:
    names = ["parent_id" if name == "parent" else name for name in FIELDS]
    return [getattr(unit, name) for name in names]


def _apply(unit: Unit, row: UnitRow, parent: Unit | None) -> None:
    renamed = unit.name_mn != row.name_mn
    unit.level, unit.kind, unit.name_mn = row.level, row.kind, row.name_mn
    unit.parent = parent
    unit.name_en = row.name_en if renamed or not unit.name_en else unit.name_en
    unit.iso_3166_2 = row.iso_3166_2 or unit.iso_3166_2
    unit.lat = unit.lat if row.lat is None else row.lat
    unit.lon = unit.lon if row.lon is None else row.lon
    unit.place_class = unit.place_class or place_class(row.code)
    unit.sort_key, unit.search_key = unit.sorted_by(), unit.searched_by()


def correct_unit(unit: Unit, *, actor: object) -> Unit:
    """Save a correction made by hand to names, point or class; the code never changes."""
    with transaction.atomic():
        unit.save()
        record("place.corrected", actor=actor, target=unit)
    return unit


def place_class(code: str) -> str:
    """Give the class of a place as far as its code tells it.

    All of the capital is one class; an aimag's first soum (code ending in 01) is its centre. A
    soum holds a centre and countryside, so nothing is said of it and of its bags.
    """
    if code.startswith("11"):
        return PlaceClass.CAPITAL
    return PlaceClass.AIMAG_CENTRE if re.fullmatch(r"\d\d01(\d\d)?", code) else ""


def _save(added: list[Unit], changed: list[Unit]) -> None:
    """Write units level by level: a child needs the key of its parent."""
    for level in (1, 2, 3):
        fresh = [unit for unit in added if unit.level == level]
        for unit in fresh:
            unit.parent = unit.parent  # takes over the key the parent has just received
        Unit.objects.bulk_create(fresh, batch_size=BATCH)
    Unit.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
