"""The words that are known: nouns and verbs in their plain form, written for this search.

A list of ours, not a dictionary: it only helps to choose between two ways of reading a word
(`хороо` is no form of `хор`). Words that are not in it are found all the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def known(name: str) -> frozenset[str]:
    """Give the words of a list of this folder: `nouns` or `verbs`. Read once a process."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
