"""What is true of places."""

from __future__ import annotations

import pytest

from masam.places.models import Unit
from masam.places.queries import search_units, unit_by_code, units_of, units_within, zone_of
from masam.places.resources import load_minimum

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _minimum():
    load_minimum()


def test_aimags_come_in_the_mongolian_order():
    names = [unit.name_mn for unit in units_of(None)]
    assert names[:3] == ["Архангай", "Баян-Өлгий", "Баянхонгор"]
    after_orkhon = names.index("Орхон")
    assert names[after_orkhon : after_orkhon + 4] == [
        "Орхон",
        "Өвөрхангай",
        "Өмнөговь",
        "Сүхбаатар",
    ]


def test_khoroos_are_counted_not_spelled():
    bayanzurkh = unit_by_code("1110")
    assert [unit.name_mn for unit in units_of(bayanzurkh)][-2:] == ["9-р хороо", "10-р хороо"]


def test_units_within_an_aimag_are_itself_and_its_soums():
    assert units_within(unit_by_code("84")).count() == 18


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("83", "Asia/Hovd"),
        ("8407", "Asia/Hovd"),
        ("85", "Asia/Hovd"),
        ("81", "Asia/Ulaanbaatar"),
        ("1110", "Asia/Ulaanbaatar"),
    ],
)
def test_the_three_western_aimags_are_an_hour_behind(code, zone):
    assert str(zone_of(Unit(code=code))) == zone


def test_the_nation_runs_on_ulaanbaatar_time():
    assert str(zone_of(None)) == "Asia/Ulaanbaatar"


@pytest.mark.parametrize("text", ["Өвөрхангай", "овор", "uvurkh", "62"])
def test_a_place_is_found_by_either_name_old_keyboard_or_code(text):
    assert search_units(text)[0].code == "62"


def test_search_gives_larger_units_first_and_stays_within():
    assert [unit.code for unit in search_units("Ховд")] == ["84", "8440", "8549"]
    assert [unit.code for unit in search_units("Ховд", within=unit_by_code("85"))] == ["8549"]
    assert search_units("  ") == []
