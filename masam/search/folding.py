"""The one folding of texts: how people type beside how words are written.

`fold` is for comparing names, tags, headings of tables, and for the stored columns that are
looked through. What is looked for in them are `spellings`: the word as it was typed, read from
Latin letters, and its beginning without endings. `haystack` and `needles` do the same for texts
that are found by the keys of their words (`masam.search.stems`).
"""

from __future__ import annotations

import unicodedata

from django.db.models import Q

from masam.search.letters import plain_letters, readings
from masam.search.marks import Pieces, cut_round, key_hits
from masam.search.stems import asked, begin_of, has_own_letters, keys_of_text, question_keys, words

# Letters of other keyboards stand for the Mongolian ones (looks.md 6); ө may be typed as о.
_LETTERS = str.maketrans(
    {"ө": "о", "є": "о", "ѳ": "о", "ү": "у", "ї": "у", "ё": "е", "-": " ", "‑": " ", "–": " "}
)
MOST_WORDS = 8  # of a question


def fold(text: str) -> str:
    """Fold a name or a search for comparison: case, ө typed as о and ү as у, hyphens, spaces."""
    small = unicodedata.normalize("NFC", text).lower()
    return " ".join(small.translate(_LETTERS).split())


# --- columns that hold texts ---------------------------------------------------------------------


def spellings(word: str) -> list[str]:
    """Give the parts of a text that answer a word: as typed, as read, without its endings."""
    found = list(readings(word))
    return list(dict.fromkeys([word, *found, *(begin_of(each) for each in found)]))


def naming(question: str, *columns: str) -> Q:
    """Give the condition "folded columns hold every word"; an empty question narrows nothing."""
    found = Q()
    for word in fold(plain_letters(question)).split()[:MOST_WORDS]:
        wanted = {fold(each) for each in spellings(word)}
        found &= _any(columns, {each for each in wanted if each})
    return found


def saying(question: str, *columns: str) -> Q:
    """Give the condition "columns hold every word", for texts as they were written.

    The C collation knows no Cyrillic case: we name the cases.
    """
    found = Q()
    for word in plain_letters(question).split()[:MOST_WORDS]:
        cases = {form for each in spellings(word) for form in _cases(each)}
        found &= _any(columns, cases)
    return found


def _cases(word: str) -> tuple[str, ...]:
    return word, word.capitalize(), word.upper()


def _any(columns: tuple[str, ...], parts: set[str]) -> Q:
    found = Q()
    for column in columns:
        for part in sorted(parts):
            found |= Q(**{f"{column}__contains": part})
    return found


# --- columns that hold keys ----------------------------------------------------------------------


def haystack(*texts: str) -> str:
    """Give the keys of the words of texts, each between spaces."""
    keys: dict[str, None] = {}
    for text in texts:
        keys |= dict.fromkeys(keys_of_text(text))
        keys |= dict.fromkeys(f"={word}" for word in words(text))
    return "".join(f" {key}" for key in keys) + " " if keys else ""


def needles(question: str) -> list[frozenset[str]]:
    """Give for every word of a question the keys of which one must stand in the haystack."""
    has_letters = has_own_letters(question)
    return [frozenset(question_keys(word, has_letters=has_letters)[1]) for word in asked(question)]


def finding(question: str, *columns: str) -> Q:
    """Give the condition "a haystack holds every word": in any form, or as it begins."""
    found = Q()
    for word, keys in zip(asked(question), needles(question), strict=True):
        found &= _any(columns, {f" {key} " for key in keys} | {f" ={word}"})
    return found


def shares_words(one: str, other: str) -> float:
    """Give how much of the shorter of two texts the other says too, from 0 to 1."""
    mine, theirs = needles(one), needles(other)
    if not mine or not theirs:
        return 0.0
    shorter, longer = sorted((mine, theirs), key=len)
    said: frozenset[str] = frozenset().union(*longer)
    return sum(bool(keys & said) for keys in shorter) / len(shorter)


def excerpt(text: str, question: str, width: int = 180) -> Pieces:
    """Give a piece of `text` round the first hit as (words, is a hit); [] without a hit."""
    return cut_round(text, key_hits(text, question), width)
