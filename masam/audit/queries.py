"""Reading entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from masam.audit.models import Entry
from masam.tenancy.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def entries_of(target: Model) -> QuerySet[Entry]:
    """Give the history of one thing, oldest first."""
    rows = Entry.objects.filter(target_kind=target._meta.label_lower, target_id=target.pk)
    group_id = getattr(target, "group_id", None)
    rows = rows.filter(group_id=group_id) if group_id else rows.filter(group__isnull=True)
    return rows.order_by("id")


def history_of(target: Any) -> list[Entry]:
    """Give the same of a thing of the one group in scope, by a query that is written once."""
    kind = target._meta.label_lower

    def build(*, group: int, target: int) -> QuerySet[Entry]:
        rows = Entry.objects.filter(target_kind=kind, target_id=target, group=group)
        return rows.order_by("id")

    return prepared(("history", kind), build, group=target.group_id, target=target.pk)
