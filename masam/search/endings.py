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

# What comes last is taken off first: one's own, then the case, then the plural.
OWN, CASE, PLURAL = 3, 2, 1

_RULES: tuple[tuple[int, str, str], ...] = (
    # one's own: хүүхдээ, сургуулиа, хороогоо
    (OWN, "AA", f"{CONSONANT}{{2}}|..{CONSONANT}{CONSONANT}|...{CONSONANT}"),
    (OWN, "иA", f"..{CONSONANT}"),
    (OWN, "гAA", f"{LONG}|н"),
    # of: төсвийн, засварын, усны, хүний, далайн, хорооны, дугийн
    (CASE, "ын", CONSONANT),
    (CASE, "ийн", CONSONANT),
    (CASE, "ны", "."),
    (CASE, "ний", "."),
    (CASE, "ы", "н"),
    (CASE, "ий", "н"),
    (CASE, "н", f"й|{LONG}"),
    (CASE, "гийн", f"{LONG}|н"),
    # whom, what: эмчийг, засварыг, хороог
    (CASE, "ыг", CONSONANT),
    (CASE, "ийг", CONSONANT),
    (CASE, "г", f"{LONG}|й|и"),
    (CASE, "гийг", f"{LONG}|н"),
    # where, to whom: суманд, эмнэлэгт, хүүхдэд, өрөөнд, эмчид
    (CASE, "д", f"{VOWEL}|[лмнвь]"),
    (CASE, "т", "[грсвкхбп]"),
    (CASE, "Aд", CONSONANT),
    (CASE, "ид", SOFT),
    (CASE, "нд", VOWEL),
    (CASE, "Aнд", CONSONANT),
    # from: сумаас, сургуулиас, уснаас, хорооноос
    (CASE, "AAс", CONSONANT),
    (CASE, "иAс", CONSONANT),
    (CASE, "нAAс", "."),
    (CASE, "гAAс", f"{LONG}|н"),
    # by: засвараар, сургуулиар, хороогоор
    (CASE, "AAр", CONSONANT),
    (CASE, "иAр", CONSONANT),
    (CASE, "нAAр", "."),
    (CASE, "гAAр", f"{LONG}|н"),
    # with, without, towards
    (CASE, "тAй", "."),
    (CASE, "гүй", "."),
    (CASE, "рUU", "."),
    (CASE, "лUU", "."),
    # standing at: сумын төв дэх, сургууль дахь, written in one
    (CASE, "дахь", "."),
    (CASE, "дэх", "."),
    (CASE, "тахь", "."),
    (CASE, "тэх", "."),
    # many: ангиуд, сургуулиуд, хашаанууд, эмэгтэйчүүд, сурагчид, сурагчдын
    (PLURAL, "UUд", CONSONANT),
    (PLURAL, "иUд", CONSONANT),
    (PLURAL, "нUUд", "."),
    (PLURAL, "чUUд", "."),
    (PLURAL, "чид", "."),
    (PLURAL, "ид", SOFT),
    (PLURAL, "д", SOFT),
)

_VERBS: tuple[tuple[str, str], ...] = (
    ("х", VOWEL),
    ("сAн", "."),
    ("сн", "."),
    ("нA", "."),
    ("ж", "."),
    ("ч", "[рсвд]"),
    ("AAд", CONSONANT),
    ("иAд", CONSONANT),
    ("гAAд", "."),
    ("дAг", "."),
    ("дг", "."),
    ("лAA", "."),
    ("в", VOWEL),
    ("вAл", "."),
    ("вл", "."),
    ("мAAр", "."),
    ("мAгц", "."),
    ("сAAр", "..."),
    ("AA", f"..{CONSONANT}"),
    ("иA", f"..{CONSONANT}"),
    ("гAA", "."),
    ("AAч", CONSONANT),
    # nouns made of a verb: хүлээлт, дулаалга, шаардлага, хангамж, дутагдал
    ("лт", VOWEL),
    ("лгA", "."),
    ("лAгA", "."),
    ("лAг", "....."),
    ("мж", VOWEL),
    ("Aл", f"{VOWEL}{CONSONANT}+"),
    ("л", f"{LONG}"),
)

# Voices of a verb: let, be done. `сайжруул` is also found by `сайжрах`.
_VOICES: tuple[tuple[str, str], ...] = (("UUл", CONSONANT), ("гд", "."), ("гUUл", "."))

# Words whose plural is another word, and such that only look as if they had an ending.
IRREGULAR = {"хүмүүс": "хүн", "иргэд": "иргэн", "нөхөд": "нөхөр", "ноёд": "ноён"}
WHOLE = frozenset({
    "орон", "хороо", "хашаа", "өрөө", "хүүхэд", "хүн", "сүү", "дүү", "саван", "нийт", "ихэнх",
    "мэнд", "эмэгтэй", "эрэгтэй", "монгол", "улаан", "хамт", "тамхи", "гэрээ", "цалин", "хот",
    "баян", "өндөр", "хүнд", "дунд", "санд", "ард", "чанд", "хэнд", "газар", "дугаар", "өөр",
    "гадаад", "дотоод", "сайд", "алба", "нас", "анги", "гарц", "дэд", "хичээл", "үйл",
})  # fmt: skip

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


def _endings(level: int, pattern: str, before: str) -> list[Ending]:
    where = re.compile(f"(?:{before})$")
    texts = {pattern.replace("A", low).replace("U", round_) for low in SHORT for round_ in "уү"}
    return [Ending(level, text, where, _kind_of(text)) for text in sorted(texts)]


def _kind_of(text: str) -> frozenset[str]:
    if "ий" in text:
        return frozenset()
    return next((kind for kind in (BACK, FRONT) if set(text) & kind), frozenset())


def _by_last_letter(endings: list[Ending]) -> dict[str, list[Ending]]:
    found: dict[str, list[Ending]] = {}
    for ending in endings:
        found.setdefault(ending.text[-1], []).append(ending)
    return found


NOUN_ENDINGS = _by_last_letter([each for rule in _RULES for each in _endings(*rule)])
VERB_ENDINGS = _by_last_letter([each for rule in _VERBS for each in _endings(0, *rule)])
VOICES = [each for rule in _VOICES for each in _endings(0, *rule)]
