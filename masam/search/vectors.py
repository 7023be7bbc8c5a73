"""What is written into an index of words, and what is asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masam.search.letters import sounds
from masam.search.stems import (
    asked,
    has_own_letters,
    keys_of_learnt_text,
    keys_of_text,
    question_keys,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OWN_KEYS = "nvNVl"  # what such keys begin with
MOST_KEYS = 2_000  # of one row; nobody looks for the hundredth page of a text
SHORTEST_PREFIX = 4  # letters
_CODE = re.compile(r"(?<!\w)([A-Za-z]{2,4})-([0-9]{1,9})(?!\w)")
SHORTEST_SIMILAR = 4  # letters; everything is similar to a shorter word


def vector(
    texts: Mapping[str, str],
    *,
    names: Iterable[str] = (),
    lemmas: Mapping[str, Iterable[str]] | None = None,
) -> str:
    """Give the keys of texts as a `tsvector`; `names` are lexemes as they stand.

    Texts are named by what they are: A the title, B and C what everybody may read, D what only
    the group may. Beside its other keys the own keys of the title stand with a `t`, those that
    only D says with a `d`. `lemmas` are what a dictionary says of words: their own keys.
    """
    said = {name: _keys_of(text, lemmas or {}) for name, text in texts.items()}
    found = dict.fromkeys(names)
    found |= dict.fromkeys(f"t{name}" for name in found if name.startswith("#"))
    found |= dict.fromkeys(f"t{key}" for key in said.get("A", ()) if key[0] in OWN_KEYS)
    for name in sorted(said.keys() - {"D"}):
        found |= dict.fromkeys(said[name])
    found |= dict.fromkeys(f"d{key}" for key in said.get("D", ()) if key not in found)
    return " ".join(f"'{key}'" for key in list(found)[:MOST_KEYS])


def _keys_of(text: str, lemmas: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    return keys_of_learnt_text(text, lemmas) if lemmas else keys_of_text(text)


def sounding(*texts: str) -> str:
    """Give the words of texts in coarse letters, for what is only similar."""
    return " ".join(dict.fromkeys(sounds(word) for text in texts for word in words(text)))


@dataclass(frozen=True)
class Question:
    """A question as the database function takes it: for every word what may answer it.

    `exact`, `wide`, `near` are lists of keys with commas; each is asked when the one before it
    finds nothing, then what `sounds` similar.
    """

    forms: list[str]
    exact: list[str]
    wide: list[str]
    near: list[str]
    sounds: list[str]

    def __bool__(self) -> bool:
        return bool(self.forms)


def question(text: str) -> Question:
    """Read what somebody typed. Numbers of things (KHO-42) are words of their own.

    Whoever typed one ө or ү has the letters: then о and у are meant as they stand.
    """
    codes = _CODE.findall(text)
    rest = _CODE.sub(" ", text)
    found = asked(rest)
    has_letters = has_own_letters(rest)
    named = [f"#{code.lower()}{int(number)}" for code, number in codes]
    ways = [_ways(word, has_letters=has_letters) for word in found]
    heard = [] if named else [sounds(word) for word in found]
    return Question(
        forms=[*named, *found],
        exact=[*named, *(way[0] for way in ways)],
        wide=[*named, *(way[1] for way in ways)],
        near=[*named, *(way[2] for way in ways)],
        sounds=[] if any(len(word) < SHORTEST_SIMILAR for word in heard) else heard,
    )


def _ways(word: str, *, has_letters: bool) -> tuple[str, str, str]:
    """Give the keys of a word as it is meant, as it may be, and nearly: as it begins, too."""
    exact, wide, near = question_keys(word, has_letters=has_letters)
    number = {f"#{int(word)}"} if word.isdecimal() and len(word) < 10 else set()
    begun = {f"n{word}*"} if len(word) >= SHORTEST_PREFIX else set()
    return _joined(exact | number), _joined(wide | number), _joined(near | number | begun)


def _joined(keys: Iterable[str]) -> str:
    return ",".join(sorted(keys))
