"""A document as a spreadsheet: XLSX and the CSV that Excel reads without questions."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from masam.spreadsheets.serving import harmless

if TYPE_CHECKING:
    from reports.exports.document import Document, Section

# Sheet names: at most 31 characters, none of these, never the same twice.
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def draw_xlsx(document: Document) -> bytes:
    """Give the document as a workbook, one sheet for each section that has a table."""
    book = Workbook(write_only=True)
    book.properties.title = document.title
    names: set[str] = set()
    for section in document.sections:
        if section.table:
            _draw_sheet(book, section, document, _sheet_name(section.title, names))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _draw_sheet(book: Workbook, section: Section, document: Document, name: str) -> None:
    assert section.table is not None  # noqa: S101 - reason: the caller asked
    sheet = book.create_sheet(name)
    for at in range(len(section.table.head)):
        sheet.column_dimensions["ABCDEFGH"[at]].width = 44 if at < 2 else 18
    sheet.append([_bold(sheet, document.title)])
    sheet.append([f"{document.subtitle} · {document.made}"])
    sheet.append([_bold(sheet, section.title)])
    sheet.append([_bold(sheet, text) for text in section.table.head])
    for row in section.table.rows:
        sheet.append([harmless(cell) for cell in row])


def _bold(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=harmless(text))
    cell.font = Font(bold=True)
    return cell


def _sheet_name(title: str, taken: set[str]) -> str:
    name = NOT_IN_NAMES.sub(" ", title)[:28].strip()
    while name in taken:
        name = f"{name[:26]} {len(taken)}"
    taken.add(name)
    return name


def draw_csv(document: Document) -> bytes:
    """Give the document as one CSV with a byte-order mark: section, then its table."""
    stream = io.StringIO()
    write = csv.writer(stream).writerow
    write([harmless(document.title)])
    write([document.subtitle, document.made, document.link])
    for section in document.sections:
        if section.table:
            write([])
            write([harmless(section.title)])
            write([harmless(text) for text in section.table.head])
            for row in section.table.rows:
                write([harmless(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")
