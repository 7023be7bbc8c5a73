"""The organisations of a group's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masam.demo.plan import points_of
from masam.organisations.models import Organisation
from masam.places.models import Unit

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage
    from masam.demo.plan import Point
    from masam.demo.tables import Place


def load_organisations(stage: Stage) -> None:
    """Make them, those above first; a second name for each kind of key leads to the first one."""
    place = stage.place
    units = Unit.objects.in_bulk([place.unit, place.centre, *place.soums], field_name="code")
    for above in (True, False):
        points = [point for point in points_of(place) if (not point.template.parent) == above]
        rows = [_organisation(stage, point, units) for point in points]
        Organisation.objects.bulk_create(
            _or_known(rows, units),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["name_mn", "name_en", "sort_key", "search_key"],
        )
        keys = [point.key for point in points]
        stage.organisations |= dict(zip(keys, rows, strict=True))
    _name_again(stage.organisations)


def _or_known(rows: list[Organisation], units: dict[str, Unit]) -> list[Organisation]:
    """Let rows that the register of health facilities holds already be those, not twins of them."""
    here = Organisation.objects.filter(unit__in=units.values())
    known = {_alike(row): row for row in here}
    for row in rows:
        twin = known.get(_alike(row))
        if twin is not None:
            row.pk, row.register_no = twin.pk, twin.register_no
    return rows


def _alike(row: Organisation) -> tuple[int | None, str, str]:
    return row.unit_id, row.kind, row.name_mn.casefold()


def _organisation(stage: Stage, point: Point, units: dict[str, Unit]) -> Organisation:
    template, texts = point.template, _texts(stage.place, units, units[point.unit])
    return Organisation(
        kind=template.kind,
        sector=template.sector,
        type=template.type,
        name_mn=template.name_mn.format(**texts),
        name_en=template.name_en.format(**texts),
        unit=units[point.unit],
        parent=stage.organisations.get(template.parent),
    )


def _texts(place: Place, units: dict[str, Unit], unit: Unit) -> dict[str, str]:
    centre = units[place.centre]
    return {
        "mn": place.name_mn, "en": place.name_en, "code": place.code,
        "centre": centre.name_mn, "centre_en": centre.name_en,
        "soum": unit.name_mn, "soum_en": unit.name_en,
        **{f"n{number}": str(place.schools + number - 1) for number in (1, 2, 3)},
    }  # fmt: skip


def _name_again(found: dict[str, Organisation]) -> None:
    """Aimags and districts call some alike things differently; members are seated by one name."""
    for name, choices in (
        ("media", ("radio", "studio")),
        ("community", ("herders", "residents")),
        ("clinic", ("clinic1",)),
    ):
        first = next((found[key] for key in choices if key in found), None)
        found[name] = first or next(row for key, row in found.items() if key.startswith(name))
