"""Which words are one for a search, and which are not."""

from __future__ import annotations

import pytest

from masam.search.lexicon import known
from masam.search.stems import index_keys, keys_of_text, learnt_keys, mistyped, question_keys

MEANT, MAY_BE, NEARLY = range(3)


def answers(asked, said, way=MEANT):
    """Tell whether a text that says one word answers a question for another."""
    has_letters = bool({"ө", "ү"} & set(asked))
    return bool(question_keys(asked, has_letters=has_letters)[way] & set(keys_of_text(said)))


@pytest.mark.parametrize(
    "forms",
    [
        "эмнэлэг эмнэлгийн эмнэлэгт эмнэлгээс эмнэлгээр эмнэлэгтэй эмнэлгүүд эмнэлэггүй эмнэлгийнх",
        "сургууль сургуулийн сургуульд сургуулиас сургуулиар сургуулиуд сургуулиа сургуульдаа",
        "хороо хорооны хороонд хорооноос хороогоор хорооноосоо",
        "хүүхэд хүүхдийн хүүхдэд хүүхдүүд хүүхдүүдийнхээ хүүхдээ хүүхэдгүй хүүхэдтэйгээ",
        "ус усны усанд уснаас усаар устай усгүй усан",
        "бага багын", "баг багийн багт багууд", "сум суманд сумдын сумдад", "иргэн иргэд иргэдийн",
        "малчин малчид малчдын", "хүн хүнд хүний хүмүүс хүмүүст", "үнэ үнийн үнээс", "дулаан дулаангүй",
        "хадгалах хадгалж хадгалсан хадгалдаггүй хадгалахгүй хадгалаагүй хадгалснаас хадгалан",
        "эвдрэх эвдэрсэн эвдэрч эвдэрдэг эвдрээгүй эвдэрсний", "томилсон томилохдоо",
    ],
)  # fmt: skip
def test_all_forms_of_a_word_are_one(forms):
    first, *others = forms.split()
    for other in others:
        assert answers(first, other), (first, other)
        assert answers(other, first), (other, first)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("ус", "үс"), ("ор", "орсон"), ("ор", "өрөө"), ("эм", "эмчид"), ("баг", "багана"),
        ("хор", "хороо"), ("гэр", "гэрээ"), ("хаш", "хашаа"), ("бай", "байгууллага"), ("сан", "санаа"),
        ("хоол", "хол"), ("тос", "төс"), ("эмнэлэг", "эм"), ("үнэ", "үнэн"),
    ],
)  # fmt: skip
def test_words_that_only_look_alike_are_two(asked, said):
    assert not answers(asked, said)
    assert not answers(said, asked)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("хамгаалах", "хамгаалалт"), ("бүртгүүлэх", "бүртгэл"), ("халдвар", "халдварт"),
        ("үс", "ус"), ("хүлээх", "хүлээлт"), ("авалт", "авах"),
    ],
)  # fmt: skip
def test_what_a_word_is_made_of_is_looked_for_only_then(asked, said):
    assert answers(asked, said, MAY_BE)
    if asked != "халдвар":  # `халдварт` is also "to the infection"
        assert not answers(asked, said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("emneleg", "эмнэлгийн"), ("tsetserlegt", "цэцэрлэг"), ("cecerleg", "цэцэрлэг"),
        ("tusuv", "төсвийн"), ("tosov", "төсөв"), ("xvvxed", "хүүхдүүд"), ("hyyhed", "хүүхэд"),
        ("khuukhed", "хүүхэд"), ("zamin", "замын"), ("zamyn", "зам"), ("gemtsen", "гэмтсэн"),
        ("erunhii", "ерөнхий"), ("yerönkhii", "ерөнхий"), ("uilchilgee", "үйлчилгээ"),
        ("ajilgvi", "ажилгүй"), ("jorlon", "жорлонгийн"), ("suriee", "сүрьеэ"),
    ],
)  # fmt: skip
def test_latin_typing_in_several_habits_meets_mongolian(asked, said):
    assert answers(asked, said, MAY_BE)
    assert answers(said, asked, MAY_BE)


@pytest.mark.parametrize(("asked", "said"), [("hool", "хол"), ("bur", "бор"), ("ner", "нар")])
def test_latin_typing_tells_vowels_apart(asked, said):
    assert not answers(asked, said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [("тосов", "төсөв"), ("овчтон", "өвчтөн"), ("ороо", "өрөө"), ("чанаргуй", "чанар")],
)
def test_a_keyboard_without_the_letters_means_the_word_that_is_known(asked, said):
    assert answers(asked, said)
    assert answers(said, asked)


def test_whoever_has_the_letters_means_what_was_typed():
    assert question_keys("тосов", has_letters=True)[MEANT] != question_keys("тосов")[MEANT]
    assert not answers("төсөв", "тосов гарсан өдөр")


@pytest.mark.parametrize("typed", ["эмэлэг", "эмнлэгийн", "цэцрлэгт", "төхөөрмж", "сургулийн"])
def test_one_letter_that_is_wrong_is_forgiven_when_nothing_else_is_found(typed):
    said = {"э": "эмнэлэг", "ц": "цэцэрлэг", "т": "төхөөрөмж", "с": "сургууль"}[typed[0]]
    assert not answers(typed, said)
    assert answers(typed, said, NEARLY)


def test_a_word_that_is_right_is_no_mistake():
    assert mistyped("эмнэлэгт") == mistyped("ус") == frozenset()


def test_first_letters_take_no_endings():
    assert not answers("эм", "ЭМД олгох")
    assert answers("эмд", "ЭМД олгох")
    assert answers("эм", "ЭМИЙН САН")  # all in capitals says nothing


def test_a_dictionary_speaks_of_words_that_are_not_known_here():
    assert learnt_keys("эмнэлгийн", ["эмнэлэг"]) == frozenset()
    assert learnt_keys("үнэгэнд", []) == frozenset()
    assert {key for key in learnt_keys("үнэгэнд", ["үнэг"]) if key[0] in "nv"} == {"nүнг"}


@pytest.mark.parametrize("name", ["nouns", "verbs"])
def test_known_words_find_themselves(name):
    for word in known(name):
        assert question_keys(word, has_letters=True)[MEANT] & set(index_keys(word)), word


@pytest.mark.parametrize("text", ["", " ", "…!", "' | &", "💧", "a" * 5000, "\x00"])
def test_any_text_has_keys_without_harm(text):
    assert all(len(key) < 100 for key in keys_of_text(text))
