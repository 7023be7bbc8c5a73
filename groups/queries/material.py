"""The shelf: the group's own materials, and those every group has opened to all.

Shared materials of other groups are read as the national role, which by the table's policy
sees shared rows on the shelf and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from groups.models import Material, MaterialFile
from masam.tenancy import national_read

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group


@dataclass(frozen=True)
class Shelved:
    """A material with its newest file (or None). `is_own` when it belongs to the reader's group."""

    material: Material
    file: MaterialFile | None
    is_own: bool


def own_shelf(group: Group) -> QuerySet[Material]:
    """Give all the group put on its shelf, also what was taken off."""
    rows: QuerySet[Material] = Material.objects.filter(group=group)
    return rows.select_related("group")


def shared_shelf() -> QuerySet[Material]:
    """Give what all groups share. Read it inside `national_read()`."""
    rows: QuerySet[Material] = Material.objects.filter(is_shared=True, is_current=True)
    return rows.select_related("group")


def shelved_or_404(gate: Any, pk: int) -> Shelved:
    """Give a material of the gate's group, or one that another group shares."""
    own = own_shelf(gate.group).filter(pk=pk).first()
    if own is not None:
        return Shelved(own, _newest(own), is_own=True)
    with national_read():
        shared = shared_shelf().filter(pk=pk).first()
        if shared is None:
            raise Http404
        return Shelved(shared, _newest(shared), is_own=False)


def material_or_404(gate: Any, pk: int) -> Material:
    """Give a material of the gate's own group, to change it."""
    own = own_shelf(gate.group).filter(pk=pk).first()
    if own is None:
        raise Http404
    return own


def _newest(material: Material) -> MaterialFile | None:
    found: MaterialFile | None = (
        MaterialFile.objects.filter(material=material).order_by("-id").first()
    )
    return found
