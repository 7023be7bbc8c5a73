"""The catalogue and its due days."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import translation

from disclosure.models import Check, Duty, Owed
from disclosure.queries import duties_in_force
from masam.calendars.periods import parse
from masam.tenancy import Unscoped, in_group
from tests.factories import disclosure as make

DAY = datetime.date


@pytest.mark.parametrize(
    ("key", "period", "due"),
    [
        ("glass-budget", "2026", DAY(2026, 1, 10)),
        ("glass-procurement-plan", "2026", DAY(2026, 1, 20)),
        ("glass-monthly", "2026-01", DAY(2026, 2, 8)),
        ("glass-monthly", "2026-12", DAY(2027, 1, 8)),
        ("glass-half-year", "2026-H1", DAY(2026, 8, 15)),
        ("glass-annual", "2026", DAY(2027, 4, 20)),
        ("petition-statistics-q4", "2026-Q4", DAY(2026, 12, 23)),
    ],
)
def test_due_day_of_each_duty_with_a_fixed_day(khovd, bayanzurkh, key, period, due):
    for group in (khovd, bayanzurkh):
        assert make.duty(key).due_date(parse(period), group) == due


@pytest.mark.parametrize(
    ("key", "count"),
    [("glass-budget", 1), ("glass-monthly", 12), ("glass-half-year", 1), ("glass-amendment", 0)],
)
def test_a_year_has_so_many_periods_of_a_duty(db, key, count):
    assert len(list(make.duty(key).periods(2026))) == count


def test_an_event_before_naadam_is_due_after_it(khovd):
    assert make.duty("glass-amendment").due_after(DAY(2026, 7, 6), khovd) == DAY(2026, 7, 21)


def test_the_catalogue_marks_what_is_confirmed_and_what_is_recalled(db):
    rows = {row.key: row.rule for row in Duty.objects.select_related("rule")}
    assert len(rows) >= 9
    assert rows["glass-budget"].is_confirmed
    assert not rows["glass-monthly"].is_confirmed
    assert all(rule.source_url for rule in rows.values())


def test_a_repealed_duty_is_not_in_force(db):
    assert "information-refresh" in {row.key for row in duties_in_force(DAY(2021, 1, 1))}
    assert "information-refresh" not in {row.key for row in duties_in_force(DAY(2026, 1, 1))}


def test_a_duty_says_its_last_day_in_words(db):
    assert make.duty("glass-budget").term == "1-р сарын 10"
    with translation.override("en"):
        assert make.duty("glass-budget").term == "10 Jan"
        assert make.duty("glass-annual").term == "20 Apr of the next year"
        assert make.duty("glass-monthly").term == "day 8 of the next month"
        assert make.duty("glass-amendment").term == "7 working days after the event"


def test_the_day_ends_in_the_zone_of_the_group(khovd, bayanzurkh, clinic):
    rows = []
    for group in (khovd, bayanzurkh):
        with in_group(group):
            rows.append(make.owed(group, clinic, "glass-annual"))
    in_khovd, in_the_city = rows
    # 16:30 UTC on 20 April 2027: already the 21st in Ulaanbaatar, still the 20th in Khovd.
    for row in rows:
        row.due_date = DAY(2027, 4, 20)
    with time_machine.travel(
        datetime.datetime(2027, 4, 20, 16, 30, tzinfo=datetime.UTC), tick=False
    ):
        assert in_khovd.state == "not_due"
        assert in_the_city.state == "to_check"


def test_rows_refuse_to_be_read_without_a_group(khovd):
    for model in (Owed, Check):
        with pytest.raises(Unscoped):
            model.objects.exists()


def test_a_check_is_never_changed_even_by_sql(khovd, clinic):
    with in_group(khovd):
        make.check(make.owed(khovd, clinic))
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE disclosure_check SET note = 'x'")
