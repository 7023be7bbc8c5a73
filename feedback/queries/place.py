"""Where a citizen may speak up: groups and service points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from groups.models import Group, GroupState
from masam.organisations.queries import service_points_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from masam.organisations.models import Organisation, OrganisationQuerySet


def open_groups() -> QuerySet[Group]:
    """Give the groups that take feedback now, in Mongolian order. Needs no scope."""
    return Group.objects.filter(state=GroupState.ACTIVE).order_by("sort_key", "id")


def points_of(group: Group) -> OrganisationQuerySet:
    """Give the working service points of the group's aimag or district."""
    return service_points_in(group.unit)


def point_or_404(group: Group, pk: int) -> Organisation:
    """Give a service point of the group; a point elsewhere looks like one that never was."""
    point = points_of(group).filter(pk=pk).first()
    if point is None:
        raise Http404
    return point
