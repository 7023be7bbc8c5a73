"""Counting who came."""

from __future__ import annotations

import datetime

import pytest

from groups.actions import plan_meeting
from groups.queries import (
    AttendanceCounts,
    attendance_counts,
    last_used,
    latest_with_figures,
    public_attendance,
    seats,
)
from masam.tenancy import in_group
from tests.factories.groups import make_meeting, make_member


@pytest.fixture
def scope(khovd):
    with in_group(khovd):
        yield khovd


def test_attendance_is_counted_by_stakeholder_and_by_sex(scope):
    women = [make_member(scope, f"А{n}", sex="f", stakeholder="media") for n in range(2)]
    others = [make_member(scope, "Б", sex="m"), make_member(scope, "В")]
    meeting = make_meeting(scope, attended=[*women, *others], guests={"female": 1})
    came = attendance_counts(meeting)
    assert came.by_stakeholder == {"media": 2, "community": 2}
    assert {sex: count for sex, count in came.by_sex.items() if count} == {
        "f": 3,
        "m": 1,
        "undisclosed": 1,
    }
    assert (came.members, came.total) == (4, 5)


@pytest.mark.parametrize(
    ("counts", "guests", "shown"),
    [
        ({"media": 4}, 0, []),
        ({"media": 5}, 0, [5]),
        ({"media": 6, "khural": 1}, 0, [7]),
        ({"media": 9, "khural": 6, "business": 1}, 0, [9, 7]),
        ({"media": 9, "khural": 3, "business": 2}, 0, [9, 5]),
        ({"media": 9, "khural": 7}, 6, [9, 7, 6]),
        ({"media": 2, "khural": 1}, 2, [5]),
        ({}, 0, []),
    ],
)
def test_the_public_sees_no_count_under_five_and_can_compute_none(counts, guests, shown):
    rows = public_attendance(AttendanceCounts(counts, {}, guests))
    assert [count for _name, count in rows] == shown
    assert sum(shown) in (0, sum(counts.values()) + guests)


def test_last_used_gives_different_topics_and_the_last_place(scope):
    for topic, place in (("А", "1"), ("Б", "2"), ("А", "3")):
        make_meeting(scope, topic=topic, place=place)
    assert last_used(scope) == (["А", "Б"], "3")


def test_seats_name_the_kinds_that_are_missing_too(scope):
    make_member(scope, stakeholder="media")
    assert dict(seats(scope))["media"] == 1
    assert dict(seats(scope))["business"] == 0


def test_the_figures_of_the_desk_are_right_with_and_without_meetings(scope):
    make_member(scope)
    assert latest_with_figures(scope) == ([], [], {"members": 1, "meetings": 0})
    new_year = scope.today().replace(month=1, day=1)
    days = [scope.today(), new_year, new_year - datetime.timedelta(days=1)]
    made = [make_meeting(scope, held_date=day) for day in days]
    later = scope.today() + datetime.timedelta(days=9)
    words = {"starts_at": datetime.time(14), "lasts_minutes": 60}
    next_one = plan_meeting(scope, actor=None, topic="Г", held_date=later, **words)
    meetings, coming, figures = latest_with_figures(scope, 2)
    assert (meetings, coming) == (made[:2], [next_one])
    assert figures == {"members": 1, "meetings": 2}
