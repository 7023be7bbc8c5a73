"""Days, numbers and money in both languages, through the formats."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats, timezone, translation

from masam.ui import wording

DAY = datetime.date(2026, 11, 3)
MOMENT = datetime.datetime(2026, 11, 3, 6, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("language", "style", "words"),
    [
        ("mn", "long", "2026 оны 11-р сарын 3"),
        ("mn", "short", "2026.11.03"),
        ("mn", "month", "2026 оны 11-р сар"),
        ("en", "long", "3 November 2026"),
        ("en", "short", "3 Nov 2026"),
        ("en", "month", "November 2026"),
    ],
)
def test_a_day_is_said_as_people_say_it(language, style, words):
    with translation.override(language):
        assert wording.day(DAY, style) == words


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("Asia/Ulaanbaatar", "mn", "2026.11.03 14:05"),
        ("Asia/Hovd", "mn", "2026.11.03 13:05"),
        ("Asia/Ulaanbaatar", "en", "3 Nov 2026, 14:05"),
    ],
)
def test_a_moment_is_shown_in_the_active_zone(zone, language, words):
    with timezone.override(zone), translation.override(language):
        assert wording.moment(MOMENT) == words


def test_a_late_moment_belongs_to_the_day_of_the_zone():
    late = datetime.datetime(2026, 11, 3, 20, 0, tzinfo=datetime.UTC)
    with timezone.override("Asia/Ulaanbaatar"):
        assert wording.day(late, "short") == "2026.11.04"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (Decimal("1234.50"), "1,234.5"),
        (0.126, "0.13"),
        (1000.0, "1,000"),
        (-4, "−4"),
        (None, "–"),
        ("", "–"),
        (float("nan"), "–"),
        (float("inf"), "–"),
    ],
)
def test_numbers(value, words):
    assert wording.number(value) == words


def test_figures_money_and_shares():
    assert wording.number(6482, space=wording.THIN) == "6\u202f482"
    assert wording.money(1_500_000) == "₮\u00a01,500,000"
    assert wording.money(None) == "–"
    assert wording.share(230, 328) == "230\u00a0/\u00a0328 (70\u00a0%)"
    assert wording.share(0, 0) == "0\u00a0/\u00a00 (–)"


def test_days_typed_the_mongolian_way_are_understood():
    for typed in ("2026-11-03", "2026.11.03", "2026/11/03"):
        assert forms.DateField().clean(typed) == DAY


def test_weeks_begin_on_monday():
    for language in ("mn", "en"):
        with translation.override(language):
            assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
            assert formats.get_format("THOUSAND_SEPARATOR") == ","
