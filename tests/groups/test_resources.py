"""The calendar feed, read back as a calendar program reads it."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from groups.resources import calendar_of
from masam.tenancy import in_group
from tests.factories.groups import make_meeting


@pytest.fixture
def events(khovd, visitor):
    held = datetime.date(2026, 11, 3)
    with in_group(khovd):
        make_meeting(
            khovd,
            held_date=held,
            starts_at=datetime.time(14, 30),
            is_public=True,
            place="ИТХ, 2 давхар; танхим",
            topic="Ус, дулаан",
        )
        make_meeting(khovd, held_date=held, is_public=True)
        make_meeting(khovd, held_date=held, topic="Нууц")
    response = visitor.get("/khovd/meetings.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def test_the_feed_holds_the_public_meetings_with_their_words(events):
    found = {str(event["summary"]): event for event in Calendar.from_ical(events).walk("VEVENT")}
    assert set(found) == {"Ус, дулаан", "Сумын эмнэлгийн халаалт"}
    assert str(found["Ус, дулаан"]["location"]) == "ИТХ, 2 давхар; танхим"
    assert str(found["Ус, дулаан"]["url"]) == "http://testserver/khovd/meetings/1/"


def test_a_meeting_with_an_hour_stands_in_the_zone_of_the_group(events):
    calendar = Calendar.from_ical(events)
    event = next(e for e in calendar.walk("VEVENT") if str(e["summary"]) == "Ус, дулаан")
    begins = event.decoded("dtstart")
    assert event["dtstart"].params["TZID"] == "Asia/Hovd"
    assert begins == datetime.datetime(2026, 11, 3, 14, 30, tzinfo=ZoneInfo("Asia/Hovd"))
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Hovd"]


def test_a_meeting_without_an_hour_is_a_whole_day(events):
    calendar = Calendar.from_ical(events)
    event = next(e for e in calendar.walk("VEVENT") if "эмнэлгийн" in str(e["summary"]))
    assert event.decoded("dtstart") == datetime.date(2026, 11, 3)
    assert event.decoded("dtend") == datetime.date(2026, 11, 4)


def test_no_meetings_make_a_valid_empty_calendar(khovd):
    calendar = Calendar.from_ical(calendar_of(khovd, []))
    assert str(calendar["x-wr-timezone"]) == "Asia/Hovd"
    assert not list(calendar.walk("VEVENT"))
