"""What changes organisations: adding one, changing one, loading a list."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from masam.audit.actions import record
from masam.organisations.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from masam.places.models import Unit

LISTED = ["kind", "sector", "type", "name_mn", "unit", "sort_key", "search_key"]
BATCH = 500


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation of a list, checked. Without a unit the remembered one stays."""

    register_no: str
    name_mn: str
    kind: str
    sector: str
    type: str
    unit: Unit | None


@dataclass(frozen=True)
class Loaded:
    """Counts of a load. `without_place` and `with_soum` count rows of the list, new or not."""

    added: int
    changed: int
    same: int
    without_place: int
    with_soum: int


def save_organisation(organisation: Organisation, *, actor: object) -> Organisation:
    """Save a new or changed organisation."""
    verb = "organisation.changed" if organisation.pk else "organisation.added"
    organisation.register_no = organisation.register_no or None  # a form gives ""
    with transaction.atomic():
        organisation.save()
        record(verb, actor=actor, target=organisation)
    return organisation


@transaction.atomic
def load_organisations(
    rows: Iterable[OrganisationRow], *, actor: object = None, source: str = ""
) -> Loaded:
    """Add or change organisations by register number; others stay as they are."""
    rows = list(rows)
    known = {
        organisation.register_no: organisation
        for organisation in Organisation.objects.exclude(register_no=None)
    }
    added, changed, same = [], [], 0
    for row in rows:
        organisation = known.get(row.register_no) or Organisation(register_no=row.register_no)
        before = _values(organisation)
        _apply(organisation, row)
        if organisation._state.adding:
            added.append(organisation)
        elif _values(organisation) != before:
            changed.append(organisation)
        else:
            same += 1
    Organisation.objects.bulk_create(added, batch_size=BATCH)
    Organisation.objects.bulk_update(changed, LISTED, batch_size=BATCH)
    levels = [row.unit.level if row.unit else 0 for row in rows]
    done = Loaded(
        len(added), len(changed), same, levels.count(0), len([1 for level in levels if level > 1])
    )
    if added or changed:
        record(
            "organisation.loaded",
            actor=actor,
            target=Organisation(),
            note=source,
            data=asdict(done),
        )
    return done


def _values(organisation: Organisation) -> list[object]:
    names = ["unit_id" if name == "unit" else name for name in LISTED]
    return [getattr(organisation, name) for name in names]


def _apply(organisation: Organisation, row: OrganisationRow) -> None:
    organisation.kind, organisation.sector, organisation.type = row.kind, row.sector, row.type
    organisation.name_mn = row.name_mn
    if row.unit is not None and not _is_within(organisation.unit, row.unit):
        organisation.unit = row.unit
    organisation.sort_key = organisation.sorted_by()
    organisation.search_key = organisation.searched_by()


def _is_within(place: Unit | None, unit: Unit) -> bool:
    """Tell whether a remembered place is the list's or a more exact one inside it."""
    return place is not None and place.code.startswith(unit.code)
