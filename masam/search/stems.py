"""The keys by which a word is found: what may stand before its endings, as it may be typed.

A *key* is a lexeme of the index. Two words are the same when they share a key. Keys that begin
with `n` stand for a noun, with `v` for the stem of a verb; `N` and `V` are the same in the
coarse letters of Latin typing. A noun and a verb never meet: `ор` (bed) is not `орсон` (entered).
"""

from __future__ import annotations

import re
from functools import lru_cache

from masam.search.endings import (
    BACK,
    EMPTY,
    FRONT,
    IRREGULAR,
    NOUN_ENDINGS,
    OWN,
    SHORT,
    VERB_ENDINGS,
    VOICES,
    VOWELS,
    WHOLE,
    Ending,
)
from masam.search.letters import coarse, is_latin, plain_letters, readings

MOST = 10  # keys of one kind
LONG_WORD = 60  # letters; what is longer is no word
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Give the words of a text in small letters, as they stand."""
    return [word[:LONG_WORD] for word in _WORD.findall(plain_letters(text))]


def asked(question: str) -> list[str]:
    """Give the words of a question, without those that say nothing when others stand beside."""
    found = list(dict.fromkeys(words(question)))
    return ([word for word in found if word not in EMPTY] or found)[:8]


@lru_cache(maxsize=20_000)
def fine_keys(word: str) -> frozenset[str]:
    """Give the keys of a Cyrillic word as it stands, in its own letters."""
    nouns, verbs = _stems(word)
    return frozenset({f"n{each}" for each in nouns} | {f"v{each}" for each in verbs})


@lru_cache(maxsize=20_000)
def coarse_keys(word: str) -> frozenset[str]:
    """Give the keys of a word in either script in the coarse letters of Latin typing."""
    found = set()
    for reading in readings(word):
        for key in fine_keys(reading):
            found.add(key[0].upper() + coarse(key[1:]))
    return frozenset(found)


@lru_cache(maxsize=2_000)  # names of places and kinds come again and again
def keys_of_text(text: str) -> tuple[str, ...]:
    """Give all keys under which a text is found, in the order of its words."""
    found = words(text)
    bad_keyboard = not re.search("[өү]", text.lower())
    keys: dict[str, None] = {}
    for word in found:
        keys |= dict.fromkeys(index_keys(word, bad_keyboard=bad_keyboard))
    return tuple(keys)


@lru_cache(maxsize=50_000)
def index_keys(word: str, *, bad_keyboard: bool = False) -> tuple[str, ...]:
    """Give the keys under which a word of a text is found; with о and у also read as ө and ү."""
    coarse_ones = coarse_keys(word)
    if is_latin(word):
        return tuple(sorted(coarse_ones | {f"l{each[1:]}" for each in coarse_ones}))
    found = fine_keys(word) | coarse_ones
    if bad_keyboard:
        for reading in readings(word):
            found |= fine_keys(reading)
    return tuple(sorted(found))


@lru_cache(maxsize=5_000)
def question_keys(word: str, *, bad_keyboard: bool = True) -> frozenset[str]:
    """Give the keys by which a word of a question looks; one of them must stand in the text."""
    if is_latin(word):
        return coarse_keys(word)
    found = set(fine_keys(word)) | {f"l{each[1:]}" for each in coarse_keys(word)}
    if bad_keyboard:
        for reading in readings(word):
            found |= fine_keys(reading)
    return frozenset(found)


def stem_of(word: str) -> str:
    """Give the shortest stem of a word that has at least three letters, in coarse letters."""
    stems = sorted({key[1:] for key in coarse_keys(word)}, key=lambda stem: (len(stem), stem))
    return next((stem for stem in stems if len(stem) > 2), stems[0] if stems else "")


# --- taking endings off --------------------------------------------------------------------------


def _stems(word: str) -> tuple[set[str], set[str]]:
    """Give the noun stems and the verb stems a word may have."""
    forms = _forms(word)
    nouns = {_noun(form) for form in forms}
    verbs: set[str] = set()
    for form in [word, *forms]:
        for stem in _verb_stems(form):
            verbs |= {stem, *_without_voice(stem)}
    nouns |= {made for verb in verbs if (made := _made_of(verb))}
    return set(sorted(nouns, key=len)[:MOST]), set(sorted(verbs, key=len)[:MOST])


def _forms(word: str, level: int = OWN + 1) -> set[str]:
    """Give the word, and what is left when endings are taken off one after the other."""
    found = {word}
    if word in IRREGULAR:
        found.add(IRREGULAR[word])
    if re.search("чи?д$", word) and len(word) > 4:  # малчид, малчд- is of малчин
        found.add(re.sub("чи?д$", "чин", word))
    if word in WHOLE:
        return found
    for ending in NOUN_ENDINGS.get(word[-1:], ()):
        if ending.level >= level:
            continue
        stem = _before(word, ending)
        if stem:
            for whole in _with_lost_vowel(stem, ending):
                found |= _forms(whole, ending.level)
    return found | _attributive(word)


def _before(word: str, ending: Ending) -> str:
    """Give what stands before the ending; nothing when the two do not go together."""
    stem = ending.stem_of(word)
    if len(stem) < 2 or not any(letter in VOWELS for letter in stem):
        return ""
    kind, own = ending.kind, _kind(stem)
    return stem if not kind or not own or kind == own else ""


def _kind(stem: str) -> frozenset[str]:
    for letter in reversed(stem):
        if letter in BACK:
            return BACK
        if letter in FRONT:
            return FRONT
    return frozenset()


def _with_lost_vowel(stem: str, ending: Ending) -> list[str]:
    """Give the stem, and the short word that lost its last vowel: үнийн is of үнэ, багын of бага."""
    if ending.text[0] not in "аэоөуүиы" or _syllables(stem) > 1 or len(stem) < 2:
        return [stem]
    if stem[-1] in VOWELS or stem[-1] in "йь":
        return [stem]
    vowel = next((each for each in reversed(stem) if each in VOWELS), "а")
    lost = {"о": "о", "ө": "ө"}.get(vowel, "а" if vowel in BACK else "э")
    if stem[-1] in "гжчшк":
        if ending.text == "ын":
            return [stem + lost]
        if ending.text.startswith("ий") and vowel in BACK:
            return [stem]
    return [stem, stem + lost]


def _attributive(word: str) -> set[str]:
    """Give the short word whose hidden н is shown: усан хангамж."""
    match = re.fullmatch(f"(.*[^{VOWELS}й])[{SHORT}]н", word)
    is_short = match and _syllables(match[1]) == 1 and len(match[1]) < 4
    return {match[1]} if match and is_short else set()


def _syllables(word: str) -> int:
    return len(re.findall(f"[{VOWELS}]+", word))


def _noun(form: str) -> str:
    """Give a stem without the vowels that come and go: эмнэлэг and эмнэлг- are one."""
    stem = form.replace("ь", "").replace("ъ", "")
    stem = re.sub(f"(?<=[^{VOWELS}й])и$", "", stem) if len(stem) > 2 else stem
    if _syllables(stem) > 2 and re.search(f"[^{VOWELS}й][{SHORT}]$", stem):
        stem = stem[:-1]
    return _without_fleeting(stem)


def _without_fleeting(stem: str) -> str:
    match = re.fullmatch(f"(.*[{VOWELS}].*[^{VOWELS}])[{SHORT}и]([^{VOWELS}й])", stem)
    return match[1] + match[2] if match else stem


def _verb_stems(form: str) -> set[str]:
    found = set()
    for ending in VERB_ENDINGS.get(form[-1:], ()):
        stem = _before(form, ending)
        if stem:
            found.add(_verb(stem))
    return {stem for stem in found if _can_be_verb(stem)}


def _can_be_verb(stem: str) -> bool:
    """Tell whether a stem has a vowel, and is more than a consonant with a short one."""
    has_vowel = any(letter in VOWELS for letter in stem)
    is_open = len(stem) == 2 and stem[0] not in VOWELS and stem[1] in VOWELS
    return has_vowel and len(stem) > 1 and not is_open


def _verb(stem: str) -> str:
    stem = stem.replace("ь", "").replace("ъ", "")
    stem = re.sub(f"(?<=[^{VOWELS}й])[{SHORT}и]$", "", stem)
    return _without_fleeting(stem)


def _without_voice(stem: str) -> set[str]:
    found = {_verb(_before(stem, voice)) for voice in VOICES if stem.endswith(voice.text)}
    return {each for each in found if len(each) > 2}


def _made_of(verb: str) -> str:
    """Give the noun a verb is made of: засварлах of засвар. Short ones mean other things."""
    match = re.fullmatch(f"(.{{5,}}[^{VOWELS}лй])л", verb)
    return _noun(match[1]) if match else ""
