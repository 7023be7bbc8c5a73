"""What is true of groups and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.http import Http404

from groups.models import Group, GroupGrant, Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet


def group_with_grants(slug: str, user: Any) -> tuple[Group, frozenset[str]] | None:
    """Give a group and the duties `user` was granted in it, by one query; None if no such group.

    `user` is None for a visitor who is not signed in.
    """
    groups = Group.objects.select_related("unit")
    if user is None:
        group = groups.filter(slug=slug).first()
        return (group, frozenset()) if group else None
    mine = Q(grants__user=user)
    group = groups.annotate(
        my_duties=ArrayAgg("grants__permission__codename", filter=mine, default=[])
    ).filter(slug=slug).first()
    return (group, frozenset(group.my_duties)) if group else None


def membership_of(group: Group, user: Any) -> Membership | None:
    """Give the person's membership that is current today in the group's zone. Needs the scope."""
    rows = Membership.objects.current(group.today()).select_related("organisation")
    return rows.filter(group=group, user=user).first()


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
