"""What came in by tables: which rows stand already, and under which number of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from issues.models import Issue
from masam.spreadsheets.models import ImportedRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from groups.models import Group


def keys_here(group: Group, keys: Sequence[UUID]) -> set[UUID]:
    """Give those of the keys under which an issue of the group stands."""
    found = Issue.objects.filter(group=group, client_key__in=keys)
    return set(found.values_list("client_key", flat=True))


def own_number() -> Subquery:
    """Give the number an issue had in the people's own register, for `annotate`."""
    rows = ImportedRow.objects.filter(
        group=OuterRef("group"), target_id=OuterRef("pk"), source__kind=Issue._meta.label_lower
    )
    return Subquery(rows.values("reference")[:1])


def with_own_number(rows: Any) -> Any:
    """Add that number as `own_number`, in the same query."""
    return rows.annotate(own_number=own_number())
