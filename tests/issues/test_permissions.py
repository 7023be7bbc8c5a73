"""Predicates say yes or no, and why."""

from __future__ import annotations

import pytest

from groups.gate import open_gate
from groups.models import Membership
from issues.lifecycle import IssueState
from issues.permissions import (
    may_accept,
    may_answer,
    may_assign,
    may_cancel_action,
    may_claim,
    may_confirm,
    may_confirm_action,
    may_publish,
    may_reject,
    may_update_action,
    may_verify,
    sees_handlers,
)
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_action

S = IssueState


@pytest.fixture(autouse=True)
def _scope(khovd):
    with in_group(khovd):
        yield


@pytest.fixture
def gate(khovd, cast):
    return lambda name: open_gate("khovd", cast[name])


ROWS = [
    (may_verify, S.REPORTED, {"monitor"}),
    (may_reject, S.REPORTED, {"facilitator"}),
    (may_assign, S.VERIFIED, {"facilitator", "secretary"}),
    (may_accept, S.VERIFIED, {"facilitator", "officer"}),
    (may_claim, S.IN_ACTION, {"officer"}),
    (may_confirm, S.CLAIMED_FIXED, {"monitor"}),
    (may_answer, S.ACCEPTED, {"officer"}),
    (may_publish, S.REPORTED, {"facilitator", "secretary"}),
]
EVERYBODY = ("facilitator", "secretary", "member", "monitor", "custodian", "observer", "officer",
             "school_officer")  # fmt: skip


@pytest.mark.parametrize(("may", "state", "who"), ROWS)
def test_who_may_and_the_others_are_told_why(khovd, cast, department, gate, may, state, who):
    issue = issue_in(state, khovd, cast, department)
    for name in EVERYBODY:
        verdict = may(gate(name), issue)
        assert bool(verdict) == (name in who), name
        assert verdict or str(verdict.reason)


def test_a_monitor_of_the_office_may_not_verify_its_fix(khovd, cast, department, gate):
    issue = issue_in(S.CLAIMED_FIXED, khovd, cast, department)
    Membership.objects.filter(user=cast["monitor"]).update(organisation=department)
    assert not may_confirm(gate("monitor"), issue)


def test_the_state_may_be_in_the_way(khovd, cast, department, gate):
    issue = issue_in(S.CLAIMED_FIXED, khovd, cast, department)
    for may, name in ((may_verify, "monitor"), (may_assign, "secretary"), (may_answer, "officer")):
        verdict = may(gate(name), issue)
        assert not verdict
        assert verdict.reason


def test_only_the_owners_confirm_and_tell_of_a_joint_action(khovd, cast, gate):
    action = make_action(khovd, cast)
    assert may_confirm_action(gate("officer"), action)
    assert may_confirm_action(gate("monitor"), action)
    assert not may_confirm_action(gate("facilitator"), action)
    assert not may_update_action(gate("member"), action)
    assert may_update_action(gate("secretary"), action)
    assert may_cancel_action(gate("facilitator"), action)
    assert sees_handlers(gate("officer"))
    assert not sees_handlers(gate("member"))
