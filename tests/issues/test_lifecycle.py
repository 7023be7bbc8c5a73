"""The tables, the drawing of them, and random walks that may never break the rules."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.permissions import ALL_DUTIES
from issues import actions
from issues.lifecycle import ACTION, ISSUE, PARTICIPLES, UNFINISHED, IssueState, audit_verb
from issues.management.commands.drawlifecycles import TARGET, drawing
from issues.models import Issue
from issues.views.move import MOVES
from masam.tenancy import in_group
from masam.wire.errors import DomainError
from tests.factories.issues import make_issue, membership, photo


def test_the_drawing_in_the_documentation_is_current():
    assert TARGET.read_text(encoding="utf-8") == drawing(), "run manage.py drawlifecycles"


def test_every_transition_has_a_duty_a_word_an_action_and_a_page():
    for step in (*ISSUE.transitions, *ACTION.transitions):
        assert step.permission in ALL_DUTIES
        assert step.verb in PARTICIPLES
        assert step.past
    assert {page.verb for page in MOVES} == set(ISSUE.by_verb)
    for page in MOVES:
        assert page.permission == ISSUE.by_verb[page.verb].permission
        assert page.action.__name__ == f"{page.verb}_issue"
    assert audit_verb("issue", "verify") == "issue.verified"


def test_every_state_can_be_reached_and_none_but_a_fix_is_fixed():
    targets = {step.target for step in ISSUE.transitions} | {ISSUE.initial}
    assert targets == set(IssueState.values)
    to_fixed = [step for step in ISSUE.transitions if step.target == IssueState.VERIFIED_FIXED]
    assert [step.verb for step in to_fixed] == ["confirm"]
    assert to_fixed[0].sources == (IssueState.CLAIMED_FIXED,)


PEOPLE = ("facilitator", "monitor", "officer", "school_officer")
STEPS = st.tuples(
    st.sampled_from(sorted({*ISSUE.by_verb, "assign", "answer"})), st.sampled_from(PEOPLE)
)


@pytest.mark.django_db
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(walk=st.lists(STEPS, min_size=4, max_size=14))
def test_no_walk_ends_in_a_fix_that_nobody_outside_has_seen(khovd, cast, department, walk):
    with in_group(khovd):
        issue = make_issue(khovd)
        for verb, name in walk:
            _try(issue, verb, cast[name], khovd, department)
        issue = Issue.objects.get(pk=issue.pk)
        if issue.state == IssueState.VERIFIED_FIXED:
            assert issue.verified_by.organisation_id != issue.responsible_id
            assert issue.evidence.filter(shows="fix").exists()
        assert (issue.fixed_at is not None) == (issue.state == IssueState.VERIFIED_FIXED)
        assert not issue.is_overdue or issue.state in UNFINISHED


def _try(issue, verb, user, group, department):
    more = {"actor": user, "note": "Учир нь"}
    extra = {
        "assign": {"organisation": department},
        "refer": {"referred_to": "ЭМЯ"},
        "confirm": {"membership": membership(group, user), "photos": [photo()]},
        "merge": {"into": issue},
    }
    try:
        if verb == "answer":
            day = group.today() + datetime.timedelta(days=3)
            actions.answer_issue(
                issue, actor=user, organisation=department, kind="working", due_date=day
            )
        else:
            getattr(actions, f"{verb}_issue")(issue, **more | extra.get(verb, {}))
    except DomainError as refused:
        assert str(refused)  # noqa: PT017 - reason: most steps of a walk are refused
