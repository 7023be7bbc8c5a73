"""What the dictionary program says, read; and asked where it is installed."""

from __future__ import annotations

import pytest

from masam.search.dictionary import lemmas_of, program, read_stems


def test_lines_of_the_program_are_read_and_unknown_words_give_nothing():
    said = "эмнэлгийн эмнэлэг\n\nус ус\nус усах\n\nквазиворд\n\n"
    assert read_stems(said) == {"эмнэлгийн": ["эмнэлэг"], "ус": ["ус", "усах"], "квазиворд": []}


@pytest.mark.skipif(not program(), reason="no hunspell with mn_MN here")
def test_the_program_knows_forms():
    assert lemmas_of(["хүүхдүүдэд", "квазиворд"]) == {"хүүхдүүдэд": ["хүүхэд"], "квазиворд": []}
