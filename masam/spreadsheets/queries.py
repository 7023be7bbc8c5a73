"""Uploaded tables of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from masam.spreadsheets.models import ColumnChoice, Import

if TYPE_CHECKING:
    from django.db.models import QuerySet


def imports_of(group: Any, kind: str) -> QuerySet[Import]:
    """Give the uploads of a kind, newest first."""
    return Import.objects.filter(group=group, kind=kind).order_by("-id")


def import_or_404(group: Any, kind: str, pk: int) -> Import:
    """Give one upload of a group."""
    row = imports_of(group, kind).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def column_choice(group: Any, kind: str, shape: str) -> list[str]:
    """Give the fields chosen for the columns of tables of this shape; nothing when none were."""
    rows = ColumnChoice.objects.filter(group=group, kind=kind, shape=shape)
    return list(rows.values_list("columns", flat=True).first() or [])
