"""What is written into an index of words, and what is asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masam.search.letters import sounds
from masam.search.stems import asked, coarse_keys, keys_of_text, question_keys, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_KEYS = 2_000  # of one row; nobody looks for the hundredth page of a text
SHORTEST_PREFIX = 4  # letters
SHORTEST_SIMILAR = 4  # letters; everything is similar to a shorter word


def vector(
    texts: Mapping[str, str],
    *,
    names: Iterable[str] = (),
    also: str = "A",
    lemmas: Mapping[str, Iterable[str]] | None = None,
) -> str:
    """Give texts by their weight (A to D) as a `tsvector`; `names` are lexemes as they stand.

    A key counts with its highest weight. Names of groups carry none; others carry `also`.
    `lemmas` are more keys of words, from a dictionary.
    """
    found: dict[str, str] = {}
    for weight in sorted(texts):
        for key in keys_of_text(texts[weight]):
            found.setdefault(key, weight)
        known = lemmas or {}
        for word in words(texts[weight]) if known else ():
            for key in known.get(word, ()):
                found.setdefault(key, weight)
    lexemes = [f"'{key}':1{weight}" for key, weight in list(found.items())[:MOST_KEYS]]
    plain = [f"'{name}'" if name.startswith("g") else f"'{name}':1{also}" for name in names]
    return " ".join([*plain, *lexemes])


def sounding(*texts: str) -> str:
    """Give the words of texts in coarse letters, for what is only similar."""
    return " ".join(dict.fromkeys(sounds(word) for text in texts for word in words(text)))


@dataclass(frozen=True)
class Question:
    """A question as the database function takes it: for every word what may answer it."""

    forms: list[str]
    exact: list[str]
    near: list[str]
    sounds: list[str]

    def __bool__(self) -> bool:
        return bool(self.forms)


def question(text: str) -> Question:
    """Read what somebody typed. Numbers of things (KHO-42) are words of their own.

    Whoever typed one ө or ү has the letters: then о and у are meant as they stand.
    """
    codes = re.findall(r"(?<!\w)([A-Za-z]{2,4})-([0-9]{1,9})(?!\w)", text)
    rest = re.sub(r"(?<!\w)[A-Za-z]{2,4}-[0-9]{1,9}(?!\w)", " ", text)
    found = asked(rest)
    bad_keyboard = not re.search("[өү]", rest.lower())
    named = [f"#{code.lower()}{int(number)}" for code, number in codes]
    exact = [_exact(word, bad_keyboard=bad_keyboard) for word in found]
    near = [_near(word) for word in found]
    heard = [] if named else [sounds(word) for word in found]
    return Question(
        forms=[*named, *found],
        exact=[*named, *exact],
        near=[*named, *near],
        sounds=[] if any(len(word) < SHORTEST_SIMILAR for word in heard) else heard,
    )


def _exact(word: str, *, bad_keyboard: bool) -> str:
    keys = sorted(question_keys(word, bad_keyboard=bad_keyboard))
    number = [f"#{int(word)}"] if word.isdecimal() and len(word) < 10 else []
    return ",".join([*keys, *number])


def _near(word: str) -> str:
    """Give what is nearly the word: the same in coarse letters, or a word that begins with it."""
    keys = set(question_keys(word))
    keys |= {key for key in coarse_keys(word) if key[0] == "N" and len(key) > SHORTEST_SIMILAR}
    if len(word) >= SHORTEST_PREFIX:
        keys |= {f"n{word}*"}
    return ",".join(sorted(keys))
