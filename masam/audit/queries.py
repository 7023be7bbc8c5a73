"""Reading entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masam.audit.models import Entry

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def entries_of(target: Model) -> QuerySet[Entry]:
    """Give the history of one thing, oldest first."""
    rows = Entry.objects.filter(target_kind=target._meta.label_lower, target_id=target.pk)
    group_id = getattr(target, "group_id", None)
    rows = rows.filter(group_id=group_id) if group_id else rows.filter(group__isnull=True)
    return rows.order_by("id")
