"""Working days, rules and deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from masam.calendars.actions import save_exception
from masam.calendars.models import CalendarException, LegalRule
from masam.calendars.queries import (
    add_working_days,
    deadline,
    holiday_on,
    is_working_day,
    rule_on,
    rules_on,
    working_days_between,
)
from masam.calendars.resources import load_rules
from masam.places.queries import unit_by_code
from masam.places.resources import load_minimum

pytestmark = pytest.mark.django_db

HOVD = ZoneInfo("Asia/Hovd")
SEVEN = LegalRule(key="seven", days=7, unit="working", extension_days=7)


def exception(day, *, is_working=False, unit=None, reason="Сонгууль"):
    row = CalendarException(date=day, is_working=is_working, unit=unit, reason=reason)
    return save_exception(row, actor=None)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 7, 6), date(2026, 7, 21)),  # over Naadam, 10 to 15 July
        (date(2026, 2, 13), date(2026, 2, 27)),  # over Tsagaan Sar, 18 to 20 February
    ],
)
def test_seven_working_days_go_over_the_holidays(start, due):
    assert add_working_days(start, 7) == due
    assert working_days_between(start, due) == 7


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 26), False),  # Republic Day
        (date(2027, 2, 8), False),  # Tsagaan Sar moves
        (date(2026, 7, 16), True),
    ],
)
def test_a_day_is_worked_or_not(day, worked):
    assert is_working_day(day) is worked


def test_holidays_have_their_mongolian_names():
    assert holiday_on(date(2026, 11, 10)) == "Их Эзэн Чингис хааны өдөр"


def test_an_exception_of_the_nation_holds_everywhere():
    load_minimum()
    exception(date(2026, 11, 24))
    assert not is_working_day(date(2026, 11, 24))
    assert not is_working_day(date(2026, 11, 24), unit=unit_by_code("8407"))


def test_the_nearest_exception_wins():
    load_minimum()
    day = date(2026, 11, 24)
    exception(day)
    exception(day, is_working=True, unit=unit_by_code("84"), reason="Ховдод ажиллана")
    exception(day, unit=unit_by_code("8407"), reason="Цас")
    assert not is_working_day(day)
    assert is_working_day(day, unit=unit_by_code("84"))
    assert not is_working_day(day, unit=unit_by_code("8407"))
    assert is_working_day(day, unit=unit_by_code("8410"))
    assert not is_working_day(day, unit=unit_by_code("85"))


def test_a_worked_saturday_counts():
    exception(date(2026, 11, 28), is_working=True, reason="Нөхөж ажиллана")
    assert add_working_days(date(2026, 11, 25), 2) == date(2026, 11, 28)


def test_a_day_has_one_exception_per_place():
    exception(date(2026, 11, 24))
    with pytest.raises(IntegrityError), transaction.atomic():
        exception(date(2026, 11, 24))


def test_no_working_days_are_the_start_and_backwards_is_refused():
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 21), -1)


def test_ninety_working_days_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        add_working_days(date(2026, 7, 6), 90)


def test_every_database_has_the_rules():
    load_rules()
    assert load_rules() == 0
    petition = rule_on("petition-answer", date(2026, 11, 23))
    assert (petition.days, petition.unit, petition.extension_days) == (30, "calendar", 30)
    assert rule_on("petition-proposal", date(2026, 11, 23)).days == 90
    target = rule_on("petition-proposal-target", date(2026, 11, 23))
    assert (target.days, target.is_target) == (60, True)
    assert rule_on("glass-budget", date(2026, 11, 23)).is_confirmed
    assert not rule_on("glass-annual", date(2026, 11, 23)).is_confirmed


def test_the_law_of_the_day_is_taken():
    load_rules()
    before = rule_on("information-request", date(2022, 4, 30))
    after = rule_on("information-request", date(2022, 5, 1))
    assert (before.days, before.extension_days) == (7, 7)
    assert (after.days, after.extension_days) == (5, 5)
    assert "information-refresh" not in {rule.key for rule in rules_on(date(2026, 1, 1))}
    with pytest.raises(LegalRule.DoesNotExist):
        rule_on("information-refresh", date(2026, 1, 1))


def test_a_rule_that_a_person_checked_stays():
    load_rules()
    LegalRule.objects.filter(key="glass-annual").update(due_day=25, checked_by="Б.Лхагва")
    LegalRule.objects.filter(key="glass-budget").update(due_day=25)
    assert load_rules() == 1
    assert rule_on("glass-annual", date(2026, 1, 1)).due_day == 25
    assert rule_on("glass-budget", date(2026, 1, 1)).due_day == 10


def test_a_deadline_ends_with_its_day_in_the_zone_of_the_group():
    due = deadline(SEVEN, date(2026, 7, 6), zone="Asia/Hovd")
    assert due.due_date == date(2026, 7, 21)
    assert due.due_at == datetime(2026, 7, 21, 23, 59, 59, tzinfo=HOVD)
    assert due.due_at.astimezone(UTC) == datetime(2026, 7, 21, 16, 59, 59, tzinfo=UTC)
    assert not due.is_past(datetime(2026, 7, 21, 16, 59, 59, tzinfo=UTC))
    assert due.is_past(datetime(2026, 7, 21, 17, 0, tzinfo=UTC))


def test_a_moment_counts_as_its_day_in_the_zone():
    late = datetime(2026, 7, 5, 17, 30, tzinfo=UTC)  # already 6 July in Khovd
    assert deadline(SEVEN, late, zone=HOVD).due_date == date(2026, 7, 21)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "7 working days from 6 Jul 2026, without Naadam 10–15 Jul: 21 Jul"),
        (
            "mn",
            "2026 оны 7-р сарын 6-ны өдрөөс хойш ажлын 7 өдөр, Наадам 7-р сарын 10–15 орохгүй: 7-р сарын 21",
        ),
    ],
)
def test_a_deadline_explains_itself(language, sentence):
    with override(language):
        assert deadline(SEVEN, date(2026, 7, 6), zone=HOVD).explain() == sentence


def test_an_extended_deadline_says_so():
    with override("en"):
        due = deadline(SEVEN, date(2026, 11, 12), zone=HOVD, extended=True)
        assert due.explain() == (
            "7 + 7 working days from 12 Nov 2026, without Republic Day 26 Nov: 3 Dec"
        )


def test_exceptions_stand_in_the_explanation():
    exception(date(2026, 11, 24), reason="Сонгуулийн санал авах өдөр")
    exception(date(2026, 11, 28), is_working=True, reason="Нөхөж ажиллах өдөр")
    rule = LegalRule(days=4, unit="working")
    with override("en"):
        assert deadline(rule, date(2026, 11, 23), zone=HOVD).explain() == (
            "4 working days from 23 Nov 2026, without Сонгуулийн санал авах өдөр 24 Nov, "
            "Republic Day 26 Nov, with working days Нөхөж ажиллах өдөр 28 Nov: 30 Nov"
        )


def test_a_holiday_on_a_weekend_is_not_worth_a_word():
    rule = LegalRule(days=1, unit="working")
    with override("en"):  # Women's Day 2026 is a Sunday
        explained = deadline(rule, date(2026, 3, 6), zone=HOVD).explain()
    assert explained == "1 working day from 6 Mar 2026: 9 Mar"


def test_calendar_days_count_every_day():
    rule = LegalRule(days=30, unit="calendar", extension_days=30)
    with override("en"):
        assert deadline(rule, date(2026, 12, 4), zone=HOVD).explain() == (
            "30 days from 4 Dec 2026: 3 Jan 2027"
        )
    extended = deadline(rule, date(2026, 7, 1), zone=HOVD, extended=True)
    assert extended.due_date == date(2026, 8, 30)


@pytest.mark.parametrize(
    ("key", "start", "due", "sentence"),
    [
        ("glass-budget", date(2025, 12, 31), date(2026, 1, 10), "Once a year: 10 Jan 2026"),
        ("glass-budget", date(2026, 1, 10), date(2027, 1, 10), "Once a year: 10 Jan 2027"),
        (
            "glass-monthly",
            date(2026, 9, 30),
            date(2026, 10, 8),
            "By day 8 of each month: 8 Oct 2026",
        ),
    ],
)
def test_a_fixed_day_is_the_next_after_the_start(key, start, due, sentence):
    load_rules()
    given = deadline(rule_on(key, start), start, zone=HOVD)
    assert given.due_date == due
    with override("en"):
        assert given.explain() == sentence
