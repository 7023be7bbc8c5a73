"""Letters that were lost or written in the old way, and what can be done about them.

Old Mongolian fonts put Ө and Ү where cp1251 has the Ukrainian Є and Ї; people without a Mongolian
keyboard type ѳ, or V for Ү. Those can be repaired, after asking. A program that knows no ө and ү
writes "?" in their place: what stood there nobody knows any more.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from masam.spreadsheets.resources.bad import BadTable

if TYPE_CHECKING:
    from collections.abc import Iterable

OLD = str.maketrans("ЄєЇїѲѳƟɵ", "ӨөҮүӨөӨө")
OLD_LETTER = re.compile("[ЄєЇїѲѳƟɵVv]")
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN_V = str.maketrans("Vv", "Үү")
# A whole word of question marks, or one question mark in the place of a letter: х?н, ?рхийн.
LOST_WORD = re.compile(r"(?<![\w?!.])\?{3,}(?![\w?])")
LOST_LETTER = re.compile(r"(?<=[а-яёөү])\?(?=[а-яёөү])|(?<![\w?])\?(?=[а-яёөү]{2})", re.IGNORECASE)
ONLY_LOST = re.compile(r"[?\W\d]*\?{2,}[?\W\d]*")
OFTEN = 3  # so many words with a lost letter are no accident
INVISIBLE = dict.fromkeys(map(ord, "\0\u200b\u200c\u200d\u2060\ufeff\u00ad"))
MOST_SAMPLES = 6


def tidy(cell: str) -> str:
    """Give a cell without what nobody sees, its letters composed.

    The apostrophe that made a cell harmless when it went out is no part of its words.
    """
    text = unicodedata.normalize("NFC", cell.translate(INVISIBLE)).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@") else text


def repaired(text: str) -> str:
    """Write the old letters as they are written today; V only in words otherwise Cyrillic."""
    if not OLD_LETTER.search(text):
        return text
    return WORD.sub(_word, text.translate(OLD))


def _word(found: re.Match[str]) -> str:
    word = found[0]
    if "V" not in word and "v" not in word:
        return word
    rest = word.replace("V", "").replace("v", "")
    is_sure = len(CYRILLIC.findall(rest)) == len(rest) >= 2
    return word.translate(LATIN_V) if is_sure else word


def samples_of(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, str, str]]:
    """Give (row, before, after) of some cells that would change; each text once."""
    found: dict[str, tuple[int, str, str]] = {}
    for number, line in rows:
        for cell in line:
            after = repaired(cell)
            if after != cell and cell not in found:
                found[cell] = (number, cell, after)
                if len(found) == MOST_SAMPLES:
                    return list(found.values())
    return list(found.values())


def refuse_lost(rows: list[tuple[int, list[str]]]) -> None:
    """Refuse a table whose letters were lost; raises `BadTable` naming the row."""
    suspects = [(number, cell) for number, line in rows for cell in line if _suspect(cell)]
    sure = [number for number, cell in suspects if "\ufffd" in cell or _is_sure(cell)]
    few = len(suspects) < OFTEN and len(suspects) * 5 < len(rows)
    if suspects and (sure or not few):
        raise BadTable(
            _("The letters were lost when the file was saved: row %(row)d shows “%(cell)s”. What "
              "stood there cannot be found any more. Please open the original in Excel, save it "
              "as .xlsx or “CSV UTF-8” and send that.")
            % {"row": sure[0] if sure else suspects[0][0], "cell": suspects[0][1][:60]}
        )  # fmt: skip


def _suspect(cell: str) -> bool:
    if "?" not in cell:
        return "\ufffd" in cell
    return bool("\ufffd" in cell or LOST_WORD.search(cell) or LOST_LETTER.search(cell))


def _is_sure(cell: str) -> bool:
    return ONLY_LOST.fullmatch(cell) is not None and cell.count("?") >= OFTEN
