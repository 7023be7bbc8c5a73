"""The state register's list of public facilities as a file.

Columns: register_no, name_mn, kind (school, kindergarten, hospital, health_centre), aimag_code,
which may be empty. The name tells more than the list: the soum, and what a health centre is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from masam.organisations.actions import OrganisationRow, load_organisations
from masam.organisations.models import Organisation, OrganisationKind, PointType, Sector
from masam.places.models import Unit
from masam.places.resources import FileRefused, Row, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from masam.organisations.actions import Loaded

COLUMNS = ("register_no", "name_mn", "kind", "aimag_code")
SECTORS = {
    "school": Sector.EDUCATION,
    "kindergarten": Sector.EDUCATION,
    "hospital": Sector.HEALTH,
    "health_centre": Sector.HEALTH,
}
# The first pattern found in a health centre's name says what it is.
HEALTH_TYPES = (
    (re.compile(r"өрхийн", re.IGNORECASE), PointType.FAMILY_HEALTH_CENTRE),
    (re.compile(r"\bсумын\b", re.IGNORECASE), PointType.SOUM_HEALTH_CENTRE),
)
# A health or education department is an agency, though the list calls it a health centre.
DEPARTMENT = re.compile(r"(эрүүл мэндийн|боловсролын) (газар|хэлтэс)\b", re.IGNORECASE)

Towns = dict[str, list[tuple[re.Pattern[str], Unit]]]


def load_facilities(path: Path, *, actor: object = None) -> Loaded:
    """Load a list: all of it, or nothing and `FileRefused` with every fault."""
    return load_organisations(read_facilities(path), actor=actor, source=path.name)


def read_facilities(path: Path) -> list[OrganisationRow]:
    """Read and check a list of facilities. Raises `FileRefused`."""
    rows = read_table(path, COLUMNS)
    aimags = {unit.code: unit for unit in Unit.objects.filter(level=1)}
    faults, seen = [], dict[str, int]()
    for row in rows:
        fault = _fault(row, aimags, seen)
        seen.setdefault(row["register_no"], row.number)
        if fault:
            faults.append(row.fault(fault))
    if faults:
        raise FileRefused(faults)
    towns = _towns()
    return [_organisation_row(row, aimags, towns) for row in rows]


def _fault(row: Row, aimags: dict[str, Unit], seen: dict[str, int]) -> str:
    """Give the first thing wrong with a row as a sentence, or nothing."""
    number, name, kind, aimag = (row[column] for column in COLUMNS)
    if not re.fullmatch(r"[0-9]{7}", number):
        return _("the register number “%(number)s” must have 7 digits.") % {"number": number}
    if number in seen:
        return _("the register number %(number)s stands already in row %(other)s.") % {
            "number": number,
            "other": seen[number],
        }
    if not name:
        return _("the Mongolian name is missing.")
    longest = Organisation.NAME_LENGTH
    if len(name) > longest:
        return _("the name is longer than %(length)s letters.") % {"length": longest}
    if kind not in SECTORS:
        return _("the kind “%(kind)s” is not one of: %(kinds)s.") % {
            "kind": kind,
            "kinds": ", ".join(SECTORS),
        }
    return _aimag_fault(aimag, aimags)


def _aimag_fault(code: str, aimags: dict[str, Unit]) -> str:
    if code and code not in aimags:
        sentence = _("there is no aimag with the code “%(code)s”. Load the places first.")
        return sentence % {"code": code}
    return ""


def _towns() -> Towns:
    """Give, per aimag code, the pattern by which a facility's name tells each soum or district."""
    towns: Towns = defaultdict(list)
    for unit in Unit.objects.filter(level=2):
        # "Их Тамир" is also written Ихтамир and Их-Тамир; the word сум must follow.
        name = r"[\s-]*".join(re.escape(part) for part in re.split(r"[\s-]+", unit.name_mn))
        pattern = re.compile(rf"(?<![\w-]){name}\s+(?:сум|дүүр)", re.IGNORECASE)
        towns[unit.code[:2]].append((pattern, unit))
    return towns


def _organisation_row(row: Row, aimags: dict[str, Unit], towns: Towns) -> OrganisationRow:
    name = row["name_mn"]
    is_agency = bool(DEPARTMENT.search(name)) and SECTORS[row["kind"]] == Sector.HEALTH
    aimag = aimags.get(row["aimag_code"])
    return OrganisationRow(
        register_no=row["register_no"],
        name_mn=name,
        kind=OrganisationKind.AGENCY if is_agency else OrganisationKind.SERVICE_POINT,
        sector=SECTORS[row["kind"]],
        type="" if is_agency else _point_type(row["kind"], name),
        unit=guess_unit(name, aimag, towns),
    )


def _point_type(kind: str, name: str) -> str:
    if kind != "health_centre":
        return PointType(kind)
    found = (kind for pattern, kind in HEALTH_TYPES if pattern.search(name))
    return next(found, PointType.HEALTH_CENTRE)


def guess_unit(name: str, aimag: Unit | None, towns: Towns) -> Unit | None:
    """Give the soum that a name tells, when the aimag is known and exactly one is told."""
    if aimag is None:
        return None
    told = [unit for pattern, unit in towns[aimag.code] if pattern.search(name)]
    return told[0] if len(told) == 1 else aimag
