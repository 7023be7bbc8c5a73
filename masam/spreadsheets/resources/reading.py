"""From the bytes of a file to a table: XLSX, and CSV as Excel writes it.

CSV comes with or without a byte order mark, with commas, semicolons or tabs, with a first line
`sep=;`, as UTF-16 ("Unicode text") and in the old cp1251, where Ө and Ү are written with the
Ukrainian letters that stand in their places.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEBI = 1024 * 1024
MOST_BYTES = 5 * MEBI
MOST_UNPACKED = 60 * MEBI
MOST_ROWS = 1000
MOST_COLUMNS = 60
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
OLD_LETTERS = str.maketrans("ЄєЇї", "ӨөҮү")
LOST_LETTERS = re.compile(r"\?{3,}|\ufffd")
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
SEPARATORS = ";,\t"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([^"]+)"')
FIRST_SHEET = re.compile(rb'<(?:\w+:)?sheet [^>]*\w+:id="([^"]+)"')
LINK = re.compile(rb"<(?:\w+:)?Relationship [^>]*>")
LINK_ID = re.compile(rb'\bId="([^"]+)"')
LINK_TARGET = re.compile(rb'\bTarget="([^"]+)"')


class BadTable(DomainError):
    """A file that cannot be read as a table; says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="file")


@dataclass(frozen=True)
class Table:
    """A table: the names of the columns and the rows with their numbers (the header is row 1)."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]
    encoding: str


def read_table(data: bytes) -> Table:
    """Read a file by its content, whatever it is called. Raises `BadTable`."""
    if not data:
        raise BadTable(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise BadTable(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // MEBI})
    if data.startswith(OLD_EXCEL):
        raise BadTable(
            _("This is the old Excel format. Please save it as .xlsx and send it again.")
        )
    if data.startswith(ZIP):
        return _table(_xlsx_lines(data), "xlsx")
    text, encoding = _decoded(data)
    return _table(_csv_lines(text), encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    """Give the text and the encoding it was found in."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode(data, encoding), encoding.removesuffix("-sig")
    if b"\0" in data[:200]:
        # The empty byte of a Latin letter, comma or line end stands second in little-endian.
        is_little = data[1:200:2].count(0) > data[0:200:2].count(0)
        encoding = "utf-16-le" if is_little else "utf-16-be"
        return _decode(data, encoding), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode(data, "cp1251").translate(OLD_LETTERS), "cp1251"


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadTable(
            _("The letters of the file cannot be read. Please save it as “CSV UTF-8” or .xlsx.")
        ) from error


def _csv_lines(text: str) -> Iterator[list[str]]:
    found = SEPARATOR_LINE.match(text)
    separator = found[1] if found else _separator(text)
    start = found.end() if found else 0
    try:
        yield from csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator)
    except csv.Error as error:
        raise BadTable(
            _("The file is not a table. Please save it as “CSV UTF-8” or .xlsx.")
        ) from error


def _separator(text: str) -> str:
    """Give the separator that stands most often in the first line, outside quotes."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").splitlines()[0] if text.strip() else "")
    counts = Counter(letter for letter in first if letter in SEPARATORS)
    return counts.most_common(1)[0][0] if counts else ","


def _xlsx_lines(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - reason: 0.2 s

    broken = _("The file is damaged and cannot be read. Please save it again as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise BadTable(_("The file is too large when it is unpacked."))
            _refuse_merged(packed)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_text(value) for value in row]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        raise BadTable(broken) from error


def _refuse_merged(packed: zipfile.ZipFile) -> None:
    """Refuse merged cells in the first sheet: only one of the rows they cover holds the words."""
    path = _first_sheet(packed)
    found = MERGED.search(packed.read(path)) if path in packed.namelist() else None
    if found:
        raise BadTable(
            _("The cells %(cells)s are merged. Please split them, write into every row what "
              "belongs there, and send the file again.")
            % {"cells": found[1].decode("ascii", "replace")}
        )  # fmt: skip


def _first_sheet(packed: zipfile.ZipFile) -> str:
    """Give where the first sheet stands in the archive; the usual place where nothing says."""
    usual = "xl/worksheets/sheet1.xml"
    names = packed.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return usual
    sheet = FIRST_SHEET.search(packed.read("xl/workbook.xml"))
    links = packed.read("xl/_rels/workbook.xml.rels")
    for link in LINK.findall(links) if sheet else []:
        named, target = LINK_ID.search(link), LINK_TARGET.search(link)
        if sheet and named and target and named[1] == sheet[1]:
            place = target[1].decode("ascii", "replace").lstrip("/")
            return place if place.startswith("xl/") else f"xl/{place}"
    return usual


def _text(value: Any) -> str:
    """Write a cell of a workbook as a person would type it; days as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(lines: Iterable[list[str]], encoding: str) -> Table:
    numbered = (
        (number, [cell.replace("\0", "").strip() for cell in line])
        for number, line in enumerate(lines, start=1)
    )
    full = [(number, line) for number, line in numbered if any(line)][: MOST_ROWS + 2]
    if len(full) < 2:
        raise BadTable(_("The first row names the columns; below it the file has no rows."))
    if len(full) > MOST_ROWS + 1:
        raise BadTable(
            _("The file has more than %(most)d rows. Please send it in parts.")
            % {"most": MOST_ROWS}
        )
    headers = _headers(full[0][1])
    rows = [(number, _fitted(number, line, len(headers))) for number, line in full[1:]]
    _refuse_lost_letters(headers, rows)
    return Table(headers, rows, encoding)


def _headers(line: list[str]) -> list[str]:
    while line and not line[-1]:
        line = line[:-1]
    doubled = [name for name, count in Counter(line).items() if name and count > 1]
    if doubled:
        raise BadTable(_("Two columns have the same name: %(name)s.") % {"name": doubled[0]})
    if len(line) > MOST_COLUMNS:
        raise BadTable(_("The file has too many columns."))
    return line


def _fitted(number: int, line: list[str], width: int) -> list[str]:
    if any(line[width:]):
        raise BadTable(_("Row %(row)d has more cells than the first row names.") % {"row": number})
    return (line + [""] * width)[:width]


def _refuse_lost_letters(headers: list[str], rows: list[tuple[int, list[str]]]) -> None:
    """Excel writes ??? for Mongolian letters when it saves "CSV" without UTF-8."""
    for number, line in [(1, headers), *rows]:
        if any(LOST_LETTERS.search(cell) for cell in line):
            raise BadTable(
                _("The letters were lost when the file was saved: row %(row)d shows “???”. "
                  "Please save it as “CSV UTF-8” or .xlsx and send it again.")
                % {"row": number}
            )  # fmt: skip
