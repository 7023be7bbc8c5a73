"""Asking the dictionary about words that were not seen before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masam.search.dictionary import lemmas_of
from masam.search.models import Lemma
from masam.search.stems import learnt_keys

if TYPE_CHECKING:
    from collections.abc import Iterable


def learn(words: Iterable[str]) -> int:
    """Note what the dictionary says of words not seen before; give how many it was asked about.

    Where there is no dictionary nothing is noted, so that the words are asked about later.
    """
    wanted = set(words)
    known = set(Lemma.objects.filter(form__in=wanted).values_list("form", flat=True))
    found = lemmas_of(sorted(wanted - known))
    if not found:
        return 0
    rows = [Lemma(form=form, lemmas=said, keys=_keys(form, said)) for form, said in found.items()]
    Lemma.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _keys(form: str, lemmas: list[str]) -> list[str]:
    return sorted(learnt_keys(form, [lemma.lower() for lemma in lemmas])) if lemmas else []


def keys_learnt(words: Iterable[str]) -> dict[str, list[str]]:
    """Give the keys a dictionary gave for words, as far as it was asked. One query."""
    rows = Lemma.objects.filter(form__in=set(words))
    return {row.form: row.keys for row in rows if row.keys}
