"""Letters as people type them: bad keyboards, Latin writing, mixed scripts (looks.md 6)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters of other keyboards and codings that stand for Mongolian ones.
_OTHERS = str.maketrans({"є": "ө", "ѳ": "ө", "ї": "ү", "ε": "ө"})
# Latin letters that look like Cyrillic ones, when they stand in a Cyrillic word.
_ALIKE = str.maketrans({
    "a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "y": "у", "k": "к", "m": "м",
    "t": "т", "h": "н", "b": "в", "v": "ү", "i": "и", "u": "ү",
})  # fmt: skip
_DROPPED = str.maketrans(dict.fromkeys("'’\u0301"))  # apostrophes, and the mark of stress
_CYRILLIC, _LATIN = re.compile("[а-яёөү]"), re.compile("[a-z]")
_MIXED = re.compile(r"[^\W_]+")

# Latin pairs before single letters; every Cyrillic letter is written by one of them.
_PAIRS = (
    ("shch", "щ"), ("kh", "х"), ("sh", "ш"), ("ch", "ч"), ("ts", "ц"), ("zh", "ж"), ("ph", "ф"),
    ("iin", "ийн"), ("iig", "ийг"), ("ii", "ий"), ("ya", "я"), ("yo", "ё"),
    ("yu", "ю"), ("ye", "е"),
)  # fmt: skip
_SINGLE = {
    "a": "а", "b": "б", "c": "ц", "d": "д", "e": "э", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "p": "п", "q": "к", "r": "р", "s": "с",
    "t": "т", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з", "ö": "ө", "ü": "ү",
}  # fmt: skip
_COARSE = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "o", "ж": "j", "з": "z",
    "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "ө": "y", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ф": "f", "х": "h", "ц": "c", "ч": "q",
    "ш": "w", "щ": "w", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
})  # fmt: skip
_ROUND = str.maketrans("oy", "uu")  # о and ө as у
_VOWEL = "aeiu"


def plain_letters(text: str) -> str:
    """Give a text in small letters of one script a word: є is ө, ї is ү, a Latin a in хaлаалт а."""
    small = unicodedata.normalize("NFC", text).lower().translate(_OTHERS)
    small = small.translate(_DROPPED)
    is_mixed = _CYRILLIC.search(small) and _LATIN.search(small)
    return _MIXED.sub(_one_script, small) if is_mixed else small


def _one_script(match: re.Match[str]) -> str:
    word = match[0]
    is_mixed = _CYRILLIC.search(word) and _LATIN.search(word)
    return word.translate(_ALIKE) if is_mixed else word


# Keyboards without ү: hvn, hvvhed, uilchilgvi; hyyhed, gyi.
_WITHOUT = re.compile("(?<=..)гуй")  # чанаргуй: гүй stands after every vowel
_V_FOR_U = re.compile(
    r"(?<![aeiouöüvy])vv?(?![aeiouöüvy])|vv|(?<=g)[vy](?=i)|(?<=z)v(?=i)|^v(?=il)"
)
_Y_FOR_U = re.compile(r"yy|(?<![aeiouöü])y(?![aeouöü])")
_ALSO = ((re.compile("ts(?=[aeou]n)"), "тс"), (re.compile("(?<=[^aeiouöü])i(?=[ng]$)"), "ii"))


def is_latin(word: str) -> bool:
    """Tell whether a word is written in Latin letters."""
    return bool(re.search("[a-zöü]", word)) and not _CYRILLIC.search(word)


@lru_cache(maxsize=5_000)
def readings(word: str) -> tuple[str, ...]:
    """Give the Mongolian words that may be meant: ө typed as о, ү as у, or all in Latin letters."""
    if is_latin(word):
        return _from_latin(word)
    found = [word, _WITHOUT.sub("гүй", word)]
    if re.search("[оу]", word) and not re.search("[өүаяы]", found[1].replace("гүй", "")):
        found.append(word.replace("о", "ө").replace("у", "ү"))
    return tuple(dict.fromkeys(found))


def _from_latin(word: str) -> tuple[str, ...]:
    text = _V_FOR_U.sub(lambda found: "u" * len(found[0]), word)
    texts = [text]
    if "u" not in word and _Y_FOR_U.search(text):
        texts.append(_Y_FOR_U.sub(lambda found: "ü" * len(found[0]), text))
    # gemtsen may be гэмтсэн, zamin may be замын
    texts += [new for old, put in _ALSO if (new := old.sub(put, text)) != text]
    return tuple(dict.fromkeys(spelt for each in texts for spelt in _spelt(each)))


def _spelt(text: str) -> tuple[str, ...]:
    """Give the words in Mongolian letters: o is о or ө, u is у, ү or ө."""
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    text = re.sub("(?<=[aeouöü])[iy]", "й", text)
    text = "".join(_SINGLE.get(letter, letter) for letter in text)
    back = text.replace("o", "о").replace("u", "у")
    front = text.replace("o", "ө").replace("u", "ү")
    if back == front or re.search("[ая]", text):
        return (_WITHOUT.sub("гүй", back),)
    fronts = [front]
    if "u" in text and "o" not in text:
        fronts += [re.sub("ү(?!й)", "ө", front), re.sub("(?<!ү)ү(?![үй])", "ө", front)]
    return (*fronts,) if "э" in text else (back, *fronts)


@lru_cache(maxsize=10_000)
def coarse(text: str) -> str:
    """Give the sound of a stem in few letters: у and ү are one, и before vowels falls."""
    folded = re.sub("i(?=[aeouy])", "", text.translate(_COARSE))
    return re.sub(r"([^aeouy])\1+", r"\1", folded)


@lru_cache(maxsize=10_000)
def bones(text: str) -> str:
    """Give the sound of a stem in still fewer letters: о ө у ү are one, inner vowels fall.

    A stem of less than three consonants keeps its vowels: бага is not баг.
    """
    folded = re.sub(r"(.)\1+", r"\1", coarse(text).translate(_ROUND))
    first = re.search(f"[{_VOWEL}]", folded)
    if first is None:
        return folded
    head, tail = folded[: first.end()], folded[first.end() :]
    left = head + re.sub(f"[{_VOWEL}]", "", tail)
    if len(re.sub(f"[{_VOWEL}]", "", left)) > 2:
        return re.sub(r"(.)\1+", r"\1", left)
    return re.sub(rf"(?<=[{_VOWEL}])([^{_VOWEL}])[{_VOWEL}](?=[^{_VOWEL}]$)", r"\1", folded)


def sounds(word: str) -> str:
    """Give a whole word in coarse letters with its vowels, for what is only similar."""
    reading = readings(word)[0]
    return re.sub(r"(.)\1+", r"\1", reading.translate(_COARSE).translate(_ROUND))
