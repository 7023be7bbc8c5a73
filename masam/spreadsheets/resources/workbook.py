"""From the bytes of an XLSX workbook to the lines of one of its sheets."""

from __future__ import annotations

import html
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from masam.spreadsheets.resources.bad import BadTable

if TYPE_CHECKING:
    from collections.abc import Iterator

MEBI = 1024 * 1024
MOST_UNPACKED = 60 * MEBI
MOST_WIDE = 80  # columns that are looked at
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
NAME, STATE, LINKED = (
    re.compile(pattern)
    for pattern in (rb'\sname="([^"]*)"', rb'\sstate="([^"]*)"', rb'\s\w+:id="([^"]+)"')
)
LINK = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
LINK_ID, LINK_TARGET = re.compile(rb'\bId="([^"]+)"'), re.compile(rb'\bTarget="([^"]+)"')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# A formula that no program has computed: <c r="B3"><f>A1+1</f></c> or with an empty <v>.
UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+[0-9]+)"[^>]*><(?:\w+:)?f[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


@dataclass(frozen=True)
class Book:
    """A workbook that was let in: where each sheet lies, which are shown."""

    data: bytes
    paths: dict[str, str]  # name of the sheet -> its place in the archive
    hidden: frozenset[str]

    @property
    def sheets(self) -> list[str]:
        """The sheets, those that are shown first."""
        return sorted(self.paths, key=lambda name: name in self.hidden)


@dataclass(frozen=True)
class Block:
    """Merged cells: rows and columns from one to the other, counted from 1."""

    cells: str
    left: int
    top: int
    right: int
    bottom: int


def open_book(data: bytes) -> Book:
    """Look at the archive and let it in. Raises `BadTable` for what is no workbook, or a flood."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_other_archives(packed)
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise BadTable(_("The file is too large when it is unpacked."))
            return _book(data, packed)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError) as error:
        raise _broken() from error


def _broken() -> BadTable:
    return BadTable(_("The file is damaged and cannot be read. Please save it again as .xlsx."))


def _refuse_other_archives(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    kind = packed.read("mimetype")[:80] if "mimetype" in names else b""
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise BadTable(
            _("This is a LibreOffice table (.ods). Please save it as .xlsx and send it again.")
        )
    if "xl/workbook.bin" in names:
        raise BadTable(
            _("This is a binary Excel file (.xlsb). Please save it as .xlsx and send it again.")
        )
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise BadTable(_("This is a Numbers file. Please export it as .xlsx and send that."))
    if not any(name.startswith("xl/") for name in names):
        raise BadTable(_("This is no table. Please send .xlsx, or CSV as Excel saves it."))


def _book(data: bytes, packed: zipfile.ZipFile) -> Book:
    head = packed.read("xl/workbook.xml")
    links: dict[bytes, str] = {
        found[1]: target[1].decode("utf-8", "replace").lstrip("/")
        for link in LINK.findall(packed.read("xl/_rels/workbook.xml.rels"))
        if (found := LINK_ID.search(link)) and (target := LINK_TARGET.search(link))
    }
    paths, hidden, names = {}, set(), set(packed.namelist())
    for sheet in SHEET.findall(head):
        name, linked, state = NAME.search(sheet), LINKED.search(sheet), STATE.search(sheet)
        where = links.get(linked[1], "") if linked else ""
        path = where if where.startswith("xl/") else f"xl/{where}"
        if name is None or path not in names or "/worksheets/" not in path:
            continue
        said = html.unescape(name[1].decode("utf-8", "replace"))
        paths[said] = path
        hidden |= {said} if state and state[1] != b"visible" else set()
    if not paths:
        raise _broken()
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", *paths.values()):
        if part in names and b"<!DOCTYPE" in packed.open(part).read(1024):
            raise _broken()  # entities that unfold without end; no program writes them
    return Book(data, paths, frozenset(hidden))


def blocks_of(book: Book, sheet: str) -> list[Block]:
    """Give the merged cells of a sheet. Raises `BadTable` for a formula without its value."""
    with zipfile.ZipFile(io.BytesIO(book.data)) as packed:
        raw = packed.read(book.paths[sheet])
    found = UNCOMPUTED.search(raw)
    if found:
        raise BadTable(
            _("Cell %(cell)s holds a formula whose value was not saved. Please open the file in "
              "Excel, save it and send it again.")
            % {"cell": found[1].decode("ascii")}
        )  # fmt: skip
    blocks = [_block(each.decode("ascii")) for each in MERGED.findall(raw)]
    return sorted(blocks, key=lambda block: (block.top, block.left))


def _block(cells: str) -> Block:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - reason: 0.2 s

    left, top, right, bottom = range_boundaries(cells)
    return Block(cells, left, top, right, bottom)


def sheet_lines(book: Book, sheet: str) -> Iterator[list[str]]:
    """Give the lines of a sheet as people would type them; formulas give their values."""
    from openpyxl import load_workbook  # noqa: PLC0415 - reason: 0.2 s

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and validations it does not know
            loaded = load_workbook(io.BytesIO(book.data), read_only=True, data_only=True)
            rows: Any = loaded[sheet]
            rows.reset_dimensions()  # what the file says of its size may be a million rows
            for row in rows.iter_rows(values_only=True, max_col=MOST_WIDE):
                yield [written(value) for value in row] if any(row) else []
    except BadTable:
        raise
    except Exception as error:  # a damaged file may raise anything
        raise _broken() from error


def written(value: Any) -> str:
    """Write a cell of a workbook as a person would type it; days as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def filled(
    lines: Iterator[tuple[int, list[str]]], blocks: list[Block]
) -> Iterator[tuple[int, list[str]]]:
    """Write the words of merged cells into every cell they cover, in rows that hold more."""
    waiting, open_ones = list(blocks), list[tuple[Block, str]]()
    for number, cells in lines:
        line = cells
        while waiting and waiting[0].top <= number:
            block = waiting.pop(0)
            value = line[block.left - 1] if block.left <= len(line) else ""
            open_ones += [(block, value)] if block.top == number else []
        open_ones = [(block, value) for block, value in open_ones if block.bottom >= number]
        if open_ones and any(line):
            line = [*line, *[""] * (MOST_WIDE - len(line))]
            for block, value in open_ones:
                for place in range(block.left - 1, min(block.right, MOST_WIDE)):
                    line[place] = line[place] or value
        yield number, line
