"""The endings of Mongolian words as data: rules of a school grammar, written for this search.

In a pattern `A` stands for а э о ө, `U` for у ү; a pattern is followed by what may stand before
it. A stem whose last vowel is of the other kind (back, front) does not take the ending.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BACK, FRONT = frozenset("аоуяёы"), frozenset("эөүе")
VOWELS = "аэоөуүияеёюы"
SHORT = "аэоө"
CONSONANT = f"[^{VOWELS}й]"
VOWEL = f"[{VOWELS}й]"
LONG = f"(?:[{VOWELS}][{VOWELS}й])"
SOFT = "[чжш]"

# What comes last is taken off first: one's own, then the case, then with and without, the plural.
OWN, CASE, WITH, PLURAL = 4, 3, 2, 1

_RULES: tuple[tuple[int, str, str], ...] = (
    # one's own: хүүхдээ, сургуулиа, хороогоо; after a case: хүүхдэдээ, эмнэлгийнхээ, эмчтэйгээ
    (OWN, "AA", f"{CONSONANT}"),
    (OWN, "иA", f"..{CONSONANT}"),
    (OWN, "гAA", f"{LONG}|н"),
    # of: төсвийн, засварын, усны, хүний, далайн, хорооны, дугийн; what is of it: эмнэлгийнх
    (CASE, "ын", CONSONANT),
    (CASE, "ийн", CONSONANT),
    (CASE, "ны", f"{CONSONANT}|{LONG}|[{SHORT}]"),
    (CASE, "ний", f"{CONSONANT}|{LONG}|[{SHORT}и]"),
    (CASE, "ы", "н"),
    (CASE, "ий", "н"),
    (CASE, "н", f"й|{LONG}"),
    (CASE, "гийн", f"{LONG}|н"),
    (WITH, "ынх", CONSONANT),
    (WITH, "ийнх", CONSONANT),
    (WITH, "ных", f"{CONSONANT}|{LONG}|[{SHORT}]"),
    (WITH, "нийх", f"{CONSONANT}|{LONG}|[{SHORT}и]"),
    # whom, what: эмчийг, засварыг, хороог
    (CASE, "ыг", CONSONANT),
    (CASE, "ийг", CONSONANT),
    (CASE, "г", f"{LONG}|й|и"),
    (CASE, "гийг", f"{LONG}|н"),
    # where, to whom: суманд, эмнэлэгт, хүүхдэд, өрөөнд, эмчид
    (CASE, "д", f"{VOWEL}|[лмнвьх]"),
    (CASE, "т", "[грсвкхбп]"),
    (CASE, "Aд", CONSONANT),
    (CASE, "ид", SOFT),
    (CASE, "нд", VOWEL),
    (CASE, "Aнд", CONSONANT),
    # from: сумаас, сургуулиас, уснаас, хорооноос
    (CASE, "AAс", CONSONANT),
    (CASE, "иAс", CONSONANT),
    (CASE, "нAAс", f"{CONSONANT}|{LONG}|[{SHORT}и]"),
    (CASE, "гAAс", f"{LONG}|н"),
    # by: засвараар, сургуулиар, хороогоор
    (CASE, "AAр", CONSONANT),
    (CASE, "иAр", CONSONANT),
    (CASE, "гAAр", f"{LONG}|н"),
    # with, without, towards
    (WITH, "тAй", "."),
    (WITH, "гүй", "."),
    (CASE, "рUU", "."),
    (CASE, "лUU", "."),
    # standing at: сумын төв дэх, сургууль дахь, written in one
    (WITH, "дахь", "."),
    (WITH, "дэх", "."),
    (WITH, "тахь", "."),
    (WITH, "тэх", "."),
    # many: ангиуд, сургуулиуд, хашаанууд, эмэгтэйчүүд, сурагчид, сурагчдын
    (PLURAL, "UUд", CONSONANT),
    (PLURAL, "иUд", CONSONANT),
    (PLURAL, "нUUд", LONG),
    (PLURAL, "чUUд", "."),
    (PLURAL, "чUUл", "."),
    (PLURAL, "ид", SOFT),
    (PLURAL, "д", f"м|{SOFT}"),
)

# What may be left when a case was taken off a participle: хийснийг, хүлээхэд, ажилладаггүй.
_PARTICIPLES: tuple[tuple[str, str], ...] = (
    ("х", VOWEL),
    ("сAн", "."),
    ("сн", f"{VOWEL}|..."),
    ("с", f"{VOWEL}|..."),
    ("дAг", "."),
    ("дг", "."),
    ("AA", CONSONANT),
    ("иA", CONSONANT),
    ("гAA", LONG),
)
_VERBS: tuple[tuple[str, str], ...] = (
    ("сAн", "."),
    ("х", VOWEL),
    ("дAг", "."),
    ("нA", "."),
    ("ж", "."),
    ("ч", "[рсвдг]"),
    ("жээ", "."),
    ("чээ", "[рсвдг]"),
    ("AAд", CONSONANT),
    ("иAд", CONSONANT),
    ("гAAд", LONG),
    ("лAA", "."),
    ("в", VOWEL),
    ("вч", VOWEL),
    ("вAл", "."),
    ("бAл", "[лмв]"),
    ("мAAр", "."),
    ("мAгц", "."),
    ("сAAр", "..."),
    ("тAл", "..."),
    ("хлAAр", VOWEL),
    ("нгAA", "."),
    ("лгүй", VOWEL),
    ("AA", f"..{CONSONANT}"),
    ("иA", f"..{CONSONANT}"),
    ("гAA", LONG),
    ("AAч", CONSONANT),
    ("AAрAй", CONSONANT),
    ("гAAрAй", LONG),
)
# Only of a verb that is known: хүлээн, хадгалан, танилцуул.
_RARE: tuple[tuple[str, str], ...] = (("Aн", CONSONANT), ("н", f"{VOWEL}|й"))

# Words made of verbs: хүлээлт, дулаалга, шаардлага, хангамж, дутагдал, хамгаалагч, оролцоо.
_MADE: tuple[tuple[str, str], ...] = (
    ("лт", VOWEL),
    ("лгA", "."),
    ("лAгA", "."),
    ("лAг", "....."),
    ("мж", VOWEL),
    ("Aл", f"{VOWEL}{CONSONANT}+"),
    ("л", f"{LONG}|{VOWEL}{CONSONANT}+"),
    ("AA", f"{VOWEL}{CONSONANT}+"),
    ("гAA", LONG),
    ("гч", VOWEL),
)
# Words made of nouns: халдварт, хүнсний, засварлах, хөгжлийн. Roots shorter than four letters are
# left alone.
_NAMED: tuple[tuple[str, str], ...] = (("т", "[врлн]"), ("л", f"{CONSONANT}"), ("лAг", "."))

# Voices of a verb: let, be done. `сайжруул` is also found by `сайжрах`.
_VOICES: tuple[tuple[str, str], ...] = (
    ("UUл", CONSONANT),
    ("гд", "."),
    ("Aгд", CONSONANT),
    ("гUUл", LONG),
    ("лгA", LONG),
)

# Words whose plural is another word.
IRREGULAR = {"хүмүүс": "хүн", "нөхөд": "нөхөр"}

# Words that say nothing alone; left out of a question that has others.
EMPTY = frozenset({
    "нь", "бол", "ба", "болон", "бөгөөд", "юм", "нар", "нарын", "руу", "рүү", "луу", "лүү", "гэж",
    "гэх", "гэсэн", "байна", "байгаа", "байдаг", "байв", "байсан", "ч", "л", "уу", "үү", "энэ",
    "тэр", "тухай", "the", "of", "a", "an", "in", "at", "is", "to", "and", "for",
})  # fmt: skip


@dataclass(frozen=True)
class Ending:
    """One way a word may end; `kind` are the vowels with which it goes (none: with all)."""

    level: int
    text: str
    before: re.Pattern[str]
    kind: frozenset[str]

    def stem_of(self, word: str) -> str:
        """Give what stands before the ending, or nothing when the word does not end so."""
        if not word.endswith(self.text):
            return ""
        stem = word[: -len(self.text)]
        return stem if self.before.search(stem) else ""


NEUTRAL = frozenset({"гүй", "лгүй", "жээ", "чээ"})  # they stand after every vowel


def _endings(level: int, pattern: str, before: str) -> list[Ending]:
    where = re.compile(f"(?:{before})$")
    texts = {pattern.replace("A", low).replace("U", round_) for low in SHORT for round_ in "уү"}
    return [Ending(level, text, where, _kind_of(text)) for text in sorted(texts)]


def _kind_of(text: str) -> frozenset[str]:
    if "ий" in text or text in NEUTRAL:
        return frozenset()
    return next((kind for kind in (BACK, FRONT) if set(text) & kind), frozenset())


def _by_last_letter(endings: list[Ending]) -> dict[str, list[Ending]]:
    found: dict[str, list[Ending]] = {}
    for ending in endings:
        found.setdefault(ending.text[-1], []).append(ending)
    return found


def _table(*rules: tuple[int, str, str]) -> dict[str, list[Ending]]:
    return _by_last_letter([each for rule in rules for each in _endings(*rule)])


def _plain(rules: tuple[tuple[str, str], ...]) -> dict[str, list[Ending]]:
    return _table(*((0, text, before) for text, before in rules))


NOUN_ENDINGS = _table(*_RULES)
PARTICIPLES = _plain(_PARTICIPLES)
VERB_ENDINGS = _plain(_VERBS)
RARE_ENDINGS = _plain(_RARE)
MADE_OF_VERBS = _plain(_MADE)
MADE_OF_NOUNS = _plain(_NAMED)
VOICES = _plain(_VOICES)
