"""From the bytes of a text file to lines of cells: CSV as Excel and people write it.

With or without a byte order mark, with commas, semicolons or tabs, with a first line `sep=;`, as
UTF-16 ("Unicode text"), and in the old cp1251.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from masam.spreadsheets.resources.bad import BadTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATOR_LINE = re.compile(r"sep=(.)[;,\t]*\r?\n?", re.IGNORECASE)
SEPARATORS = ";,\t"
LOOKED_AT = 20  # lines in which the separator is looked for
# Mongolian in cp1251: the letters А-я, Ё and the Ukrainian ones that stand for Ө and Ү.
IN_1251 = re.compile("[А-яЁёЄєЇїІіҐґ№«»–—“”…°§’‘•·]")
FOREIGN = re.compile(r"[^\x00-\x7f]")
CASES = re.compile("[а-я][А-Я]")  # КОИ-8 and cp866 read as cp1251 turn the case of letters around


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text and the encoding it was found in. Raises `BadTable`."""
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
        text = _decode(data, "cp1251")
        if not _is_cyrillic(text):
            raise _unreadable() from None
        return text, "cp1251"


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable() from error


def _unreadable() -> BadTable:
    return BadTable(
        _("The letters of the file cannot be read. Please save it as “CSV UTF-8” or .xlsx.")
    )


def _is_cyrillic(text: str) -> bool:
    """Tell whether a text read as cp1251 looks like Mongolian."""
    foreign = FOREIGN.findall(text[:100_000])
    fitting = sum(1 for letter in foreign if IN_1251.match(letter))
    return fitting >= 0.9 * len(foreign) and len(CASES.findall(text[:100_000])) < len(foreign) / 10


def csv_lines(text: str, fits: Callable[[list[str]], int]) -> Iterator[list[str]]:
    """Give the lines; `fits` tells how many names of columns a line holds."""
    found = SEPARATOR_LINE.match(text)
    separator = found[1] if found else _separator(text, fits)
    start = found.end() if found else 0
    line: list[str] = []
    try:
        for line in csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator):
            yield line
    except csv.Error as error:
        raise BadTable(
            _("The file is not a table. Please save it as “CSV UTF-8” or .xlsx.")
        ) from error
    if text.count('"') % 2 and any("\n" in cell for cell in line):
        raise BadTable(
            _("A quotation mark is opened before “%(cell)s” and never closed. Please save the "
              "table as .xlsx or “CSV UTF-8” and send it again.")
            % {"cell": next(cell for cell in line if "\n" in cell)[:40].split("\n")[0]}
        )  # fmt: skip


def _separator(text: str, fits: Callable[[list[str]], int]) -> str:
    """Give the separator by which the names of columns are found, else the first line's."""
    lines = re.sub(r'"[^"]*"', "", text[:50_000]).splitlines()[:LOOKED_AT]
    lines = [line for line in lines if line.strip()]
    counts = Counter(letter for letter in (lines or [""])[0] if letter in SEPARATORS)
    plain = text[:50_000].splitlines()[:LOOKED_AT]

    def weight(separator: str) -> tuple[int, int, int]:
        named = max((fits(line.split(separator)) for line in plain), default=0)
        return named, counts[separator], sum(line.count(separator) for line in lines)

    return max(SEPARATORS[1] + SEPARATORS[0] + SEPARATORS[2], key=weight)
