"""Uploaded tables of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from masam.spreadsheets.models import Import

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
