"""Mongolian words folded to what people type: ө as о, ү as у, ё as е, whatever the case.

Deliberately small: endings are cut by length only. Folding keeps the length of a text, so a hit
in the folded text is at the same place in the original.
"""

from __future__ import annotations

import re
import unicodedata

from masam.search.marks import Pieces, cut_round

# The letters of other keyboards stand for the Mongolian ones (looks.md 6).
_LETTERS = str.maketrans({"ө": "о", "ү": "у", "ё": "е", "є": "о", "ѳ": "о", "ї": "у"})
_WORD = re.compile(r"\w+")
_LONG, _LONGEST = 6, 9  # letters of a word; from here on two, four letters may be an ending


def fold(text: str) -> str:
    """Give `text` folded, letter by letter: the result is as long as the NFC form of `text`."""
    normal = unicodedata.normalize("NFC", text)
    lower = normal.lower()
    if len(lower) != len(normal):  # a few letters of other alphabets grow
        lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in normal)
    return lower.translate(_LETTERS)


def haystack(*texts: str) -> str:
    """Give the folded words of texts, each with a space before it, for `contains " stem"`."""
    return "".join(f" {word}" for text in texts for word in _WORD.findall(fold(text)))


def stems(question: str) -> list[str]:
    """Give the beginnings by which the words of a question are looked for, at most eight.

    `эмнэлгийн`, `эмнэлэг` and `эмнэлэгт` share the beginning `эмнэл`.
    """
    return [_stem(word) for word in _WORD.findall(fold(question))][:8]


def _stem(word: str) -> str:
    if len(word) >= _LONGEST:
        return word[:-4]
    return word[:-2] if len(word) >= _LONG else word


def hits(text: str, question: str) -> list[tuple[int, int]]:
    """Give where (from, to) words of the NFC form of `text` answer the question."""
    wanted = tuple(stems(question))
    if not wanted:
        return []
    return [each.span() for each in _WORD.finditer(fold(text)) if each[0].startswith(wanted)]


def excerpt(text: str, question: str, width: int = 180) -> Pieces:
    """Give a piece of `text` round the first hit as (words, is a hit); [] without a hit."""
    return cut_round(text, hits(text, question), width)
