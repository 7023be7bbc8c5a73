"""Writing tables: CSV that Excel opens without questions, and XLSX. No cell becomes a formula."""

from __future__ import annotations

import csv
import re
import tempfile
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"  # Excel takes a file for UTF-8 only with it
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by a spreadsheet
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
IN_MEMORY = 1024 * 1024  # bytes; a larger workbook goes to the disk while it is made


class _Echo:
    """Gives back what the writer of the csv module writes, line by line."""

    def write(self, line: str) -> str:
        return line


def harmless(cell: Any) -> Any:
    """Give a cell that a spreadsheet never takes for a formula; numbers and days stay so."""
    if cell is None:
        return ""
    if isinstance(cell, int | float | Decimal | date) and not isinstance(cell, bool):
        return cell
    text = CONTROL.sub("", str(cell))
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_of(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Give the lines of a CSV file one by one; days are written as year-month-day."""
    writer: Any = csv.writer(_Echo())
    yield BOM + writer.writerow([harmless(cell) for cell in head])
    for row in rows:
        yield writer.writerow([_plain(harmless(cell)) for cell in row])


def xlsx_of(title: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> IO[bytes]:
    """Give a workbook of one sheet as an open file, to be read from its beginning."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(NOT_IN_NAMES.sub(" ", title)[:28].strip() or "1")
    sheet.append([_bold(sheet, cell) for cell in head])
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - reason: the answer closes it
    book.save(stream)
    stream.seek(0)
    return stream


def _bold(sheet: Any, text: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=harmless(str(text)))
    cell.font = Font(bold=True)
    return cell


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date | datetime) else cell
