"""Names of places."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from masam.places.models import Unit
from masam.places.models.names import english_name, romanise
from masam.places.queries import unit_by_code
from masam.places.resources import load_minimum

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "mongolian", "english"),
    [
        ("11", "Улаанбаатар", "Ulaanbaatar"),
        ("84", "Ховд аймаг", "Khovd aimag"),
        ("1119", "Сүхбаатар дүүрэг", "Sukhbaatar district"),
        ("8407", "Булган сум, Ховд аймаг", "Bulgan soum, Khovd aimag"),
        ("111051", "1-р хороо, Баянзүрх дүүрэг", "Khoroo 1, Bayanzurkh district"),
    ],
)
def test_a_full_name_cannot_be_mistaken(code, mongolian, english):
    load_minimum()
    unit = unit_by_code(code)
    with override("mn"):
        assert unit.full_name == str(unit) == mongolian
    with override("en"):
        assert unit.full_name == english


def test_a_bag_is_not_called_bag_twice_and_baganuur_is_still_a_district():
    aimag = Unit(kind="aimag", name_mn="Ховд", name_en="Khovd")
    soum = Unit(kind="soum", name_mn="Буянт", name_en="Buyant", parent=aimag)
    with override("mn"):
        assert Unit(kind="bag", name_mn="1-р баг, Яргай", parent=soum).full_name == (
            "1-р баг, Яргай, Буянт сум, Ховд аймаг"
        )
        assert Unit(kind="bag", name_mn="Багатал", parent=soum).label == "Багатал баг"


def test_full_names_of_many_cost_one_query(django_assert_num_queries):
    load_minimum()
    with django_assert_num_queries(1):
        assert all(unit.full_name for unit in Unit.objects.with_parents())


@pytest.mark.parametrize(
    ("mongolian", "latin"),
    [
        ("Хөвсгөл", "Khuvsgul"),
        ("Баян-Өлгий", "Bayan-Ulgii"),
        ("Говьсүмбэр", "Govisumber"),
        ("Ерөө", "Yeruu"),
        ("Ноён", "Noyon"),
        ("Замын-Үүд", "Zamyn-Uud"),
        ("1-р баг, Яргай", "Bag 1, Yargai"),
        ("12-р хороо", "Khoroo 12"),
    ],
)
def test_a_mongolian_name_is_written_in_latin_letters(mongolian, latin):
    assert english_name(mongolian) == latin


def test_our_typed_names_agree_with_the_romanisation():
    load_minimum()
    for unit in Unit.objects.filter(level__lte=2):
        assert unit.name_en == romanise(unit.name_mn)


def test_the_database_refuses_a_code_that_does_not_fit_its_level():
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(code="8401", level=1, kind="aimag", name_mn="Ховд")
