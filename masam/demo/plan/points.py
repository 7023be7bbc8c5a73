"""Which organisations a group's place has, and under which keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masam.demo.tables import templates

if TYPE_CHECKING:
    from masam.demo.tables import Place, Template


@dataclass(frozen=True)
class Point:
    """One organisation to be: its template and the code of the unit where it stands.

    `key` is the template's, with the unit's code where every soum has one ("soum_health/8425").
    """

    key: str
    template: Template
    unit: str


def points_of(place: Place) -> list[Point]:
    """Give the organisations of a group's place, agencies first."""
    found = []
    for template in templates(place.kind):
        if template.at == "soums":
            found += [Point(f"{template.key}/{unit}", template, unit) for unit in place.soums]
        else:
            unit = place.unit if template.at == "unit" else place.centre
            found.append(Point(template.key, template, unit))
    return found


def service_points(place: Place) -> dict[str, list[str]]:
    """Give the keys of the service points by their type."""
    found: dict[str, list[str]] = {}
    for point in points_of(place):
        if point.template.type:
            found.setdefault(point.template.type, []).append(point.key)
    return found
