"""What a group promises citizens (I8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from issues.models import Promise

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group


def promises_of(group: Group) -> QuerySet[Promise]:
    """Give the group's promises: for everything first, then by sector and category."""
    rows = Promise.objects.filter(group=group).select_related("category")
    found: QuerySet[Promise] = rows.order_by("-kind", "sector", "category__position", "id")
    return found


def promise_or_none(group: Group, pk: int) -> Promise | None:
    """Give one promise of the group."""
    return promises_of(group).filter(pk=pk).first()
