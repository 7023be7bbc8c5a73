"""The Mongolian alphabetical order under byte comparison."""

from hypothesis import given
from hypothesis import strategies as st

from masam.search.sortkey import ALPHABET, sort_key

NAMES = [
    "Архангай",
    "Дорнод",
    "Завхан",
    "Орхон",
    "Өвөрхангай",
    "Өмнөговь",
    "Сэлэнгэ",
    "Увс",
    "Үйлдвэр",
    "Ховд",
]


def by_key(names):
    return sorted(names, key=lambda name: sort_key(name).encode())


def test_the_mongolian_letters_stand_behind_their_sisters():
    assert by_key(reversed(NAMES)) == NAMES


def test_the_whole_alphabet_keeps_its_order():
    assert by_key(reversed(ALPHABET)) == list(ALPHABET)


def test_yo_sorts_as_ye():
    assert by_key(["ёс", "ер", "ет"]) == ["ер", "ёс", "ет"]
    assert by_key(["ём", "ем"]) == ["ем", "ём"]


def test_case_and_spaces_do_not_matter():
    assert sort_key(" ӨМНӨГОВЬ ") == sort_key("Өмнөговь")


def test_a_word_stands_before_its_longer_sister():
    assert by_key(["Баян-Өлгий", "Баян"]) == ["Баян", "Баян-Өлгий"]


def test_digits_and_latin_letters_stand_before_cyrillic():
    assert by_key(["Аав", "abc", "12"]) == ["12", "abc", "Аав"]


@given(st.text(max_size=40))
def test_any_text_has_a_key(text):
    assert isinstance(sort_key(text), str)
