"""Four pages cost the same however large the group: at most eight queries with 10 and 1,000 rows."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.actions import circulate_minutes, draft_minutes
from groups.models import Attendance, Meeting, Membership
from masam.search.sortkey import sort_key
from masam.tenancy import in_group
from tests.factories.groups import make_meeting

MOST = 8


def fill(group, meeting, count):
    """Bring the group to `count` members who all came, and `count` meetings this month."""
    today = group.today()
    have = Membership.objects.filter(group=group).count()
    names = [f"Б.Гишүүн{number:04}" for number in range(have, count)]
    rows = Membership.objects.bulk_create(
        Membership(
            group=group,
            name=name,
            sort_key=sort_key(name),
            stakeholder="community",
            role="member",
            from_date=today - datetime.timedelta(days=30),
        )
        for name in names
    )
    Attendance.objects.bulk_create(
        Attendance(group=group, meeting=meeting, membership=row, stakeholder="community")
        for row in rows
    )
    last = Meeting.objects.filter(group=group).order_by("-number").first()
    numbers = range(last.number + 1, count + 1)
    Meeting.objects.bulk_create(
        Meeting(group=group, number=number, held_date=today, topic=f"Хурал {number}")
        for number in numbers
    )


@pytest.fixture
def meeting(khovd, cast):
    with in_group(khovd):
        came = Membership.objects.filter(user=cast["secretary"])
        meeting = make_meeting(khovd, attended=came, decisions=["Зуух солино"])
        circulate_minutes(draft_minutes(meeting, actor=cast["secretary"]), actor=cast["secretary"])
        return meeting


def asked(client, path):
    """Give how many queries a page costs, the sending of the scope left out."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len([query for query in seen if "masam.groups" not in query["sql"]])


def test_members_meeting_minutes_and_month_cost_the_same_with_a_thousand_rows(as_, khovd, meeting):
    client = as_("facilitator")
    desk = "/khovd/desk/"
    pages = [
        f"{desk}people/",
        f"{desk}meetings/{meeting.number}/",
        f"{desk}meetings/{meeting.number}/minutes/",
        f"{desk}meetings/calendar/",
    ]
    costs = []
    for count in (10, 1000):
        with in_group(khovd):
            fill(khovd, meeting, count)
        costs.append([asked(client, page) for page in pages])
    assert costs[0] == costs[1]
    assert max(costs[1]) <= MOST, dict(zip(pages, costs[1], strict=True))
