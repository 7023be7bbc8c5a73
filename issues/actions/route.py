"""The group's table of who answers for what (I7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groups.actions import touch
from issues.actions.refusals import CannotRoute
from issues.models import Route, name_of
from masam.audit.actions import record

if TYPE_CHECKING:
    from groups.models import Group
    from issues.models import Category
    from masam.organisations.models import Organisation
    from masam.places.models import Unit


@transaction.atomic
def add_route(
    group: Group,
    *,
    actor: Any,
    organisation: Organisation,
    sector: str = "",
    category: Category | None = None,
    unit: Unit | None = None,
    point_type: str = "",
) -> Route:
    """Add a line: such problems are this organisation's. Raises `CannotRoute`."""
    if category is not None:
        sector = category.sector
    if not (sector or category or unit or point_type):
        raise CannotRoute(_("Please say for what: a sector, a category, a place or a type."))
    row = Route(
        group=group, organisation=organisation, sector=sector, category=category, unit=unit,
        point_type=point_type, made_by=actor,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise CannotRoute(
            _("There is a line for exactly this already. Please take it away first.")
        ) from error
    record("route.added", actor=actor, target=row, data=name_of(organisation))
    touch(group)
    return row


@transaction.atomic
def remove_route(route: Route, *, actor: Any) -> None:
    """Take a line away; what was asked by it stays as it is."""
    record("route.removed", actor=actor, target=route, data=name_of(route.organisation))
    route.delete()
    touch(route.group)
