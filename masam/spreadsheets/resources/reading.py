"""From the bytes of a file to a table: what it is, where its table begins, what it is called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from masam.search.folding import fold
from masam.spreadsheets.resources.bad import BadTable
from masam.spreadsheets.resources.letters import refuse_lost, repaired, samples_of, tidy
from masam.spreadsheets.resources.texts import csv_lines, decoded
from masam.spreadsheets.resources.workbook import MEBI, blocks_of, filled, open_book, sheet_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_BYTES = 5 * MEBI
MOST_ROWS = 1000
MOST_COLUMNS = 60
LOOKED_AT = 30  # rows in which the names of the columns are looked for
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OTHER_FILES = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7-Zip"), (b"\x1f\x8b", "gzip"),
)  # fmt: skip
WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"mime-version")
Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Manner:
    """How a file is read.

    `known` are the folded names that columns may have. `is_loose`: the names may stand below
    other rows, merged cells are filled, doubled names are told apart; else each is refused.
    `repair`: whether old letters are repaired; None: only what is read as cp1251, unless loose.
    """

    known: frozenset[str] = frozenset()
    is_loose: bool = False
    repair: bool | None = None
    sheet: str = ""
    head: int = 0
    most_rows: int = MOST_ROWS
    most_bytes: int = MOST_BYTES

    def fits(self, line: list[str]) -> int:
        """Tell how many names of columns a line holds."""
        return len({fold(repaired(cell.strip(' "\ufeff'))) for cell in line} & self.known)


@dataclass(frozen=True)
class Table:
    """A table: the names of the columns, and the rows with their numbers in the file.

    `head` is the number of the row with the names. `samples` are (row, before, after) of old
    letters that were not repaired. `merged` names cells whose words were written into all rows
    they cover.
    """

    headers: list[str]
    rows: list[Line]
    encoding: str
    head: int = 1
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    samples: tuple[tuple[int, str, str], ...] = ()
    merged: tuple[str, ...] = ()


def read_table(data: bytes, manner: Manner | None = None) -> Table:
    """Read a file by its content, whatever it is called. Raises `BadTable`."""
    manner = manner or Manner()
    if not data:
        raise BadTable(_("The file is empty."))
    refuse_large(len(data), manner.most_bytes)
    _refuse_other_files(data)
    if data.startswith(ZIP):
        return _from_workbook(data, manner)
    text, encoding = decoded(data)
    if manner.repair is None and not manner.is_loose and encoding == "cp1251":
        manner = replace(manner, repair=True)
    lines = enumerate(csv_lines(text, manner.fits), start=1)
    return _table(lines, manner, encoding=encoding)


def refuse_large(size: int, most: int = MOST_BYTES) -> None:
    """Refuse a file by its size, before it is read. Raises `BadTable`."""
    if size > most:
        raise BadTable(
            _("The file has %(size)d MB; at most %(most)d MB can be read. Please send it in parts.")
            % {"size": -(-size // MEBI), "most": most // MEBI}
        )


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(OLD_EXCEL):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadTable(
                _("The file is protected by a password. Please save it without one and send it.")
            )
        raise BadTable(
            _("This is the old Excel format. Please save it as .xlsx and send it again.")
        )
    for mark, name in OTHER_FILES:
        if data.startswith(mark):
            raise BadTable(
                _("This is a %(kind)s file, whatever it is called. Please send .xlsx or CSV.")
                % {"kind": name}
            )
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE):
        raise BadTable(
            _("This is a web page, not a table, though Excel opens it. Please save it as .xlsx.")
        )


def _from_workbook(data: bytes, manner: Manner) -> Table:
    book = open_book(data)
    sheet = manner.sheet if manner.sheet in book.paths else book.sheets[0]
    blocks = blocks_of(book, sheet)
    if blocks and not manner.is_loose:
        raise BadTable(
            _("The cells %(cells)s are merged. Please split them, write into every row what "
              "belongs there, and send the file again.")
            % {"cells": blocks[0].cells}
        )  # fmt: skip
    table = _table(
        enumerate(sheet_lines(book, sheet), start=1),
        manner,
        encoding="xlsx",
        blocks=blocks,
        sheet=sheet,
        sheets=tuple(book.sheets),
        hidden=tuple(sorted(book.hidden)),
    )
    merged = [block.cells for block in blocks if block.bottom > table.head]
    return replace(table, merged=tuple(merged[:20]))


def _table(
    lines: Iterable[Line], manner: Manner, *, blocks: list[Any] | None = None, **words: Any
) -> Table:
    tidied = ((number, [tidy(cell) for cell in line]) for number, line in lines)
    first, rest = _opened(iter(tidied), manner)
    body = filled(rest, blocks) if blocks else rest
    names = [repaired(name) for name in first[1]] if manner.is_loose or manner.repair else first[1]
    full = ((number, line) for number, line in body if any(line) and line != first[1])
    rows = list(islice(full, manner.most_rows + 1))
    _refuse_size(rows, manner)
    is_text = words["encoding"] != "xlsx"
    headers, rows = _shaped(names, rows, manner, is_text=is_text)
    refuse_lost([(first[0], first[1]), *rows])
    samples: list[tuple[int, str, str]] = []
    if manner.repair:
        rows = [(number, [repaired(cell) for cell in line]) for number, line in rows]
    else:
        samples = samples_of(rows)
    return Table(headers, rows, head=first[0], samples=tuple(samples), **words)


def _opened(lines: Iterator[Line], manner: Manner) -> tuple[Line, Iterator[Line]]:
    """Give the row with the names of the columns, and the rows after it."""
    start = [line for line in islice(lines, max(LOOKED_AT, manner.head)) if any(line[1])]
    if not start:
        raise BadTable(_("The first row names the columns; below it the file has no rows."))
    place = _place_of_head(start, manner) if manner.is_loose else 0
    return start[place], chain(start[place + 1 :], lines)


def _place_of_head(start: list[Line], manner: Manner) -> int:
    chosen = [place for place, line in enumerate(start) if line[0] == manner.head]
    if chosen:
        return chosen[0]
    best = max(range(len(start)), key=lambda place: (manner.fits(start[place][1]), -place))
    if manner.fits(start[best][1]):
        return best
    wide = (place for place, line in enumerate(start) if sum(map(bool, line[1])) > 1)
    return next(wide, 0)


def _refuse_size(rows: list[Line], manner: Manner) -> None:
    if not rows:
        raise BadTable(_("The first row names the columns; below it the file has no rows."))
    if len(rows) > manner.most_rows:
        raise BadTable(
            _("The file has more than %(most)d rows. Please send it in parts.")
            % {"most": manner.most_rows}
        )


def _shaped(
    names: list[str], rows: list[Line], manner: Manner, *, is_text: bool
) -> tuple[list[str], list[Line]]:
    """Give every row as many cells as there are columns; columns with nothing in them are left."""
    while names and not names[-1]:
        names = names[:-1]
    for number, line in rows:
        if any(line[len(names) :]) and (is_text or not manner.is_loose):
            raise BadTable(
                _("Row %(row)d has more cells than the first row names.") % {"row": number}
            )
    width = max([len(names), *(len(line) for _number, line in rows)]) if manner.is_loose else 0
    names = names + [""] * (width - len(names))
    even = [(number, (line + [""] * len(names))[: len(names)]) for number, line in rows]
    if manner.is_loose:
        places = [place for place, name in enumerate(names) if name or _is_used(even, place)]
        names = _told_apart([names[place] or _letter(place) for place in places])
        even = [(number, [line[place] for place in places]) for number, line in even]
    _check_names(names)
    return names, even


def _is_used(rows: list[Line], place: int) -> bool:
    return any(line[place] for _number, line in rows)


def _letter(place: int) -> str:
    letters = chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"
    return _("column %(letter)s") % {"letter": letters}


def _told_apart(names: list[str]) -> list[str]:
    """Give a name that was there before a number: Тайлбар, Тайлбар (2)."""
    seen, told = Counter[str](), []
    for name in names:
        seen[name] += 1
        told.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return told


def _check_names(names: list[str]) -> None:
    doubled = [name for name, count in Counter(names).items() if name and count > 1]
    if doubled:
        raise BadTable(_("Two columns have the same name: %(name)s.") % {"name": doubled[0]})
    if len(names) > MOST_COLUMNS:
        raise BadTable(_("The file has too many columns."))
