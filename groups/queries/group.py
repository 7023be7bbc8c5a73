"""Groups: one by its slug with what a person may there, and the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Prefetch, Sum
from django.http import Http404

from groups.models import Group, GroupGrant, GroupPhase, GroupRules, Meeting
from masam.charts import TILE_POSITIONS
from masam.places.models import Unit
from masam.tenancy import national_read

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def group_with_grants(slug: str, user: Any) -> tuple[Group, frozenset[str]] | None:
    """Give a group and the duties `user` was granted in it, by one query; None if no such group.

    `user` is None for a visitor who is not signed in.
    """
    groups = Group.objects.select_related("unit")
    if user is None:
        group = groups.filter(slug=slug).first()
        return (group, frozenset()) if group else None
    mine = GroupGrant.objects.filter(content_object=OuterRef("pk"), user=user)
    duties = ArraySubquery(mine.values("permission__codename"))
    group = groups.filter(slug=slug).annotate(my_duties=duties).first()
    if group is None:
        return None
    return group, frozenset(group.my_duties)


def groups_where(user: Any, duty: str) -> QuerySet[Group]:
    """Give the groups in which `user` was granted `duty`. Needs no scope."""
    grants = GroupGrant.objects.filter(user=user, permission__codename=duty)
    return Group.objects.filter(pk__in=grants.values("content_object_id"))


def groups_of(user: Any) -> QuerySet[Group]:
    """Give the groups a person belongs to. Needs no scope."""
    grants = GroupGrant.objects.filter(user=user)
    return Group.objects.filter(pk__in=grants.values("content_object_id")).order_by("sort_key")


def public_group_or_404(slug: str) -> Group:
    """Give a group by its slug for a public page."""
    group = Group.objects.select_related("unit").filter(slug=slug).first()
    if group is None:
        raise Http404
    return group


def all_groups() -> QuerySet[Group]:
    """Give every group with its place and its phases, in the Mongolian order. Needs no scope."""
    phases = GroupPhase.objects.select_related("phase").order_by("phase__number")
    rows = Group.objects.select_related("unit__parent")
    return rows.prefetch_related(Prefetch("phases", phases)).order_by("sort_key", "id")


def version_of_all() -> str:
    """Give a text that changes whenever the public side of any group changes."""
    known = Group.objects.aggregate(count=Count("id"), sum=Sum("version"))
    return f"{known['count']}.{known['sum'] or 0}"


def units_of_map() -> QuerySet[Unit]:
    """Give the aimags and districts that stand on the tile map."""
    return Unit.objects.filter(code__in=TILE_POSITIONS).select_related("parent")


def public_meetings_since(day: date) -> dict[int, tuple[int, date]]:
    """Give (number, day of the last) of the public meetings since `day`, by the group's id."""
    with national_read():
        rows = Meeting.objects.published().held().filter(held_date__gte=day).order_by()
        found = rows.values_list("group_id").annotate(count=Count("id"), last=Max("held_date"))
        return {group_id: (count, last) for group_id, count, last in found}


def rules_of(group: Group) -> GroupRules:
    """Give what the group has settled for itself; the defaults where it has settled nothing."""
    return GroupRules.objects.filter(group=group).first() or GroupRules(group=group)
