"""Keeping an uploaded table, and noting what became of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from masam.audit.actions import record
from masam.jobs.models import JobState
from masam.spreadsheets.models import ColumnChoice, Import, ImportedRow, Mode, Stage
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Fault = tuple[int, str, str]  # row, column, sentence
BATCH = 1000


class CannotOrder(DomainError):
    """The table cannot be taken in, or not any more."""


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


@transaction.atomic
def keep_reading(
    row: Import, *, actor: Any, table: bytes, encoding: str, reading: dict[str, Any],
    is_repaired: bool | None,
) -> Import:  # fmt: skip
    """Keep the rows as they were read, in the place of an earlier reading."""
    row = _changeable(row)
    name, storage = row.table.name, row.table.storage
    row.table.save("table", ContentFile(table), save=False)
    row.encoding, row.reading, row.is_repaired = encoding, reading, is_repaired
    row.save(update_fields=["table", "encoding", "reading", "is_repaired"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    record("import.read", actor=actor, target=row, data={"is_repaired": is_repaired})
    return row


@transaction.atomic
def choose_columns(
    row: Import, *, actor: Any, columns: Sequence[str], shape: str, ignored: Sequence[str]
) -> Import:
    """Note which column means what, and keep the choice for the next table of that shape."""
    row = _changeable(row)
    row.columns, row.ignored_columns = list(columns), list(ignored)
    row.save(update_fields=["columns", "ignored_columns"])
    ColumnChoice.objects.update_or_create(
        group=row.group, kind=row.kind, shape=shape,
        defaults={"columns": list(columns), "chosen_by": actor, "chosen_at": timezone.now()},
    )  # fmt: skip
    record("import.matched", actor=actor, target=row, data={"columns": list(columns)})
    return row


def note_preview(
    row: Import, *, total: int, good: int, faults: Sequence[Any], **found: Any
) -> Import:
    """Note what the preview found; `found` may hold `known_rows` and what the columns mean."""
    row.total_rows, row.good_rows = total, good
    row.faults = [list(fault) for fault in faults]
    for name, value in found.items():
        setattr(row, name, value)
    row.save(update_fields=["total_rows", "good_rows", "faults", *found])
    return row


def note_confirmed(row: Import, *, actor: Any) -> Import:
    """Note that every row was taken in; belongs into the transaction that did it."""
    row.stage, row.confirmed_at = Stage.CONFIRMED, timezone.now()
    row.save(update_fields=["stage", "confirmed_at"])
    record("import.confirmed", actor=actor, target=row, data={"rows": row.total_rows})
    return row


@transaction.atomic
def order_import(row: Import, *, actor: Any, mode: str) -> Import:
    """Put the import into the queue. Again: nothing happens twice.

    Raises `CannotOrder` while a question is open, without a good row, or with faulty rows when
    all or none were asked for.
    """
    row = _locked(row)
    if row.stage in {Stage.ORDERED, Stage.CONFIRMED}:
        return row
    _check_order(row, mode)
    row.stage, row.mode, row.ordered_by = Stage.ORDERED, mode, actor
    row.state, row.attempts, row.error, row.progress = JobState.QUEUED, 0, "", 0
    row.queued_at = row.not_before = timezone.now()
    row.save()
    record("import.ordered", actor=actor, target=row, data={"mode": mode})
    return row


def _check_order(row: Import, mode: str) -> None:
    if row.stage == Stage.UNDONE or not row.table:
        raise CannotOrder(_("This import cannot be taken in any more. Please send the file again."))
    if row.reading.get("samples") and row.is_repaired is None:
        raise CannotOrder(_("Please say first whether the old letters shall be repaired."))
    if not row.good_rows:
        raise CannotOrder(_("No row of this file can be taken in."))
    if row.bad_rows and mode != Mode.GOOD:
        raise CannotOrder(_("Please put the rows right and send the file again."))


def note_taken(row: Import, pairs: Iterable[tuple[int, int, str]]) -> Import:
    """Note what the rows became (row, target, reference) and that the job is done.

    Belongs into the transaction that took them in, which holds the lock of `row`.
    """
    kept = [
        ImportedRow(group=row.group, source=row, number=number, target_id=target, reference=said)
        for number, target, said in pairs
    ]
    ImportedRow.objects.bulk_create(kept, batch_size=BATCH)
    row.stage, row.confirmed_at, row.taken_rows = Stage.CONFIRMED, timezone.now(), len(kept)
    row.finish()
    record("import.confirmed", actor=row.ordered_by, target=row, data={"rows": len(kept)})
    return row


def note_refused(row: Import, sentence: str) -> Import:
    """Put an import back before its order: what was good then is not any more."""
    row.stage = Stage.PREVIEWED
    row.save(update_fields=["stage"])
    row.fail(sentence)
    record("import.refused", actor=row.ordered_by, target=row, note=sentence)
    return row


def note_undone(row: Import, *, actor: Any) -> Import:
    """Note that what the rows became is gone; belongs into the transaction that took it away."""
    ImportedRow.objects.filter(group=row.group, source=row).delete()
    row.stage, row.undone_at = Stage.UNDONE, timezone.now()
    row.save(update_fields=["stage", "undone_at"])
    record("import.undone", actor=actor, target=row, data={"rows": row.taken_rows})
    return row


def _locked(row: Import) -> Import:
    found: Import = (
        Import.objects.select_for_update(of=("self",)).select_related("group").get(pk=row.pk)
    )
    return found


def _changeable(row: Import) -> Import:
    row = _locked(row)
    if row.stage != Stage.PREVIEWED:
        raise CannotOrder(_("This import is already under way or done."))
    return row
