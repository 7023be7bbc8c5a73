"""An uploaded table on its way to issues: read, matched, previewed, taken in, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions import log_issues, unlog_issues
from issues.queries import keys_here
from issues.resources.table import IssueTable
from masam.jobs.models import JobState
from masam.spreadsheets.actions import (
    CannotOrder,
    choose_columns,
    keep_reading,
    keep_upload,
    note_preview,
    note_refused,
    note_taken,
    note_undone,
)
from masam.spreadsheets.models import Import, ImportedRow, Mode, Stage
from masam.spreadsheets.queries import column_choice
from masam.spreadsheets.resources import (
    Manner,
    kept_table,
    packed,
    read_table,
    refuse_large,
    shape_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.files.uploadedfile import UploadedFile

    from issues.resources.table import Row
    from masam.spreadsheets.resources import CellFault, Table

MEBI = 1024 * 1024
MOST_ROWS, MOST_BYTES = 20_000, 15 * MEBI
KEPT_FAULTS = 200  # what the page shows; the sheet of faults is computed anew
PROGRESS_SECONDS = 3600


def manner_of(table: IssueTable, **words: Any) -> Manner:
    """Give how a table of issues is read."""
    return Manner(
        known=frozenset(table.names), is_loose=True, most_rows=MOST_ROWS, most_bytes=MOST_BYTES,
        **words,
    )  # fmt: skip


def upload_issues(file: UploadedFile, table: IssueTable) -> Import:
    """Keep an uploaded file and preview it. Raises `BadTable` when it cannot be read."""
    refuse_large(file.size or 0, MOST_BYTES)
    file.seek(0)
    data = file.read()
    read = read_table(data, manner_of(table))
    with transaction.atomic():
        row = keep_upload(
            table.group, actor=table.actor, kind=table.kind, name=file.name or "", data=data,
            encoding=read.encoding,
        )  # fmt: skip
        return _keep_read(row, table, read, is_repaired=None)


@transaction.atomic
def reread(row: Import, table: IssueTable, **words: Any) -> Import:
    """Read the file again in another manner: `repair`, `sheet`, `head`."""
    asked = {
        "repair": row.is_repaired,
        "sheet": row.reading.get("sheet", ""),
        "head": row.reading.get("head", 0),
    } | words
    with row.file.open("rb") as file:
        read = read_table(file.read(), manner_of(table, **asked))
    if asked["repair"] and not read.samples:  # what was shown as the question stays to be seen
        read = replace(read, samples=tuple(map(tuple, row.reading.get("samples", []))))
    return _keep_read(row, table, read, is_repaired=asked["repair"])


def _keep_read(row: Import, table: IssueTable, read: Table, *, is_repaired: bool | None) -> Import:
    reading = {
        "sheet": read.sheet, "sheets": read.sheets, "hidden": read.hidden, "head": read.head,
        "samples": read.samples, "merged": read.merged,
    }  # fmt: skip
    row = keep_reading(
        row, actor=table.actor, table=packed(read), encoding=read.encoding, reading=reading,
        is_repaired=is_repaired,
    )  # fmt: skip
    chosen = column_choice(table.group, table.kind, shape_of(read.headers))
    columns = chosen if len(chosen) == len(read.headers) else table.guess(read.headers)
    return preview_issues(row, table, read, columns)


@transaction.atomic
def match_columns(row: Import, table: IssueTable, columns: list[str]) -> Import:
    """Say which column means what; it is remembered for the next table with these headings."""
    read = kept_table(row)
    row = choose_columns(
        row, actor=table.actor, columns=columns, shape=shape_of(read.headers),
        ignored=_ignored(read, columns),
    )  # fmt: skip
    return preview_issues(row, table, read, columns)


def _ignored(read: Table, columns: list[str]) -> list[str]:
    return [name for name, field in zip(read.headers, columns, strict=True) if not field]


def preview_issues(row: Import, table: IssueTable, read: Table, columns: list[str]) -> Import:
    """Try every row, take none in, and note what is wrong; without a needed column no row counts."""
    good, faults = ([], []) if table.missing(columns) else table.rows(read, columns)
    known = keys_here(table.group, [each.key for each in good])
    return note_preview(
        row, total=len(read.rows), good=len(good), faults=faults[:KEPT_FAULTS],
        known_rows=len(known), columns=columns, ignored_columns=_ignored(read, columns),
    )  # fmt: skip


def rows_of(row: Import, table: IssueTable) -> tuple[Table, list[Row], list[CellFault]]:
    """Give the table as it was read, its good rows, and the faults of the others."""
    read = kept_table(row)
    if table.missing(row.columns):
        return read, [], []
    return read, *table.rows(read, row.columns)


def take_in(row: Import, table: IssueTable) -> Import:
    """Take the rows of a leased import in: all of it in one transaction, or nothing.

    Rows that were good at the preview and are not any more (a service point was closed) put the
    import back, unless only the good ones were asked for.
    """
    tell = teller(row)
    tell(5)
    _read, good, faults = rows_of(row, table)
    tell(40)
    with transaction.atomic():
        held: Import = Import.objects.select_for_update(of=("self",)).select_related(
            "group", "ordered_by"
        ).get(pk=row.pk)  # fmt: skip
        if not _is_mine(held, row):
            return held
        if not good or (faults and held.mode != Mode.GOOD):
            return note_refused(held, _("Some rows cannot be taken in any more."))
        zone, total = table.group.tz, len(good)
        issues = log_issues(
            table.group, actor=table.actor, rows=[each.new(zone) for each in good],
            told=lambda done: tell(40 + 50 * min(done, total) // total),
        )  # fmt: skip
        numbers: dict[Any, Row] = {each.key: each for each in good}
        pairs = [(numbers[issue.client_key], issue) for issue in issues]
        tell(95)
        note_taken(
            held, [(each.number, issue.pk, each.values["reference"]) for each, issue in pairs]
        )
    return held


def _is_mine(held: Import, row: Import) -> bool:
    same = (held.lease_by, held.attempts) == (row.lease_by, row.attempts)
    return held.state == JobState.RUNNING and same


def teller(row: Import) -> Callable[[int], None]:
    """Give what notes the progress where others see it while the transaction still runs."""

    def tell(percent: int) -> None:
        cache.set(f"import.{row.pk}", percent, PROGRESS_SECONDS)

    return tell


def progress_of(row: Import) -> int:
    """Give how much of an import is done, in per cent."""
    return max(row.progress, int(cache.get(f"import.{row.pk}") or 0)) if row.is_underway else 100


@transaction.atomic
def take_back(row: Import, *, actor: Any) -> Import:
    """Take back what an import logged, while nothing has happened to it. Again: nothing."""
    row = Import.objects.select_for_update(of=("self",)).select_related("group").get(pk=row.pk)
    if row.stage == Stage.UNDONE:
        return row
    if row.stage != Stage.CONFIRMED or not row.taken_rows:
        raise CannotOrder(_("There is nothing to take back."))
    keys = ImportedRow.objects.filter(group=row.group, source=row)
    unlog_issues(row.group, actor=actor, keys=list(keys.values_list("target_id", flat=True)))
    return note_undone(row, actor=actor)
