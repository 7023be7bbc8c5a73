from __future__ import annotations

import datetime
from collections import Counter

import pytest

from issues.lifecycle import ISSUE, IssueState
from masam.demo.people import PEOPLE
from masam.demo.plan import (
    Fate,
    plan_actions,
    plan_feedback,
    plan_issues,
    plan_meetings,
    plan_members,
    points_of,
    shares,
)
from masam.demo.tables import Place, places
from masam.embedded.supervise import SIGN_INS

TODAY = datetime.date(2026, 11, 23)
KHOVD = next(place for place in places() if place.slug == "khovd")
SLUGS = """khovd uvs khuvsgul selenge dornod khentii govisumber sukhbaatar govi-altai uvurkhangai
    songinokhairkhan bayanzurkh chingeltei""".split()


def everything(place: Place) -> object:
    stories = plan_issues(place, 30)
    return (
        stories, plan_members(place), plan_meetings(place, TODAY), plan_actions(place, stories),
        plan_feedback(place, stories),
    )  # fmt: skip


def test_the_groups_are_those_of_the_contract():
    assert [place.slug for place in places()] == SLUGS
    assert len({place.code for place in places()}) == 13


def test_who_signs_in_is_told_at_the_start():
    assert [person.email for person in PEOPLE] == [email for email, _who in SIGN_INS]


@pytest.mark.parametrize("place", places(), ids=str)
def test_the_same_plan_comes_out_again(place: Place):
    assert everything(place) == everything(place)


def test_shares_add_up_and_khovd_has_its_stories():
    counts = shares(places(), 300)
    assert sum(counts.values()) == 300
    assert counts["govisumber"] < 5
    assert counts["khovd"] > 40
    assert min(shares(places(), 40).values()) == 1


@pytest.mark.parametrize("place", places(), ids=str)
def test_members_are_of_all_kinds_and_forty_to_sixty(place: Place):
    seats = plan_members(place)
    today = [seat for seat in seats if seat.left is None]
    assert 40 <= len(today) <= len(seats) <= 60
    assert len({seat.stakeholder for seat in seats}) == 8
    assert len({seat.name for seat in seats}) == len(seats)


@pytest.mark.parametrize("day", [TODAY, datetime.date(2027, 1, 1), datetime.date(2028, 2, 29)])
def test_twelve_meetings_lie_in_the_past_year_on_working_days(day: datetime.date):
    held = [meeting.held_date for meeting in plan_meetings(KHOVD, day)]
    assert len(held) == 12
    assert held == sorted(held)
    assert all(each < day and each.weekday() < 5 for each in held)
    assert (day - held[0]).days < 400


def test_every_story_ends_in_a_state_and_nothing_happens_today():
    for place in places():
        for story in plan_issues(place, 40):
            days = [step.days_ago for step in story.steps]
            assert days == sorted(days, reverse=True)
            assert days[-1] >= 1


def test_every_fate_is_told_in_khovd():
    assert {story.fate for story in plan_issues(KHOVD, 22)} == set(Fate)


def test_the_verbs_of_the_stories_are_those_of_the_lifecycle():
    verbs = {step.verb for story in plan_issues(KHOVD, 42) for step in story.steps}
    assert verbs - set(ISSUE.by_verb) <= {"log", "assign", "working", "not_ours"}
    assert len(IssueState) == 10


def test_a_merged_story_joins_an_older_one_about_the_same():
    for place in places():
        stories = plan_issues(place, 60)
        for at, story in enumerate(stories):
            assert (story.joins is not None) == (story.fate == Fate.MERGED)
            if story.joins is not None:
                assert story.joins < at
                assert stories[story.joins].point == story.point


def test_figures_look_like_life():
    counts = shares(places(), 300)
    stories = [each for place in places() for each in plan_issues(place, counts[place.slug])]
    old = [story for story in stories if (story.day_of("verify") or 0) >= 90]
    fixed = [story for story in stories if story.fate == Fate.FIXED]
    days = sorted(story.age - (story.day_of("confirm") or 0) for story in fixed)
    share = Counter(story.fate == Fate.FIXED for story in old)[True] / len(old)
    assert 0.5 < share < 0.75
    assert 20 <= days[len(days) // 2] <= 60


def test_khovd_has_an_action_in_every_state():
    states = {joint.state for joint in plan_actions(KHOVD, plan_issues(KHOVD, 22))}
    assert states == {"planned", "half_done", "done", "cancelled"}


@pytest.mark.parametrize("place", places(), ids=str)
def test_every_service_point_has_its_agency(place: Place):
    keys = {point.key for point in points_of(place)}
    parents = {point.template.parent for point in points_of(place)} - {""}
    assert parents == {"health", "education"}
    assert parents <= keys
