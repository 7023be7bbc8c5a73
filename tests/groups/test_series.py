"""Series: which days, what is said of holidays and of two meetings on one day, what changes."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.utils import timezone

from groups.actions import (
    cancel_meeting,
    change_series,
    end_series,
    extend_series,
    invite_ahead,
    move_meeting,
    start_series,
)
from groups.actions.meeting import BadMeeting
from groups.models import Meeting, MeetingInvitation
from groups.queries.series import days_to_come, same_weekday_in, series_days
from groups.tasks import keep_meetings
from masam.notifications.models import Notice
from masam.tenancy import in_group
from tests.factories.groups import make_meeting

NOW = datetime.datetime(2026, 11, 23, 3, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def scope(khovd, cast):
    """The group's scope."""
    with in_group(khovd):
        yield khovd


def start(group, **fields):
    """Begin a monthly series on the second Friday of December."""
    given = {
        "topic": "Сарын хурал",
        "first_date": datetime.date(2026, 12, 11),
        "starts_at": datetime.time(14, 0),
        "place": "Иргэний танхим",
        **fields,
    }
    return start_series(group, actor=None, **given)


def days_of(series):
    """Give the days its planned meetings stand on."""
    rows = Meeting.objects.filter(series=series).planned()
    return list(rows.order_by("held_date").values_list("held_date", flat=True))


@pytest.mark.parametrize(
    ("first", "month", "day"),
    [
        ("2026-12-11", (2027, 1), 8),  # the second Friday
        ("2026-12-04", (2027, 5), 7),  # the first Friday
        ("2026-10-30", (2026, 11), 27),  # the fifth Friday is the last one where there are four
        ("2026-10-30", (2027, 1), 29),  # and the fifth where there are five
        ("2027-01-25", (2027, 2), 22),  # the fourth Monday stays the fourth
        ("2027-01-25", (2027, 3), 22),  # also where there are five
    ],
)
def test_the_same_weekday_of_the_same_week(first, month, day):
    found = same_weekday_in(datetime.date.fromisoformat(first), *month)
    assert found == datetime.date(*month, day)


def test_a_rhythm_leaves_no_month_out():
    first, until = datetime.date(2026, 10, 30), datetime.date(2027, 10, 30)
    monthly = series_days(first, "monthly", until)
    assert [day.month for day in monthly] == [10, 11, 12, *range(1, 11)]
    assert {day.weekday() for day in monthly} == {4}
    assert [day.month for day in series_days(first, "quarterly", until)] == [10, 1, 4, 7, 10]


def test_a_series_plans_a_year_and_invites_three_weeks_ahead(scope):
    series = start(scope)
    assert len(days_of(series)) == 12
    first = Meeting.objects.get(series=series, held_date="2026-12-11")
    assert (first.series_date, first.place, first.lasts_minutes) == (
        datetime.date(2026, 12, 11),
        "Иргэний танхим",
        120,
    )
    asked = set(MeetingInvitation.objects.values_list("meeting__held_date", flat=True))
    assert asked == {datetime.date(2026, 12, 11)}
    with time_machine.travel(NOW + datetime.timedelta(days=30)):
        assert invite_ahead(scope) == 8
        assert invite_ahead(scope) == 0


def test_the_last_day_of_a_series_is_kept(scope):
    assert len(days_of(start(scope, last_date=datetime.date(2027, 2, 28)))) == 3


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"first_date": datetime.date(2026, 11, 20)}, "first_date"),
        ({"first_date": datetime.date(2028, 1, 7)}, "first_date"),
        ({"last_date": datetime.date(2026, 12, 1)}, "last_date"),
        ({"topic": " "}, "topic"),
        ({"starts_at": datetime.time(23, 0)}, "lasts_minutes"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused_at_its_field(scope, fields, field):
    with pytest.raises(BadMeeting) as refused:
        start(scope, **fields)
    assert refused.value.field == field
    assert not Meeting.objects.exists()


def test_it_is_extended_once_as_time_passes(scope):
    series = start(scope)
    assert extend_series(series) == 0
    with time_machine.travel(NOW + datetime.timedelta(days=95)):
        keep_meetings()
        keep_meetings()
    days = Meeting.objects.filter(series=series).order_by("held_date")
    assert days.count() == 15
    assert days.last().held_date == datetime.date(2028, 2, 11)


def test_holidays_and_days_used_twice_are_said_and_the_next_working_day_proposed(scope, as_):
    series = start(scope, first_date=datetime.date(2026, 12, 29))  # the fifth Tuesday
    make_meeting(scope, held_date=scope.today(), topic="Өнөөдрийн уулзалт")
    start(scope, first_date=datetime.date(2027, 1, 26), topic="Өөр цуврал")
    found = {day.meeting.held_date: day for day in days_to_come(series)}
    assert found[datetime.date(2027, 1, 26)].others == ("Өөр цуврал",)
    off = {day: row.off for day, row in found.items() if row.off}
    assert {day: row.proposed.day for day, row in off.items()} == {
        datetime.date(2026, 12, 29): 30  # Independence Day
    }
    friday = start(scope, first_date=datetime.date(2027, 1, 1), topic="Шинэ жил")
    (first, *_rest) = days_to_come(friday)
    assert first.off.name == "Шинэ жил"
    assert first.off.proposed == datetime.date(2027, 1, 4)
    page = as_("secretary").get(f"/khovd/desk/meetings/series/{friday.pk}/").content.decode()
    assert "held_date=2027-01-04" in page
    url = f"/khovd/desk/meetings/series/{friday.pk}/move/"
    sent = {"number": first.meeting.number, "held_date": "2027-01-04"}
    assert as_("member").post(url, sent).status_code == 403
    assert as_("secretary").post(url, sent).status_code == 303
    moved = Meeting.objects.get(pk=first.meeting.pk)
    assert (moved.held_date, moved.series_date) == (
        datetime.date(2027, 1, 4),
        datetime.date(2027, 1, 1),
    )


def test_one_is_skipped_and_one_is_moved_and_the_others_stay(scope):
    series = start(scope)
    january, february = Meeting.objects.filter(series=series).order_by("held_date")[1:3]
    for row in (january, february):
        row.group = scope
    cancel_meeting(january, actor=None, note="Цагаан сар")
    move_meeting(february, actor=None, held_date=datetime.date(2027, 2, 18))
    assert extend_series(series) == 0  # their places in the series are taken
    days = days_of(series)
    assert len(days) == 11
    assert datetime.date(2027, 2, 18) in days
    assert datetime.date(2027, 3, 12) in days


def test_a_change_from_here_on_leaves_what_somebody_changed_by_hand(scope, cast):
    series = start(scope)
    rows = list(Meeting.objects.filter(series=series).order_by("held_date"))
    for row in rows:
        row.group = scope
    by_hand = move_meeting(rows[3], actor=None, held_date=datetime.date(2027, 3, 15))
    change_series(
        rows[2],
        actor=cast["secretary"],
        held_date=datetime.date(2027, 2, 16),  # the third Tuesday
        topic="Сарын хурал",
        starts_at=datetime.time(10, 0),
        lasts_minutes=90,
        place="Шинэ танхим",
    )
    days = days_of(series)
    assert days[:2] == [datetime.date(2026, 12, 11), datetime.date(2027, 1, 8)]
    assert days[2] == datetime.date(2027, 2, 16)
    assert days[3] == by_hand.held_date
    assert days[4] == datetime.date(2027, 4, 20)
    by_hand.refresh_from_db()
    assert (by_hand.starts_at, by_hand.series_date) == (
        datetime.time(14, 0),
        datetime.date(2027, 3, 16),
    )
    later = Meeting.objects.get(series=series, held_date="2027-04-20")
    assert (later.starts_at, later.place, later.sequence) == (
        datetime.time(10, 0),
        "Шинэ танхим",
        1,
    )
    assert extend_series(series) == 0
    with pytest.raises(BadMeeting, match="Тухайн сарын"):
        change_series(
            rows[5], actor=None, held_date=datetime.date(2027, 7, 1), topic="x",
            starts_at=datetime.time(10, 0), lasts_minutes=90,
        )  # fmt: skip


def test_the_end_calls_off_what_was_to_come_and_tells_those_who_were_asked(scope, cast, as_):
    series = start(scope)
    Notice.objects.all().delete()
    url = f"/khovd/desk/meetings/series/{series.pk}/end/"
    assert as_("secretary").post(url, {"note": ""}).status_code == 422
    assert as_("secretary").post(url, {"note": "Төсөл дууссан"}).status_code == 303
    assert days_of(series) == []
    told = Notice.objects.filter(kind="meeting_cancelled")
    assert told.count() == 8  # of December only: nobody was asked to the later ones
    series.refresh_from_db()
    assert series.ended_at == timezone.now()
    end_series(series, actor=None, note="again")
    assert extend_series(series) == 0
    assert told.count() == 8


def test_the_form_begins_a_series_and_the_lists_cost_the_same(
    as_, scope, django_assert_num_queries
):
    client = as_("secretary")
    sent = {
        "topic": "Улирлын хурал", "rhythm": "quarterly", "first_date": "2026-12-15",
        "starts_at": "14:00", "lasts_minutes": "120", "place": "", "last_date": "",
    }  # fmt: skip
    wrong = client.post("/khovd/desk/meetings/series/new/", sent | {"first_date": "2026-01-01"})
    assert wrong.status_code == 422
    assert "Улирлын хурал" in wrong.content.decode()
    page = client.post("/khovd/desk/meetings/series/new/", sent)
    assert page.status_code == 303
    with django_assert_num_queries(4):
        client.get(page["Location"])
    with django_assert_num_queries(2):
        client.get("/khovd/desk/meetings/series/")
    start(scope, topic="Өөр")
    with django_assert_num_queries(2):
        client.get("/khovd/desk/meetings/series/")
    assert as_("member").get("/khovd/desk/meetings/series/new/").status_code == 403
