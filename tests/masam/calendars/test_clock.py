"""Clocks by examples nobody thought of: order, days off, standing still."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from masam.calendars.models import CalendarException
from masam.calendars.queries import Calendar, Pause, Term, deadline

HOVD = ZoneInfo("Asia/Hovd")
DAYS = st.dates(date(2024, 1, 1), date(2028, 1, 1))
TERMS = st.builds(Term, st.integers(0, 60), st.sampled_from(["calendar", "working"]))
PAUSES = st.lists(
    st.builds(lambda since, length: (since, length), st.integers(0, 70), st.integers(0, 40)),
    max_size=3,
)
quickly = settings(max_examples=60, deadline=None)


class Known(Calendar):
    """A calendar with exactly these days off beside holidays and weekends."""

    def __init__(self, *off: date) -> None:
        self._exceptions = {
            day: CalendarException(date=day, is_working=False, reason="Цас") for day in off
        }


def due(term, start, *, off=(), pauses=(), extension=0):
    found = deadline(
        term, start, zone=HOVD, calendar=Known(*off), pauses=pauses, extension=extension
    )
    return found.due_date


def pauses_from(start, drawn):
    return [
        Pause(start + timedelta(since), start + timedelta(since + length))
        for since, length in drawn
    ]


@quickly
@given(start=DAYS, term=TERMS, drawn=PAUSES, extension=st.integers(0, 40))
def test_a_term_never_ends_before_it_starts_and_more_days_never_end_it_earlier(
    start, term, drawn, extension
):
    pauses = pauses_from(start, drawn)
    plain = due(term, start, pauses=pauses)
    assert plain >= start
    assert due(term, start, pauses=pauses, extension=extension) >= plain
    assert due(term, start + timedelta(1), pauses=pauses) >= plain


@quickly
@given(start=DAYS, term=TERMS, drawn=PAUSES, off=st.lists(st.integers(0, 90), max_size=6))
def test_a_day_off_more_never_makes_it_earlier(start, term, drawn, off):
    pauses, days = pauses_from(start, drawn), [start + timedelta(day) for day in off]
    assert due(term, start, off=days, pauses=pauses) >= due(term, start, pauses=pauses)


@quickly
@given(
    start=DAYS, term=TERMS, since=st.integers(0, 70), length=st.integers(0, 40),
    cut=st.integers(0, 40),
)  # fmt: skip
def test_to_stand_still_longer_never_makes_it_earlier_and_no_longer_than_the_pause(
    start, term, since, length, cut
):
    first = start + timedelta(since)
    whole = [Pause(first, first + timedelta(length))]
    shorter = [Pause(first, first + timedelta(min(cut, length)))]
    without, short, long = (due(term, start, pauses=each) for each in ([], shorter, whole))
    assert without <= short <= long
    if term.unit == "calendar":
        assert (long - without).days <= length


@quickly
@given(start=DAYS, term=TERMS, drawn=PAUSES)
def test_a_working_term_ends_on_a_working_day_on_which_the_clock_runs(start, term, drawn):
    pauses = pauses_from(start, drawn)
    day = due(term, start, pauses=pauses)
    if term.days:
        assert not any(day in pause for pause in pauses)
        assert term.unit == "calendar" or Known().day(day).is_working


@pytest.mark.parametrize(
    ("pause", "until"),
    [
        (Pause(date(2026, 7, 8), date(2026, 7, 15)), date(2026, 7, 22)),  # one working day, the 9th
        (Pause(date(2026, 7, 9), date(2026, 7, 15)), date(2026, 7, 21)),  # Naadam only: nothing
        (Pause(date(2026, 7, 9), date(2026, 7, 17)), date(2026, 7, 23)),  # the 16th and the 17th
    ],
)
def test_a_pause_over_naadam_gives_back_working_days_only(pause, until):
    assert due(Term(7, "working"), date(2026, 7, 6), pauses=[pause]) == until


def test_a_deadline_tells_what_was_added_and_when_it_stood_still():
    found = deadline(
        Term(30), date(2026, 7, 6), zone=HOVD, extension=15,
        pauses=[Pause(date(2026, 7, 19), date(2026, 7, 24))],
    )  # fmt: skip
    assert found.due_date == date(2026, 8, 25)
    with override("en"):
        assert found.explain() == (
            "30 + 15 days from 6 Jul 2026, the clock standing still 20–24 Jul: 25 Aug"
        )
    with override("mn"):
        assert "цаг зогссон 7-р сарын 20–24" in found.explain()


def test_a_term_ends_with_the_day_where_the_group_lives():
    ends = [
        deadline(Term(1), date(2026, 7, 6), zone=zone).due_at.astimezone(ZoneInfo("UTC"))
        for zone in ("Asia/Hovd", "Asia/Ulaanbaatar")
    ]
    assert ends == [
        datetime(2026, 7, 7, 16, 59, 59, tzinfo=ZoneInfo("UTC")),
        datetime(2026, 7, 7, 15, 59, 59, tzinfo=ZoneInfo("UTC")),
    ]
