"""The keys by which a word is found: what may stand before its endings, as it may be typed.

A *key* is a lexeme of the index. Two words are the same when they share a key. What a key begins
with says what it is (docs/search.md):

- `n`, `v`: the stem of a noun, of a verb, in its own letters: the likeliest reading of a word;
- `N`, `V`: the same in the coarse letters of Latin typing;
- `m`, `w`: what the word is made of, ө and ү behind о and у: looked for only when nothing says the
  word itself;
- `M`, `W`: the bones of all of these, in coarse letters without inner vowels.

A noun and a verb never meet: `ор` (bed) is not `орсон` (entered).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from masam.search.endings import (
    BACK,
    EMPTY,
    FRONT,
    IRREGULAR,
    MADE_OF_NOUNS,
    MADE_OF_VERBS,
    NOUN_ENDINGS,
    OWN,
    PARTICIPLES,
    RARE_ENDINGS,
    SHORT,
    VERB_ENDINGS,
    VOICES,
    VOWELS,
    Ending,
)
from masam.search.letters import bones, coarse, is_latin, plain_letters, readings
from masam.search.lexicon import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST = 10  # readings of one kind
LONG_WORD = 60  # letters; what is longer is no word
NOUN, VERB = "n", "v"
SHORTEST_BONES = 5  # letters of such a key; a shorter one is shared by too many words
SHORTEST_MISTYPED = 4  # letters; too many words are one letter off from a shorter one
LONG_MISTYPED = 6  # from here on the first letter may be the wrong one
SHORTEST_VERB = 3  # letters of the stem of a verb that is not known
SHORTEST_BEGIN = 4  # letters; what begins so may be anything
ROOT = 4  # letters; a shorter root says nothing of what is made of it
NEAR = 1  # letters; of two known readings the longer is meant, unless they are as near as this
_LOOSE = {NOUN: "m", VERB: "w"}
_FIRM = {loose: firm for firm, loose in _LOOSE.items()}
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"(?<!\w)[А-ЯЁӨҮ]{2,6}(?!\w)")


@dataclass(frozen=True)
class Reading:
    """One way to read a word: the stem of a noun or of a verb, and how many letters stood."""

    kind: str
    stem: str
    left: int
    is_rare: bool = False  # only when the stem is known
    firm: int = 0  # letters of a verb with its own ending

    @property
    def is_likely(self) -> bool:
        """Whether it may be a word nobody knows: very short verbs are all known."""
        return self.kind == NOUN or len(self.stem) >= SHORTEST_VERB

    @property
    def key(self) -> str:
        """The key in the word's own letters."""
        return self.kind + self.stem


def words(text: str) -> list[str]:
    """Give the words of a text in small letters, as they stand."""
    return [word[:LONG_WORD] for word in _WORD.findall(plain_letters(text))]


def initials(text: str) -> frozenset[str]:
    """Give the words of a text that are made of first letters (ЭМД), in small letters."""
    if text.isupper():
        return frozenset()
    return frozenset(word for found in _INITIALS.findall(text) for word in words(found))


def asked(question: str) -> list[str]:
    """Give the words of a question, without those that say nothing when others stand beside."""
    found = list(dict.fromkeys(words(question)))
    return ([word for word in found if word not in EMPTY] or found)[:8]


# --- keys ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keys:
    """The keys of a word: of what it says, of what else it may say or come from, of its sound."""

    own: frozenset[str]
    heard: frozenset[str]  # `own` in coarse letters
    loose: frozenset[str]
    bones: frozenset[str]  # `loose` in bones


@lru_cache(maxsize=2_000)
def keys_of(word: str, *, has_letters: bool = False) -> Keys:
    """Give the keys of a word in either script; one way for texts and for questions.

    With `has_letters`, whoever wrote has ө and ү: о and у are meant as they stand.
    """
    is_foreign = is_latin(word)
    spellings = (word,) if has_letters and not is_foreign else readings(word)
    likely = _likely(spellings, is_foreign=is_foreign)
    own = {each for spelling in likely for each in best(spelling, is_foreign=is_foreign)}
    wide = {each for spelling in spellings for each in _wide(spelling)}
    return Keys(
        own=frozenset(each.key for each in own),
        heard=frozenset(each.kind.upper() + coarse(each.stem) for each in own),
        loose=frozenset(_LOOSE[each.kind] + each.stem for each in wide),
        bones=frozenset(
            _LOOSE[each.kind].upper() + bones(each.stem)
            for spelling in spellings
            for each in best(spelling)
        ),
    )


@lru_cache(maxsize=20_000)  # about half a kilobyte each
def index_keys(word: str, *, has_letters: bool = False) -> tuple[str, ...]:
    """Give the keys under which a word of a text is found; what is its own is not also loose."""
    keys = keys_of(word, has_letters=has_letters)
    if is_latin(word):
        return tuple(sorted({*(f"l{each}" for each in keys.heard), *keys.heard, *keys.bones}))
    loose = keys.loose - {_LOOSE[each[0]] + each[1:] for each in keys.own}
    return tuple(sorted(keys.own | keys.heard | loose | keys.bones))


@lru_cache(maxsize=2_000)
def question_keys(word: str, *, has_letters: bool = False) -> tuple[frozenset[str], ...]:
    """Give the keys by which a word of a question looks: as it is meant, as it may be, nearly.

    One of them must stand in the text. The later ones hold the earlier ones.
    """
    keys = keys_of(word, has_letters=has_letters)
    if is_latin(word):
        wide = keys.heard | keys.bones
        return keys.heard, wide, wide | mistyped(word)
    own = keys.own | {f"l{each}" for each in keys.heard}
    wide = own | keys.loose | {_FIRM[each[0]] + each[1:] for each in keys.loose}
    if _is_known(word, is_foreign=False):  # what is written well need not sound like others
        return own, wide, wide
    alike = {each for each in keys.bones if len(each) >= SHORTEST_BONES}
    return own, wide, wide | alike | mistyped(word)


def _likely(spellings: tuple[str, ...], *, is_foreign: bool) -> tuple[str, ...]:
    """Give the spellings that are meant: known words; else as it was typed.

    `өрөө` is meant by ороо, as more of it is a word than of `ор` with an ending.
    """
    known_left = {each: _left_of(each, is_foreign=is_foreign) for each in spellings}
    longest = max(known_left.values())
    if is_foreign:
        return tuple(each for each in spellings if known_left[each] or not longest)
    if known_left[spellings[0]] == longest:
        return spellings[:1]
    return tuple(each for each in spellings if known_left[each] == longest)


def learnt_keys(word: str, lemmas: list[str]) -> frozenset[str]:
    """Give the own keys of a word of which a dictionary says it is a form of `lemmas`.

    None for a word that is known here: the dictionary also lists the rarest readings.
    """
    if not lemmas or any(_left_of(each, is_foreign=False) for each in readings(word)):
        return frozenset()
    said = {(NOUN, _noun(each)) for each in lemmas} | {(VERB, _verb(each)) for each in lemmas}
    stems = {(each.kind, each.stem) for each in _readings_of(word)} & said
    verbs = {stem for kind, stem in stems if kind == VERB}
    stems |= {(NOUN, _noun(each)) for each in lemmas if _verb(each) not in verbs}
    own = {kind + stem for kind, stem in stems}
    return frozenset(own | {kind.upper() + coarse(stem) for kind, stem in stems})


@lru_cache(maxsize=2_000)  # names of places and kinds come again and again
def keys_of_text(text: str) -> tuple[str, ...]:
    """Give all keys under which a text is found, in the order of its words."""
    return keys_of_learnt_text(text, {})


def keys_of_learnt_text(text: str, lemmas: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Give all keys under which a text is found: what a dictionary said goes before our reading."""
    has_letters, short = has_own_letters(text), initials(text)
    keys: dict[str, None] = {}
    for word in words(text):
        found = index_keys(word, has_letters=has_letters)
        if word in short:  # no ending stands there
            found = (NOUN + word, NOUN.upper() + coarse(word))
        elif learnt := lemmas.get(word):
            found = (*learnt, *(key for key in found if key[0] not in "nvNV"))
        keys |= dict.fromkeys(found)
    return tuple(keys)


def has_own_letters(text: str) -> bool:
    """Tell whether who wrote a text has ө and ү on the keyboard."""
    return bool(re.search("[өү]", text.lower()))


def begin_of(word: str) -> str:
    """Give the beginning that all forms of a word share: эмнэл of эмнэлгийн; short words whole."""
    left = min((each.left for each in best(word)), default=len(word))
    begin = word[:left]
    if len(begin) > SHORTEST_BEGIN:  # эмнэлэг, эмнэлгийн
        begin = re.sub(f"[{SHORT}и]?[^{VOWELS}]$", "", begin)
    if len(begin) < SHORTEST_BEGIN:
        begin = word[:left] if left > 2 and len(word) - left > 1 else word
    return begin


# --- readings ------------------------------------------------------------------------------------


@cache
def _lexicon(*, is_coarse: bool) -> frozenset[str]:
    """Give the keys of the words that are known; once a process."""
    return frozenset(
        kind + (coarse(stem) if is_coarse else stem) for kind, _word, stem in _known_words()
    )


@cache
def _known_words() -> tuple[tuple[str, str, str], ...]:
    """Give kind, word and stem of every word that is known."""
    nouns = [(NOUN, word, _noun(word)) for word in sorted(known("nouns"))]
    verbs = [(VERB, word[:-1], _verb(word[:-1])) for word in sorted(known("verbs"))]
    return (*nouns, *verbs)


def _knows(reading: Reading, *, is_foreign: bool = False) -> bool:
    stem = coarse(reading.stem) if is_foreign else reading.stem
    return reading.kind + stem in _lexicon(is_coarse=is_foreign)


def _left_of(word: str, *, is_foreign: bool) -> int:
    """Give how many letters of a word stand for a known one; none when no reading is known."""
    found = [each for each in _readings_of(word) if _knows(each, is_foreign=is_foreign)]
    return max((max(each.left, each.firm) for each in found), default=0)


def _is_known(word: str, *, is_foreign: bool) -> bool:
    return _left_of(word, is_foreign=is_foreign) > 0


def best(word: str, *, is_foreign: bool = False) -> list[Reading]:
    """Give the likeliest readings of a word: known stems, the longest; else all that may be.

    A longer stem that is not known stays beside a short one that is: it may be a name.
    """
    found = _readings_of(word)
    sure = {each for each in found if _knows(each, is_foreign=is_foreign)}
    if not sure:
        return [each for each in found if not each.is_rare and each.is_likely]
    longest = max(each.left for each in sure)
    if longest < ROOT:
        names = [each for each in found if each.left > longest and not each.is_rare]
    else:
        names = []
    return [*names, *(each for each in sure if each.left >= longest - NEAR)]


@lru_cache(maxsize=5_000)
def _readings_of(word: str) -> tuple[Reading, ...]:
    """Give every way to read a word, the longest stems first."""
    found = set()
    for form in _forms(word):
        found.add(Reading(NOUN, _noun(form.text), form.left, form.is_rare))
        table = VERB_ENDINGS if form.text == word else PARTICIPLES
        found |= set(_verbs(form, table))
    found |= set(_verbs(_Form(word, len(word), is_rare=True), RARE_ENDINGS))
    return tuple(sorted(found, key=lambda each: (-each.left, each.key))[: 2 * MOST])


def _wide(word: str) -> set[Reading]:
    """Give the likeliest readings of a word, and what it may be made of."""
    chosen = best(word)
    return {*chosen, *(root for each in chosen for root in _roots(each))}


def mistyped(word: str) -> frozenset[str]:
    """Give the keys of the known words that a word is but for one letter; none if it is known.

    Latin typing is compared in coarse letters.
    """
    is_foreign, spellings = is_latin(word), readings(word)
    if any(_is_known(each, is_foreign=is_foreign) for each in spellings):
        return frozenset()
    bare = {stem for spelling in spellings for stem in _bare(spelling)}
    return frozenset(
        key
        for stem in ({coarse(each) for each in bare} if is_foreign else bare)
        if len(stem) >= SHORTEST_MISTYPED
        for key in _one_letter_off(stem, is_coarse=is_foreign)
    )


def _bare(word: str) -> set[str]:
    """Give what is left of a word without endings, as it is written."""
    stems = {each.stem for each in _readings_of(word) if each.kind == VERB and not each.is_rare}
    return stems | {form.text for form in _forms(word) if not form.is_rare}


def _one_letter_off(stem: str, *, is_coarse: bool) -> set[str]:
    near = _neighbours(is_coarse=is_coarse)
    found = {pair for left in (stem, *_less_one(stem)) for pair in near.get(left, ())}
    return {key for known_stem, key in found if _is_one_off(stem, known_stem)}


def _is_one_off(one: str, other: str) -> bool:
    """Tell whether two stems differ by one letter left out, put in, changed, or by two swapped."""
    if abs(len(one) - len(other)) > 1 or (one[0] != other[0] and len(one) < LONG_MISTYPED):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]:
        return True
    return rest[:2] == others[1::-1] and rest[2:] == others[2:]


@cache
def _neighbours(*, is_coarse: bool) -> dict[str, set[tuple[str, str]]]:
    """Give the known stems with their keys, by what is left without any one letter."""
    found: dict[str, set[tuple[str, str]]] = {}
    for kind, word, stem in _known_words():
        key = kind.upper() + coarse(stem) if is_coarse else kind + stem
        for written in {coarse(word), coarse(stem)} if is_coarse else {word, stem}:
            if len(written) >= SHORTEST_MISTYPED:
                for left in (written, *_less_one(written)):
                    found.setdefault(left, set()).add((written, key))
    return found


def _less_one(stem: str) -> list[str]:
    return [stem[:at] + stem[at + 1 :] for at in range(len(stem))]


# --- taking endings off --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Form:
    """What is left of a word: with the vowel it had lost, and how many letters really stood."""

    text: str
    left: int
    is_rare: bool = False


def _forms(word: str) -> set[_Form]:
    """Give the word, and what is left when endings of nouns are taken off one after the other."""
    found = {_Form(word, len(word))}
    waiting = [(word, OWN + 1)]
    while waiting:
        text, level = waiting.pop()
        for ending in NOUN_ENDINGS.get(text[-1:], ()):
            stem = _before(text, ending) if ending.level < level else ""
            for whole in _with_lost_vowel(stem, ending) if stem else ():
                found.add(_Form(whole, len(stem)))
                waiting.append((whole, ending.level))
    shown = _hidden(word)
    return found | shown | {other for form in found for other in _others(form)}


def _others(form: _Form) -> set[_Form]:
    """Give what a form without endings stands for, when it says that there are many."""
    text, left = form.text, form.left
    if text in IRREGULAR:
        return {_Form(IRREGULAR[text], left)}
    if len(text) > 4 and re.search("чи?д$", text):  # малчид, малчд- is of малчин
        return {_Form(re.sub("чи?д$", "чин", text), left)}
    if len(text) > 4 and re.search(f"[{VOWELS}]д$", text):  # иргэд is of иргэн
        return {_Form(text[:-1] + "н", left, is_rare=True)}
    return set()


def _hidden(word: str) -> set[_Form]:
    """Give the words whose hidden н is shown: усан хангамж; цаасан, мөнгөн when they are known."""
    match = re.fullmatch(f"(.*[^{VOWELS}й])[{SHORT}]н", word)
    if not match or not _syllables(match[1]):
        return set()
    is_short = _syllables(match[1]) == 1 and len(match[1]) < ROOT
    left = len(match[1])
    return {_Form(match[1], left, is_rare=not is_short), _Form(word[:-1], left, is_rare=True)}


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
    match = re.fullmatch(f"(.*[{VOWELS}].*[^{VOWELS}])[{SHORT}еи]([^{VOWELS}й])", stem)
    return match[1] + match[2] if match else stem


def _verbs(form: _Form, table: dict[str, list[Ending]]) -> list[Reading]:
    """Give the stems of verbs a form may be of."""
    found = []
    for ending in table.get(form.text[-1:], ()):
        before = _before(form.text, ending)
        stem = _verb(before)
        if before and _can_be_verb(stem):
            is_open = ending.text[-1] in VOWELS and ending.text[-1] == ending.text[-2:-1]  # ороо
            firm = 0 if is_open else form.left
            found.append(Reading(VERB, stem, len(before), form.is_rare, firm))
    return found


def _can_be_verb(stem: str) -> bool:
    """Tell whether a stem has a vowel, and is more than a consonant with a short one."""
    has_vowel = any(letter in VOWELS for letter in stem)
    is_open = len(stem) == 2 and stem[0] not in VOWELS and stem[1] in VOWELS
    return has_vowel and len(stem) > 1 and not is_open


def _verb(stem: str) -> str:
    stem = stem.replace("ь", "").replace("ъ", "")
    stem = re.sub(f"(?<=[^{VOWELS}й])[{SHORT}и]$", "", stem)
    return _without_fleeting(stem)


# --- what words are made of ----------------------------------------------------------------------


def _roots(reading: Reading) -> set[Reading]:
    """Give what a word is made of: хүлээлт of хүлээх, бүртгүүлэх of бүртгэх, халдварт of халдвар."""
    if reading.kind == VERB:
        verbs = _cut(reading.stem, VOICES)
    else:
        made = _cut(reading.stem, MADE_OF_VERBS)
        verbs = made | {voiceless for stem in made for voiceless in _cut(stem, VOICES)}
    found = {Reading(VERB, _verb(stem), len(stem)) for stem in verbs}
    nouns = {stem for stem in _cut(reading.stem, MADE_OF_NOUNS) if len(stem) >= ROOT}
    return found | {Reading(NOUN, _noun(stem), len(stem)) for stem in nouns}


def _cut(stem: str, table: dict[str, list[Ending]]) -> set[str]:
    found = {_before(stem, ending) for ending in table.get(stem[-1:], ())} - {""}
    return {each for each in found if len(_verb(each)) >= ROOT - 1 or _is_verb(each)}


def _is_verb(stem: str) -> bool:
    return VERB + _verb(stem) in _lexicon(is_coarse=False)
