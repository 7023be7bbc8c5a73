"""The Mongolian alphabetical order as a stored string.

Without ICU a database puts Ө and Ү behind Я and Ё before А. The embedded PostgreSQL has no ICU,
so names carry a sort key that orders rightly under the C collation.
"""

from __future__ import annotations

import unicodedata

ALPHABET = "абвгдежзийклмноөпрстуүфхцчшщъыьэюя"
# Two characters a letter, from "b1": behind digits and Latin letters, before anything else.
_CODES = {letter: f"я{index:02d}" for index, letter in enumerate(ALPHABET)}
_CODES["ё"] = _CODES["е"]  # Ё sorts as Е; among equals the word with Е comes first


def sort_key(text: str) -> str:
    """Give the key by which `text` sorts in the Mongolian order, whatever its case."""
    folded = unicodedata.normalize("NFC", text).casefold().strip()
    key = "".join(_CODES.get(letter, letter) for letter in folded)
    return f"{key} ~" if "ё" in folded else key
