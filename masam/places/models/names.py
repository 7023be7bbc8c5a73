"""Names in two languages: which one to show, how to write the Mongolian one in Latin letters.

The romanisation is the one of the design's table of units (Хөвсгөл Khuvsgul, Баян-Өлгий
Bayan-Ulgii), applied to the official Cyrillic name. The Latin column of the reference file
(MNS 5217: "Bayanzu'rx", "Do'rgon") is not used: it writes a ө after the first syllable as plain
o, and names two soums of Bayankhongor crosswise.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.utils.translation import get_language

LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z",
    "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "ө": "u", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "i", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
VOWELS = "аеёиоөуүыэюя"
NUMBERED = re.compile(r"^(\d+)-р (баг|хороо)(?:, (.+))?$")
NUMBERED_ENGLISH = {"баг": "Bag", "хороо": "Khoroo"}


def romanise(text: str) -> str:
    """Write Mongolian Cyrillic in Latin letters; other characters stay as they are."""
    return "".join(
        _letter(letter, before) for before, letter in zip(" " + text, text, strict=False)
    )


def _letter(letter: str, before: str) -> str:
    small = letter.lower()
    latin = LATIN.get(small, letter)
    if small == "е" and (not before.isalpha() or before.lower() in VOWELS):
        latin = "ye"  # Ерөө is said "Yeruu"
    return latin.capitalize() if letter != small else latin


def english_name(name_mn: str) -> str:
    """Give the English name of a unit: "1-р баг, Яргай" becomes "Bag 1, Yargai"."""
    numbered = NUMBERED.match(name_mn)
    if not numbered:
        return romanise(name_mn)
    number, kind, rest = numbered.groups()
    name = f"{NUMBERED_ENGLISH[kind]} {number}"
    return f"{name}, {romanise(rest)}" if rest else name


def is_english() -> bool:
    """Tell whether the reader's language is English."""
    return (get_language() or "").startswith("en")


class TwoNames:
    """A row with `name_mn` and `name_en`; `name` follows the reader's language."""

    name_mn: str
    name_en: str

    @property
    def name(self) -> str:
        """The name in the reader's language; Mongolian where there is no English one."""
        return (self.name_en if is_english() else "") or self.name_mn


class DerivedField(models.CharField):
    """A text computed by a method of the row whenever it is written.

    `bulk_update` and `update` do not compute it: they call the method themselves.
    """

    def __init__(self, *args: Any, derive: str = "", **kwargs: Any) -> None:
        self.derive = derive
        super().__init__(*args, **kwargs | {"editable": False})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Stand in migrations as the plain text it is there."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - reason: Django's signature
        """Compute the text and put it on the row."""
        value = getattr(model_instance, self.derive)()
        setattr(model_instance, self.attname, value)
        return value
