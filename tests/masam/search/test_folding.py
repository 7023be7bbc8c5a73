"""The one folding of texts, and what is looked for in columns."""

from __future__ import annotations

import pytest
from django.db.models import Q

from masam.organisations.models import Organisation
from masam.organisations.queries import search_organisations
from masam.places.queries import search_units
from masam.search.folding import (
    excerpt,
    finding,
    fold,
    haystack,
    naming,
    needles,
    saying,
    shares_words,
    spellings,
)


def test_folding_forgives_keyboards_case_hyphens_and_spaces():
    assert fold("Өвөр-Хангай") == fold("Овор  хангай") == fold(" єВєР‑ХАНГАЙ ") == "овор хангай"
    assert fold("Їйлдвэр Ёс") == "уйлдвэр ес"
    assert fold(" ") == ""


def test_a_word_is_looked_for_as_typed_as_read_and_without_its_ending():
    assert {"эмнэлгийн", "эмнэл"} <= set(spellings("эмнэлгийн"))
    assert {"эмнэлэг", "эмнэл"} <= set(spellings("emneleg"))
    assert "өрх" in spellings("орх")
    assert spellings("ном") == ["ном", "нөм"]


def test_an_empty_question_narrows_nothing():
    assert naming(" ", "a") == saying("", "a") == finding("…", "a") == Q()


def test_texts_share_the_words_they_share_in_any_form():
    assert shares_words("Эмнэлгийн хүлээлт", "хүлээлтийг эмнэлэгт багасгах") == 1
    assert shares_words("Эмнэлгийн хүлээлт", "сургуулийн хүлээлт") == 0.5
    assert shares_words("", "сургууль") == 0


def test_a_haystack_holds_every_form_of_its_words():
    held = haystack("Сургуулийн усны чанар")
    assert all(any(f" {key} " in held for key in keys) for keys in needles("сургуульд ус"))
    assert not any(f" {key} " in held for keys in needles("үснээс") for key in keys)
    assert haystack("", " ") == ""


def test_a_hit_is_marked_where_it_stands():
    assert excerpt("Ус хүрэлцэхгүй", "хурэлцэх")[-1] == ("хүрэлцэхгүй", True)
    assert excerpt("Ус", "халаалт") == []


@pytest.mark.parametrize("typed", ["төв", "ТОВ", "tuv", "töv", "Төвийн"])
def test_names_are_found_in_every_box_however_they_are_typed(khovd, typed):
    point = Organisation.objects.create(
        name_mn="Шинэ Төв эмнэлэг", kind="service_point", sector="health", unit=khovd.unit
    )
    assert point in search_organisations(typed)


@pytest.mark.parametrize("typed", ["Ховд", "khovd", "ховдын", "HOVD", "84"])
def test_places_are_found_however_they_are_typed(khovd, typed):
    assert khovd.unit in search_units(typed)
