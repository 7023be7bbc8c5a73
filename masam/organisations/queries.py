"""What is true of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masam.organisations.models import Organisation, OrganisationKind
from masam.places.queries import ancestor_codes
from masam.search.folding import fold, naming

if TYPE_CHECKING:
    from masam.organisations.models import OrganisationQuerySet
    from masam.places.models import Unit


def organisations_in(unit: Unit) -> OrganisationQuerySet:
    """Give the working organisations of a unit and of all below it, in Mongolian order."""
    found = Organisation.objects.active().filter(unit__code__startswith=unit.code)
    return found.with_places().order_by("sort_key", "id")


def service_points_in(unit: Unit, *, sector: str = "") -> OrganisationQuerySet:
    """Give the service points of a unit and below, of one sector or of all."""
    points = organisations_in(unit).filter(kind=OrganisationKind.SERVICE_POINT)
    return points.filter(sector=sector) if sector else points


def agencies_in(unit: Unit, *, sector: str = "") -> OrganisationQuerySet:
    """Give the agencies of a unit and below, of one sector or of all."""
    agencies = organisations_in(unit).filter(kind=OrganisationKind.AGENCY)
    return agencies.filter(sector=sector) if sector else agencies


def answerable_for(point: Organisation) -> Organisation | None:
    """Give the agency that answers for a service point.

    The one written down above it; else the agency of its sector in the nearest unit upwards. None
    when neither is known: the caller lets a person choose.
    """
    if point.parent_id is not None:
        return point.parent
    if point.unit is None or not point.sector:
        return None
    agencies = Organisation.objects.active().filter(
        kind=OrganisationKind.AGENCY,
        sector=point.sector,
        unit__code__in=ancestor_codes(point.unit),
    )
    return agencies.order_by("-unit__level", "sort_key", "id").first()


def search_organisations(
    text: str, *, unit: Unit | None = None, limit: int = 20
) -> list[Organisation]:
    """Find working organisations that hold every word of `text` in a name or register number.

    ө may be typed as о and ү as у, and all in Latin letters. An empty text finds nothing.
    """
    if not fold(text):
        return []
    found = organisations_in(unit) if unit else Organisation.objects.active().with_places()
    found = found.filter(naming(text, "search_key"))
    return list(found.order_by("sort_key", "id")[:limit])
