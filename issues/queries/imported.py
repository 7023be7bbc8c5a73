"""What came in by tables: which rows stand already, and under which number of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from issues.models import Issue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from groups.models import Group


def keys_here(group: Group, keys: Sequence[UUID]) -> set[UUID]:
    """Give those of the keys under which an issue of the group stands."""
    found = Issue.objects.filter(group=group, client_key__in=keys)
    return set(found.values_list("client_key", flat=True))
