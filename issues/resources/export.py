"""Filtered lists of issues as files, made while they are sent: CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from issues.queries import AT_DESK, DAYS, LISTED, as_text, csv_chunks
from masam.spreadsheets.exports import xlsx_chunks
from masam.spreadsheets.serving import BOM, csv_lines, harmless_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from issues.models.issue import IssueQuerySet

    Scope = Callable[[], AbstractContextManager[None]]

ASKED = '""questions""'  # stands in the lines where a category asked something


def headings() -> list[str]:
    """Give the first line, in the reader's language."""
    return [
        _("number"), _("group"), _("problem in one line"), _("sector"), _("category"),
        _("service point"), _("place code"), _("state"), _("responsible organisation"),
        _("logged"), _("problem verified"), _("due"), _("fix claimed"), _("fix verified"),
    ]  # fmt: skip


def desk_headings() -> list[str]:
    """Give the first line of the desk's own file: with what the group alone may read."""
    return [
        *headings(), _("who raised it"), _("number in your own register"), _("published"),
        _("details"), _("priority"), _("tags"), _("me too"), _("questions"),
    ]  # fmt: skip


def issues_file(
    kind: str, rows: IssueQuerySet, scope: Scope, *, at_desk: bool = False
) -> Iterator[str] | Iterator[bytes]:
    """Give the issues as a file, piece by piece: `kind` is "csv" or "xlsx".

    `scope` is entered anew for every piece. Cells that would run as formulas are harmless.
    """
    head = desk_headings() if at_desk else headings()
    chunks = map(harmless_text, map(_told, csv_chunks(rows, scope, at_desk=at_desk)))
    if kind == "csv":
        return _csv(head, chunks)
    names = AT_DESK if at_desk else LISTED
    days = frozenset(place for place, name in enumerate(names) if name in DAYS)
    return xlsx_chunks(head, map(_cells, chunks), title=_("Issues"), days=days)


def _told(text: str) -> str:
    """Write what was asked by categories and answered, the last column, in the reader's words."""
    if ASKED not in text:
        return text
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for row in _cells(text):
        writer.writerow([*row[:-1], as_text(json.loads(row[-1])) if row[-1] else ""])
    return sink.getvalue()


def _csv(head: list[str], chunks: Iterator[str]) -> Iterator[str]:
    yield BOM + next(csv_lines(head, ())).removeprefix(BOM)
    yield from chunks


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))
