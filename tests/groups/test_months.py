"""Meetings by month, calendar links that can be taken back, hearings and khural sittings."""

from __future__ import annotations

import datetime
import re

import pytest
import vobject
from django.utils import timezone

from groups.actions import cancel_meeting, end_membership, plan_meeting
from groups.models import Meeting, Membership, Pointer
from groups.queries.month import month_of, month_page
from masam.tenancy import in_group
from tests.factories.groups import make_meeting

CALENDAR = "/khovd/desk/meetings/calendar/"
FEED = "/khovd/desk/meetings/feed/"


@pytest.fixture
def scope(khovd, cast):
    """The group's scope."""
    with in_group(khovd):
        yield khovd


def plan(group, day=7, **fields):
    """Plan a meeting so many days ahead."""
    given = {
        "topic": "Төсвийн хэлэлцүүлэг",
        "held_date": group.today() + datetime.timedelta(days=day),
        "starts_at": datetime.time(14, 0),
        "lasts_minutes": 60,
        **fields,
    }
    return plan_meeting(group, actor=None, **given)


def test_a_month_has_whole_weeks_from_monday_and_names_its_holidays(scope):
    month = month_page(scope, Meeting.objects.all(), datetime.date(2026, 11, 1))
    days = [day for week in month.weeks for day in week]
    assert (days[0].date, days[-1].date) == (
        datetime.date(2026, 10, 26),
        datetime.date(2026, 12, 6),
    )
    assert {len(week) for week in month.weeks} == {7}
    assert {day.date.day: day.off for day in days if day.off and day.in_month}[26]
    assert (month.previous, month.next) == ("2026-10", "2026-12")
    assert month_page(scope, Meeting.objects.all(), datetime.date(2027, 1, 1)).next == "2027-02"


@pytest.mark.parametrize("text", ["", "x", "2026-13", "2026-00", "1899-01", "2026-1", "٢٠٢٦-٠١"])
def test_an_address_that_is_no_month_shows_this_month(text):
    assert month_of(text, datetime.date(2026, 11, 23)) == datetime.date(2026, 11, 1)


def test_states_and_kinds_are_told_apart_by_words_and_two_on_one_day_are_said(as_, scope):
    plan(scope, 0)
    plan(scope, 0, topic="Нийтийн сонсгол", kind="hearing")
    cancel_meeting(plan(scope, 0, topic="Болоогүй"), actor=None, note="Цас")
    page = as_("observer").get(CALENDAR).content.decode()
    for word in ("төлөвлөсөн", "цуцалсан", "нийтийн сонсгол", "нэгээс олон хурал", "өнөөдөр"):
        assert word in page, word
    assert page.count('role="columnheader"') == 7
    assert page.index("Дав") < page.index("Ням")


def test_a_month_costs_the_same_at_one_and_at_thirty_meetings(
    as_, scope, django_assert_max_num_queries
):
    client = as_("member")
    rows = [
        Meeting(group=scope, number=100 + n, held_date=scope.today(), topic=f"Хурал {n}")
        for n in range(30)
    ]
    for many in (rows[:1], rows[1:]):
        Meeting.objects.bulk_create(many)
        with django_assert_max_num_queries(6):
            page = client.get(CALENDAR)
    assert page.content.count(b'class="meeting"') == 30


def test_the_public_sees_what_is_to_come_and_only_the_published(visitor, scope):
    for topic, is_public in (("Ил хурал", True), ("Дотоод хурал", False)):
        meeting = plan(scope, topic=topic)
        if is_public:
            Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now())
    make_meeting(scope, is_public=True, topic="Болсон хурал")
    month = f"{scope.today() + datetime.timedelta(days=7):%Y-%m}"
    for url in ("/khovd/meetings/", f"/khovd/meetings/?month={month}", "/khovd/meetings.ics"):
        page = visitor.get(url).content.decode()
        assert "Ил хурал" in page
        assert "Дотоод хурал" not in page


def test_both_feeds_hold_planned_moved_and_called_off(as_, visitor, scope):
    kept, off = plan(scope), plan(scope, 9, topic="Цуцлагдсан")
    Meeting.objects.filter(pk__in=[kept.pk, off.pk]).update(published_at=timezone.now())
    off.refresh_from_db()
    off.group = scope
    cancel_meeting(off, actor=None, note="Цас")
    plan(scope, 11, topic="Дотоод")
    public = vobject.readOne(visitor.get("/khovd/meetings.ics").content.decode())
    said = {each.summary.value: each.status.value for each in public.vevent_list}
    assert said == {"Төсвийн хэлэлцүүлэг": "CONFIRMED", "Цуцлагдсан": "CANCELLED"}
    own = vobject.readOne(visitor.get(own_feed(as_("member"))).content.decode())
    assert len(own.vevent_list) == 3
    uids = {each.uid.value for each in public.vevent_list}
    assert uids < {each.uid.value for each in own.vevent_list}


def own_feed(client):
    """Make a calendar link and give its path."""
    made = client.post(FEED)
    assert made.status_code == 303
    page = client.get(FEED).content.decode()
    return re.search(r"(/calendar/[\w-]+\.ics)", page)[1]


def test_a_link_is_shown_once_answers_304_and_can_be_taken_back(as_, visitor, scope, cast):
    client = as_("member")
    path = own_feed(client)
    assert path not in client.get(FEED).content.decode()
    found = visitor.get(path)
    assert found.status_code == 200
    assert visitor.get(path, headers={"If-None-Match": found["ETag"]}).status_code == 304
    plan(scope)  # anything new makes another version
    assert visitor.get(path, headers={"If-None-Match": found["ETag"]}).status_code == 200
    link = Pointer.objects.get(kind="calendar")
    theirs = as_("monitor").post(f"{FEED}revoke/", {"link": link.pk})
    assert theirs.status_code == 422
    assert client.post(f"{FEED}revoke/", {"link": link.pk}).status_code == 303
    assert visitor.get(path).status_code == 404


def test_a_link_ends_with_the_membership_and_there_are_at_most_five(as_, visitor, scope, cast):
    client = as_("member")
    path = own_feed(client)
    for _more in range(4):
        assert client.post(FEED).status_code == 303
    assert client.post(FEED).status_code == 422
    member = Membership.objects.get(user=cast["member"])
    end_membership(member, actor=None, to_date=scope.today() - datetime.timedelta(days=1))
    assert visitor.get(path).status_code == 404


def test_a_hearing_says_what_was_asked_for_and_what_was_decided(as_, visitor, scope):
    meeting = make_meeting(scope, kind="hearing", is_public=True)
    url = f"/khovd/desk/meetings/{meeting.number}/hearing/"
    client = as_("secretary")
    sent = {"asked": "Халаалтад 40 сая төгрөг", "decided": "Тогтоол 12", "version": 1}
    assert as_("member").post(url, sent).status_code == 403
    assert client.post(url, sent | {"asked": ""}).status_code == 422
    assert client.post(url, sent).status_code == 303
    stale = client.post(url, sent | {"asked": "Өөр"})
    assert stale.status_code == 409
    assert "Халаалтад 40 сая төгрөг" in stale.content.decode()
    for page in (
        client.get(f"/khovd/desk/meetings/{meeting.number}/"),
        visitor.get(f"/khovd/meetings/{meeting.number}/"),
    ):
        assert "Халаалтад 40 сая төгрөг" in page.content.decode()
        assert "Тогтоол 12" in page.content.decode()
    feed = vobject.readOne(visitor.get("/khovd/meetings.ics").content.decode())
    assert "Тогтоол 12" in feed.vevent.description.value


def test_nothing_is_decided_before_the_day_and_only_hearings_ask(as_, scope):
    client = as_("secretary")
    planned, regular = plan(scope, kind="khural"), make_meeting(scope)
    for meeting, sentence in ((planned, "Хараахан болоогүй"), (regular, "сонсгол ч")):
        url = f"/khovd/desk/meetings/{meeting.number}/hearing/"
        refused = client.post(url, {"asked": "a", "decided": "b", "version": meeting.version})
        assert refused.status_code == 422
        assert sentence in refused.content.decode()
