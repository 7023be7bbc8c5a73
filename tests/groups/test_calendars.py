"""Calendar files, read back by programs that know nothing of how they were written.

`icalendar` writes; `vobject` and `ical` read. Times must be equal in both zones of Mongolia.
"""

from __future__ import annotations

import datetime

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from groups.actions import plan_meeting
from groups.models import Meeting, MeetingInvitation, Membership
from groups.queries.calendar import feed_of, invitation_file
from masam.tenancy import in_group

TOPIC = (
    "Сургуулийн халаалт, ус; дулаан \\ гэрэл: өвөлжилтийн бэлтгэл хангах арга хэмжээний төлөвлөгөө"
)
PLACE = "Засаг даргын Тамгын газар, 2 давхар;\nхурлын танхим"


def readings(raw):
    """Give (begin, end, summary, place) of the one event, as each reader understands it."""
    text = raw.decode()
    theirs, own = vobject.readOne(text).vevent, Calendar.from_ical(raw).walk("VEVENT")[0]
    found = [
        (
            theirs.dtstart.value,
            theirs.dtend.value,
            theirs.summary.value,
            theirs.location.value,
        ),
        (own.decoded("dtstart"), own.decoded("dtend"), str(own["summary"]), str(own["location"])),
    ]
    event = IcsCalendarStream.calendar_from_ics(text).events[0]
    found.append((event.dtstart, event.dtend, event.summary, event.location))
    return found


def planned(group, **fields):
    """Give a meeting ten days ahead at half past two."""
    given = {
        "topic": TOPIC,
        "held_date": group.today() + datetime.timedelta(days=10),
        "starts_at": datetime.time(14, 30),
        "lasts_minutes": 90,
        "place": PLACE,
        **fields,
    }
    return plan_meeting(group, actor=None, **given)


def feed(group):
    """Give the group's own feed."""
    return feed_of(group, Meeting.objects.filter(group=group), is_public=False)


@pytest.mark.parametrize("name", ["khovd", "bayanzurkh"])
def test_every_reader_finds_the_same_moment(name, request):
    group = request.getfixturevalue(name)
    with in_group(group):
        meeting = planned(group)
        raw = feed(group)
    begins = datetime.datetime.combine(meeting.held_date, datetime.time(14, 30), tzinfo=group.tz)
    ends = begins + datetime.timedelta(minutes=90)
    for start, end, _topic, _place in readings(raw):
        assert start.utcoffset() == begins.utcoffset()
        assert (start, end) == (begins, ends)


@pytest.mark.parametrize(
    ("name", "zone", "offset"),
    [("khovd", "Asia/Hovd", "+0700"), ("bayanzurkh", "Asia/Ulaanbaatar", "+0800")],
)
def test_the_zone_is_described_by_one_offset(name, zone, offset, request):
    group = request.getfixturevalue(name)
    with in_group(group):
        planned(group)
        found = Calendar.from_ical(feed(group)).walk("VTIMEZONE")
    assert [str(each["tzid"]) for each in found] == [zone]
    offsets = [part["tzoffsetto"].to_ical() for part in found[0].subcomponents]
    assert offsets == [
        offset
    ]  # no summer time since 2017, and no list of days that Outlook misreads


def test_words_survive_folding_and_escaping(khovd):
    with in_group(khovd):
        planned(khovd)
        raw = feed(khovd)
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    for _start, _end, topic, place in readings(raw):
        assert (topic, place) == (TOPIC, PLACE)


def test_a_meeting_without_an_hour_is_a_whole_day(khovd):
    with in_group(khovd):
        meeting = planned(khovd)
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=None)
        theirs = vobject.readOne(feed(khovd).decode()).vevent
    assert theirs.dtstart.value == meeting.held_date
    assert theirs.dtend.value == meeting.held_date + datetime.timedelta(days=1)


def test_no_meetings_make_a_valid_empty_calendar(khovd):
    calendar = Calendar.from_ical(feed_of(khovd, [], is_public=True))
    assert str(calendar["x-wr-timezone"]) == "Asia/Hovd"
    assert not calendar.walk("VEVENT")


@pytest.mark.parametrize(("state", "method"), [("planned", "REQUEST"), ("cancelled", "CANCEL")])
def test_an_invitation_says_what_it_does_and_for_whom(khovd, cast, state, method):
    khovd.contact_email = "group@khovd.example"
    with in_group(khovd):
        meeting = planned(khovd)
        meeting.state, meeting.sequence = state, 3
        member = Membership.objects.get(user=cast["member"])
        row = MeetingInvitation(group=khovd, meeting=meeting, membership=member)
        raw = invitation_file(khovd, row, email="member@khovd.example", link="http://x/y/")
    calendar = vobject.readOne(raw.decode())
    event = calendar.vevent
    assert calendar.method.value == method
    assert event.uid.value == f"khovd-meeting-{meeting.number}@masam"
    assert event.sequence.value == "3"
    assert event.status.value == ("CANCELLED" if state == "cancelled" else "CONFIRMED")
    assert event.organizer.value == "mailto:group@khovd.example"
    assert event.organizer.params["SENT-BY"] == ["mailto:noreply@masam.example"]
    assert event.attendee.value == "mailto:member@khovd.example"
    assert event.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
    assert event.attendee.params["RSVP"] == ["TRUE"]
    assert event.dtstamp.value.tzinfo is not None


def test_the_own_answer_stands_in_the_file_until_the_meeting_moves(khovd, cast):
    with in_group(khovd):
        meeting = planned(khovd)
        member = Membership.objects.get(user=cast["member"])
        row = MeetingInvitation(
            group=khovd, meeting=meeting, membership=member, answer="yes", answered_sequence=0
        )
        said = invitation_file(khovd, row, email="a@b.example")
        meeting.sequence = 1
        moved = invitation_file(khovd, row, email="a@b.example")
    assert vobject.readOne(said.decode()).vevent.attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert vobject.readOne(moved.decode()).vevent.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
