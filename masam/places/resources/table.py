"""Reading a CSV table for a command: rows with their numbers, faults as sentences.

The lists of places and of organisations come in the same way, so the reading lies here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHOWN_FAULTS = 30


class FileRefused(DomainError):
    """A file cannot be loaded; nothing of it was. The text is one sentence per line."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        shown = self.sentences[:SHOWN_FAULTS]
        if left := len(self.sentences) - len(shown):
            shown.append(_("… and %(count)s more.") % {"count": left})
        super().__init__("\n".join(shown))


@dataclass(frozen=True)
class Row:
    """One row; `number` counts as a spreadsheet does, the header being row 1."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, sentence: str) -> str:
        """Put the number of the row before a sentence."""
        return _("Row %(number)s: %(sentence)s") % {"number": self.number, "sentence": sentence}


def read_table(path: Path, columns: Iterable[str]) -> list[Row]:
    """Read a CSV file in UTF-8 (with or without mark) whose header names all `columns`.

    Raises `FileRefused` when it is missing, in another encoding, no CSV, or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(csv.reader(file, strict=True), list(columns))
    except OSError as error:
        sentence = _("The file %(name)s cannot be opened. Check its name and folder.")
        raise FileRefused([sentence % {"name": path}]) from error
    except UnicodeDecodeError as error:
        sentence = _("The file is not in UTF-8. Save it as “CSV UTF-8” and load it again.")
        raise FileRefused([sentence]) from error
    except csv.Error as error:
        sentence = _("The file is not a CSV table. Save it as “CSV UTF-8” and load it again.")
        raise FileRefused([sentence]) from error


def _rows(lines: Iterable[list[str]], columns: list[str]) -> list[Row]:
    numbered = enumerate(lines, start=1)
    _first, header = next(numbered, (1, []))
    header = [name.strip() for name in header]
    if missing := [name for name in columns if name not in header]:
        sentence = _("The first row must name the columns. Missing: %(columns)s.")
        raise FileRefused([sentence % {"columns": ", ".join(missing)}])
    rows, faults = [], []
    for number, line in numbered:
        cells = [cell.strip() for cell in line]
        row = Row(number, dict(zip(header, cells, strict=False)))
        if len(cells) > len(header):
            faults.append(row.fault(_("it has more cells than the first row names.")))
        elif any(cells):
            rows.append(row)
    if not rows and not faults:
        faults = [_("The file has no rows below the first.")]
    if faults:
        raise FileRefused(faults)
    return rows
