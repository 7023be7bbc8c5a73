"""Workbooks around the import: the empty table to fill in, and the faulty rows to put right."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from issues.models import ReporterClass
from issues.queries import categories_of, points_of
from masam.organisations.models import Sector
from masam.places.queries import units_within
from masam.spreadsheets.resources import sentence
from masam.spreadsheets.serving import harmless, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from issues.resources.table import IssueTable
    from masam.spreadsheets.resources import CellFault, Table

ROWS = 2000  # rows of the empty table that offer lists
COLUMNS = (
    "reference", "logged_date", "title", "sector", "category", "service_point", "unit",
    "reporter_class", "detail",
)  # fmt: skip
LISTED = ("sector", "category", "service_point", "unit", "reporter_class")


def issue_template(table: IssueTable) -> bytes:
    """Give the empty table: lists to choose from, and a sheet that explains every column."""
    book: Any = Workbook()
    book.remove(book.active)
    words = [_unlike(column) for column in _lists(table)]
    sheet: Any = _sheet(book, _("Issues"), [table.label(name) for name in COLUMNS])
    for name, column in zip(LISTED, words, strict=True):
        _offer(sheet, "ABCDEFGHI"[COLUMNS.index(name)], "ABCDE"[LISTED.index(name)], len(column))
    days = DataValidation(type="date", operator="lessThanOrEqual", formula1="TODAY()")
    days.add(f"B2:B{ROWS}")
    days.error = _("A day that is over, as 2026-03-31.")
    sheet.add_data_validation(days)
    _explain(book, table)
    _fill(_sheet(book, _("Words"), [table.label(name) for name in LISTED]), words)
    return _saved(book)


def _lists(table: IssueTable) -> list[list[str]]:
    group = table.group
    return [
        [str(label) for _key, label in Sector.choices],
        [str(row) for row in categories_of(group)],
        [point.name for point in points_of(group)],
        list(units_within(group.unit).order_by("code").values_list("code", flat=True)),
        [str(label) for _key, label in ReporterClass.choices],
    ]


def _unlike(column: list[str]) -> list[str]:
    return list(dict.fromkeys(column))


def _offer(sheet: Any, column: str, source: str, count: int) -> None:
    """Let a column offer the words of the second sheet; other words may still be typed."""
    place = _("Words").replace("'", "''")
    offer = DataValidation(
        type="list", formula1=f"'{place}'!${source}$2:${source}${max(count, 1) + 1}",
        allow_blank=True, showErrorMessage=False,
    )  # fmt: skip
    offer.add(f"{column}2:{column}{ROWS}")
    sheet.add_data_validation(offer)


def _explain(book: Any, table: IssueTable) -> None:
    sheet = _sheet(book, _("How to fill it in"), [_("column"), _("what to write")])
    sheet.column_dimensions["B"].width = 90
    said = {
        "reference": _("The number in your own register. It is kept and can be read later."),
        "logged_date": _("The day it was raised, as 2026-03-31. Empty: the day of the import."),
        "title": _(
            "What is wrong, in one line of at most 160 letters. Needed. No names of people."
        ),
        "sector": _("Health or education. Empty: the sector of the service point."),
        "category": _("One of the group's categories. May be empty."),
        "service_point": _("The name as in the list, or its register number. May be empty."),
        "unit": _("The official code or the name of the soum, bag or khoroo. May be empty."),
        "reporter_class": _("Who raised it: a kind of people, never a name. Empty: a citizen."),
        "detail": _("More words, at most 4,000 letters. Not public until somebody publishes them."),
    }
    for name in COLUMNS:
        sheet.append([table.label(name), said[name]])
    for cell in sheet["B"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fill(sheet: Any, columns: list[list[str]]) -> None:
    for place in range(max(map(len, columns))):
        sheet.append([
            harmless(column[place]) if place < len(column) else "" for column in columns
        ])  # fmt: skip


def _sheet(book: Any, title: str, head: list[str]) -> Any:
    sheet: Any = book.create_sheet(title[:31])
    for letter in "ABCDEFGHI"[: len(head)]:
        sheet.column_dimensions[letter].width = 24
    sheet.freeze_panes = "A2"
    sheet.append([harmless(text) for text in head])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    return sheet


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def faults_sheet(table: IssueTable, read: Table, faults: Iterable[CellFault]) -> bytes:
    """Give the faulty rows as they came, with their numbers and what is wrong, to be put right."""
    said: dict[int, list[str]] = {}
    for row, field, code, words in faults:
        found = sentence(code, words, table.words_of)
        said.setdefault(row, []).append(f"{table.label(field)}: {found}")
    head = [*read.headers, _("row in the file"), _("what is wrong")]
    lines = (
        [*line, number, " ".join(said[number])] for number, line in read.rows if number in said
    )
    return workbook(head, lines, title=_("Rows to put right"))
