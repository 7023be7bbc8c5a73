"""Where in a text the words of a question stand, to be shown as hits."""

from __future__ import annotations

import re
import unicodedata

from masam.search.stems import asked, has_own_letters, keys_of_text, question_keys

Pieces = list[tuple[str, bool]]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def pieces(text: str, question: str) -> Pieces:
    """Give the whole of `text` as (words, is a hit)."""
    return cut(text, key_hits(text, question))


def piece(text: str, question: str, width: int = 180) -> Pieces:
    """Give a piece of `text` round the first hit as (words, is a hit); [] without a hit."""
    return cut_round(text, key_hits(text, question), width)


def key_hits(text: str, question: str) -> list[tuple[int, int]]:
    """Give where (from, to) words of the NFC form of `text` answer the question."""
    normal = unicodedata.normalize("NFC", text)
    shown = [(each.span(), keys_of_text(each[0])) for each in _WORD.finditer(normal)]
    ways = [question_keys(w, has_letters=has_own_letters(question)) for w in asked(question)]
    for way in zip(*ways, strict=True):  # the first way that marks anything
        wanted = frozenset().union(*way)
        if found := [span for span, keys in shown if wanted.intersection(keys)]:
            return found
    return []


def cut(text: str, found: list[tuple[int, int]]) -> Pieces:
    """Give all of the NFC form of `text` in pieces, those of `found` as hits."""
    normal = unicodedata.normalize("NFC", text)
    result: Pieces = []
    at = 0
    for start, stop in found:
        result += [(normal[at:start], False), (normal[start:stop], True)]
        at = stop
    return [(words_, is_hit) for words_, is_hit in [*result, (normal[at:], False)] if words_]


def cut_round(text: str, found: list[tuple[int, int]], width: int) -> Pieces:
    """Give about `width` letters round the first of `found`; [] when there is none."""
    if not found:
        return []
    normal = unicodedata.normalize("NFC", text)
    begin = max(0, found[0][0] - width // 3)
    end = min(len(normal), begin + width)
    inside = [(start - begin, stop - begin) for start, stop in found if stop <= end]
    shown = cut(normal[begin:end], inside)
    head = [("… ", False)] if begin else []
    return [*head, *shown, *([(" …", False)] if end < len(normal) else [])]
