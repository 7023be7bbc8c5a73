"""Reading entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masam.audit.models import Entry

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def entries_of(target: Model) -> QuerySet[Entry]:
    """Give the history of one thing, oldest first."""
    return Entry.objects.filter(
        group_id=getattr(target, "group_id", None),
        target_kind=target._meta.label_lower,
        target_id=target.pk,
    ).order_by("id")
