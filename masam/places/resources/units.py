"""The list of units as a file: what its rows must be, and loading it.

Columns: code, level, parent_code, kind, name_mn; optional name_en, iso_3166_2, lat, lon.
`minimum.csv` holds, typed by hand, what the demo groups need where the full list is absent.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from masam.places.actions import UnitRow, load_units
from masam.places.models import LEVEL_OF, Unit
from masam.places.models.names import english_name
from masam.places.resources.table import FileRefused, Row, read_table

if TYPE_CHECKING:
    from masam.places.actions import Loaded

COLUMNS = ("code", "level", "parent_code", "kind", "name_mn")
MINIMUM = Path(__file__).parent.with_name("minimum.csv")


def load_places(path: Path, *, actor: object = None) -> Loaded:
    """Load a list of units: all of it, or nothing and `FileRefused` with every fault."""
    return load_units(read_units(path), actor=actor, source=path.name)


def load_minimum() -> Loaded:
    """Load the units that belong to the product. Loading again changes nothing."""
    return load_places(MINIMUM)


def read_units(path: Path) -> list[UnitRow]:
    """Read and check a list of units, parents first. Raises `FileRefused`."""
    rows = read_table(path, COLUMNS)
    levels = dict(Unit.objects.values_list("code", "level"))
    levels |= {row["code"]: _level(row) for row in rows}
    faults, seen = [], dict[str, int]()
    for row in rows:
        fault = _fault(row, levels, seen)
        seen.setdefault(row["code"], row.number)
        if fault:
            faults.append(row.fault(fault))
    if faults:
        raise FileRefused(faults)
    return sorted((_unit_row(row) for row in rows), key=lambda unit: (unit.level, unit.code))


def _level(row: Row) -> int:
    return int(row["level"]) if row["level"] in {"1", "2", "3"} else 0


def _fault(row: Row, levels: dict[str, int], seen: dict[str, int]) -> str:
    """Give the first thing wrong with a row as a sentence, or nothing."""
    code, level, parent = row["code"], _level(row), row["parent_code"]
    if not level:
        return _("the level “%(level)s” must be 1, 2 or 3.") % {"level": row["level"]}
    if not (code.isascii() and code.isdigit() and len(code) == 2 * level):
        return _("the code “%(code)s” must have %(digits)s digits at level %(level)s.") % {
            "code": code,
            "digits": 2 * level,
            "level": level,
        }
    if code in seen:
        return _("the code %(code)s stands already in row %(other)s.") % {
            "code": code,
            "other": seen[code],
        }
    if LEVEL_OF.get(row["kind"]) != level:  # type: ignore[call-overload]
        return _("the kind “%(kind)s” does not exist at level %(level)s.") % {
            "kind": row["kind"],
            "level": level,
        }
    return _parent_fault(parent, level, levels) or _value_fault(row)


def _parent_fault(parent: str, level: int, levels: dict[str, int]) -> str:
    if level == 1 and parent:
        return _("a unit of level 1 has no parent, but “%(parent)s” is named.") % {"parent": parent}
    if level > 1 and levels.get(parent) != level - 1:
        return _("the parent “%(parent)s” is not known at level %(level)s.") % {
            "parent": parent,
            "level": level - 1,
        }
    return ""


def _value_fault(row: Row) -> str:
    if not row["name_mn"]:
        return _("the Mongolian name is missing.")
    if max(len(row["name_mn"]), len(row["name_en"]) // 2) > Unit.NAME_LENGTH:
        return _("the name is longer than %(length)s letters.") % {"length": Unit.NAME_LENGTH}
    if not (_is_degrees(row["lat"], 90) and _is_degrees(row["lon"], 180)):
        return _("latitude and longitude must be numbers such as 48.01.")
    return ""


def _is_degrees(text: str, most: int) -> bool:
    try:
        return abs(_number(text) or 0) <= most
    except ValueError:
        return False


def _number(text: str) -> float | None:
    return float(text) if text else None


def _unit_row(row: Row) -> UnitRow:
    return UnitRow(
        code=row["code"],
        level=_level(row),
        parent_code=row["parent_code"],
        kind=row["kind"],
        name_mn=row["name_mn"],
        name_en=row["name_en"] or english_name(row["name_mn"]),
        iso_3166_2=row["iso_3166_2"],
        lat=_number(row["lat"]),
        lon=_number(row["lon"]),
    )
