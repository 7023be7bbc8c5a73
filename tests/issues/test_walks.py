"""Random walks over the state tables with the real actions: refused politely or by the rules.

Issues walk in `test_lifecycle.py` too; here they meet joint actions, decisions about fixes and
merges, and every step leaves a world in which the rules hold.
"""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.models import Membership
from issues import actions
from issues.lifecycle import ACTION, ISSUE, UNFINISHED, ActionState, IssueState
from issues.models import ActionDependency, FixWord, Issue, JointAction
from issues.models.fix import word_key
from masam.tenancy import in_group
from masam.wire.errors import DomainError
from tests.factories.issues import make_action, make_issue, photo

PEOPLE = ("facilitator", "secretary", "monitor", "officer", "member")
WALK = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
A = ActionState


def seats_of(khovd, cast):
    rows = Membership.objects.filter(group=khovd, user__in=[cast[name] for name in PEOPLE])
    return {row.user_id: row for row in rows.select_related("user", "organisation")}


# --- joint actions -------------------------------------------------------------------------------

ACTION_STEPS = st.tuples(
    st.sampled_from(["confirm", "withdraw", "resume", "cancel", "edit", "order", "update"]),
    st.sampled_from(PEOPLE),
    st.integers(0, 2),
    st.integers(-20, 20),
)


@pytest.mark.django_db
@WALK
@given(walk=st.lists(ACTION_STEPS, min_size=6, max_size=14))
def test_no_walk_of_joint_actions_breaks_a_rule(khovd, cast, walk):
    with in_group(khovd):
        seats = seats_of(khovd, cast)
        rows = [make_action(khovd, cast, title=f"Ажил {number}") for number in range(3)]
        for verb, name, place, days in walk:
            step_action(rows[place], verb, seats[cast[name].pk], rows, days)
            for row in JointAction.objects.select_related("group"):
                check_action(row)
            check_no_circle()


def step_action(row, verb, seat, rows, days):
    more = {"actor": seat.user, "note": "Учир нь"}
    other = rows[days % 3]
    ways = {
        "confirm": lambda: actions.confirm_action(row, actor=seat.user, membership=seat),
        "withdraw": lambda: actions.withdraw_action(row, membership=seat, **more),
        "resume": lambda: actions.resume_action(row, membership=seat, **more),
        "cancel": lambda: actions.cancel_action(row, **more),
        "update": lambda: actions.update_action(row, actor=seat.user, text="Мэдээ"),
        "order": lambda: actions.order_action(row, actor=seat.user, waits_for=[other]),
        "edit": lambda: actions.edit_action(
            row, actor=seat.user, version=None, reason="Учир нь", civil_owner=seat,
            due_date=row.group.today() + datetime.timedelta(days=days),
        ),
    }  # fmt: skip
    try:
        ways[verb]()
    except DomainError as refused:
        assert str(refused)  # noqa: PT017 - reason: most steps of a walk are refused


def check_action(row):
    both = row.government_done_at is not None and row.civil_done_at is not None
    either = row.government_done_at is not None or row.civil_done_at is not None
    assert row.state in ACTION.states.values
    assert (row.state == A.DONE) == (row.done_at is not None)
    assert row.state != A.DONE or both
    assert row.state != A.HALF_DONE or (either and not both)
    assert row.state != A.PLANNED or not either
    assert row.government_owner_id != row.civil_owner_id
    late = row.due_date < row.group.today()
    assert row.is_overdue == (late and row.state in {A.PLANNED, A.HALF_DONE})


def check_no_circle():
    ways = {}
    for begin, end in ActionDependency.objects.values_list("action", "waits_for"):
        ways.setdefault(begin, set()).add(end)
    for begin, first in ways.items():
        seen, ahead = set(), set(first)
        while ahead:
            here = ahead.pop()
            assert here != begin
            seen.add(here)
            ahead |= ways.get(here, set()) - seen


# --- issues --------------------------------------------------------------------------------------

ISSUE_STEPS = st.tuples(
    st.sampled_from(
        [*sorted(ISSUE.by_verb), "assign", "answer", "ask", "yes", "partly", "no", "publish"]
    ),
    st.sampled_from(PEOPLE),
    st.booleans(),
)


@pytest.mark.django_db
@WALK
@given(walk=st.lists(ISSUE_STEPS, min_size=6, max_size=16))
def test_no_walk_of_two_issues_breaks_a_rule(khovd, cast, department, walk):
    with in_group(khovd):
        seats = seats_of(khovd, cast)
        pair = [make_issue(khovd, "Нэг"), make_issue(khovd, "Хоёр")]
        for verb, name, is_second in walk:
            issue, other = pair[is_second], pair[not is_second]
            step_issue(issue, verb, seats[cast[name].pk], department, other)
            for row in Issue.objects.select_related("group", "verified_by", "merged_into"):
                check_issue(row)


def step_issue(issue, verb, seat, department, other):
    more = {"actor": seat.user, "note": "Учир нь"}
    extra = {
        "assign": {"organisation": department},
        "refer": {"referred_to": "ЭМЯ"},
        "confirm": {"membership": seat, "photos": [photo()]},
        "merge": {"into": other},
    }
    try:
        if verb in {"yes", "partly", "no"}:
            key = word_key(f"user:{seat.user_id}")
            actions.say_fixed(issue, actor=seat.user, key=key, said=verb, channel="mail")
        elif verb == "ask":
            actions.ask_followers(issue)
        elif verb == "publish":
            actions.publish_issue(issue, actor=seat.user)
        elif verb == "answer":
            actions.answer_issue(
                issue, actor=seat.user, organisation=department, kind="need_more", text="Аль?"
            )
        else:
            getattr(actions, f"{verb}_issue")(issue, **more | extra.get(verb, {}))
    except DomainError as refused:
        assert str(refused)  # noqa: PT017 - reason: most steps of a walk are refused


def check_issue(row):
    is_fixed = row.state == IssueState.VERIFIED_FIXED
    assert row.state in ISSUE.states.values
    assert is_fixed == (row.fixed_at is not None) == (row.verified_by is not None)
    if is_fixed:
        assert row.verified_by.organisation_id != row.responsible_id
        assert row.evidence.filter(shows="fix").exists()
    assert (row.state == IssueState.MERGED) == (row.merged_into is not None)
    assert row.merged_into is None or row.published_at is None
    assert not row.is_overdue or row.state in UNFINISHED
    said = FixWord.objects.filter(round__issue=row, said__gt="", said_at=None)
    assert not said.exists()
