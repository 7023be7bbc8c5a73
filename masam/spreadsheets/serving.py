"""A table as a file that spreadsheet programs open without questions: CSV or XLSX."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"  # Excel takes a file for UTF-8 only with it
# A spreadsheet program runs a cell that begins so as a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("csv", "xlsx")


# A cell in quotes, at the beginning of a line or behind a comma: quotes inside a cell are doubled.
DANGEROUS_QUOTED = re.compile(r'(?m)(^|,)"(?=[=+\-@\t\r])')
MOST_XLSX = 1_048_575  # rows below the head that a workbook can hold


class _Echo:
    """Gives back what the writer of the csv module writes, line by line."""

    def write(self, line: str) -> str:
        return line


def harmless(cell: Any) -> Any:
    """Give a cell that is never taken for a formula; numbers and days stay what they are."""
    if cell is None or isinstance(cell, int | float | Decimal | date):
        return cell
    text = CONTROL.sub("", str(cell))
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_lines(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Give the lines of a CSV file, one by one; days as year-month-day."""
    writer: Any = csv.writer(_Echo())
    yield BOM + writer.writerow([harmless(cell) for cell in head])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless_text(lines: str) -> str:
    """Give lines of CSV with every dangerous cell made a text. What people wrote is in quotes."""
    if CONTROL.search(lines):
        lines = CONTROL.sub("", lines)
    return DANGEROUS_QUOTED.sub(r"""\1"'""", lines)


def workbook(head: Sequence[Any], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """Give a workbook of one sheet. Rows are written as they come, not kept as objects."""
    from openpyxl import Workbook  # noqa: PLC0415 - reason: 0.2 s

    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_NAMES.sub(" ", title)[:31].strip() or "1")
    sheet.append([harmless(cell) for cell in head])
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table_response(
    kind: str, name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]], *, title: str = ""
) -> HttpResponse | StreamingHttpResponse:
    """Give a table as a download: `kind` is "csv" (streamed) or "xlsx".

    `name` is without date and ending; words of `head` are already in the reader's language.
    """
    response: HttpResponse | StreamingHttpResponse
    if kind == "csv":
        response = StreamingHttpResponse(
            csv_lines(head, rows), content_type="text/csv; charset=utf-8"
        )
    else:
        response = HttpResponse(workbook(head, rows, title=title or name), content_type=XLSX)
    filename = f"{name}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def stream_response(
    kind: str, name: str, chunks: Iterable[str] | Iterable[bytes]
) -> StreamingHttpResponse:
    """Give a file that is made while it is sent; `name` is without date and ending."""
    content_type = XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    response = StreamingHttpResponse(chunks, content_type=content_type)
    filename = f"{name}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
