"""Keeping an uploaded table, and noting what became of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from masam.audit.actions import record
from masam.spreadsheets.models import Import, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

Fault = tuple[int, str, str]  # row, column, sentence


@transaction.atomic
def keep_upload(
    group: Any, *, actor: Any, kind: str, name: str, data: bytes, **found: Any
) -> Import:
    """Keep a file that could be read; `found` is what the reading found (`encoding` ...)."""
    row = Import(
        group=group, kind=kind, name=name[:160], uploaded_by=actor,
        sha256=hashlib.sha256(data).hexdigest(), **found,
    )  # fmt: skip
    row.file.save(name, ContentFile(data), save=False)
    row.save()
    record("import.uploaded", actor=actor, target=row, data={"kind": kind})
    return row


def note_preview(row: Import, *, total: int, good: int, faults: Sequence[Fault]) -> Import:
    """Note what the preview found."""
    row.total_rows, row.good_rows = total, good
    row.faults = [list(fault) for fault in faults]
    row.save(update_fields=["total_rows", "good_rows", "faults"])
    return row


def note_confirmed(row: Import, *, actor: Any) -> Import:
    """Note that every row was taken in; belongs into the transaction that did it."""
    row.stage, row.confirmed_at = Stage.CONFIRMED, timezone.now()
    row.save(update_fields=["stage", "confirmed_at"])
    record("import.confirmed", actor=actor, target=row, data={"rows": row.total_rows})
    return row
