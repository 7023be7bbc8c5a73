"""Undoing a change of many gives back everything around an issue: clocks, pause, referral, mails."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from issues import actions
from issues.models import (
    BulkRow,
    Clock,
    Follow,
    Issue,
    JointAction,
    Pause,
    Priority,
    Referral,
)
from issues.queries import issues_by_codes
from issues.tasks import keep_clocks
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_issue, membership


def at(day):
    """Stand at ten in the morning of a day in Khovd."""
    return time_machine.travel(f"{day.isoformat()}T03:00:00+00:00", tick=False)


@pytest.fixture
def school(khovd):
    """Another organisation that can be asked; it has no officer."""
    return Organisation.objects.create(
        kind="agency", sector="education", name_mn="Боловсролын газар", name_en="Education",
        unit=khovd.unit,
    )  # fmt: skip


def changed(group, actor, kind, issues, **words):
    """Preview and make a change of many."""
    rows = list(issues_by_codes(group, [issue.code for issue in issues]))
    bulk = actions.preview_bulk(group, actor=actor, kind=kind, issues=rows, words=words)
    return actions.confirm_bulk(bulk, actor=actor)


def stands(*issues):
    """Give every column of issues, their running clocks, pauses, referrals, followers, priority."""
    keys = [issue.pk for issue in issues]

    def rows(model, *without, **where):
        found = model.objects.filter(issue__in=keys, **where).order_by("pk").values()
        return [{name: row[name] for name in row if name not in without} for row in found]

    issue_rows = Issue.objects.filter(pk__in=keys).order_by("pk").values()
    return (
        [{name: row[name] for name in row if name != "version"} for row in issue_rows],
        rows(Clock, stopped_at=None, met_at=None),
        rows(Pause),
        rows(Referral),
        rows(Follow),
        rows(Priority, "id"),
        rows(JointAction, "version"),
    )


def outcome_of(bulk):
    return list(BulkRow.objects.filter(bulk=bulk).order_by("id").values_list("outcome", flat=True))


def test_undoing_an_assignment_opens_the_pause_again_until_its_day(khovd, cast, department, school):
    actor = cast["secretary"]
    with in_group(khovd):
        with at(date(2026, 7, 6)):
            issue = issue_in("verified", khovd, cast, department)
            words = {"until": date(2026, 7, 20), "note": "Хариу хүлээж байна"}
            actions.pause_issue(issue, actor=cast["facilitator"], **words)
        with at(date(2026, 7, 9)):
            before = stands(issue)
            bulk = changed(khovd, actor, "assign", [issue], organisation=school.pk)
            assert not Pause.objects.filter(ended_at=None).exists()
            assert stands(issue) != before
        with at(date(2026, 7, 13)):
            actions.undo_bulk(bulk, actor=actor)
            assert stands(issue) == before
            assert keep_clocks() == 0
    with at(date(2026, 7, 21)):
        assert (keep_clocks(), keep_clocks()) == (1, 0)  # it ends on the day that was settled
    with in_group(khovd):
        assert Issue.objects.get().due_date == date(2026, 8, 19)


def test_undoing_an_assignment_gives_an_extended_term_back(khovd, cast, department, school):
    with in_group(khovd):
        issue = issue_in("verified", khovd, cast, department)
        until = issue.due_date + timedelta(days=20)
        actions.extend_issue(issue, actor=cast["facilitator"], until=until, note="Цас орсон")
        before = stands(issue)
        bulk = changed(khovd, cast["secretary"], "assign", [issue], organisation=school.pk)
        actions.undo_bulk(bulk, actor=cast["secretary"])
        assert stands(issue) == before


def test_undoing_an_assignment_lets_the_referral_wait_again(khovd, cast, department, school):
    with in_group(khovd):
        issue = issue_in("verified", khovd, cast, department)
        words = {"kind": "not_ours", "text": "Тэднийх", "theirs": "Боловсролын газар"}
        actions.answer_issue(issue, actor=cast["officer"], organisation=department, **words)
        before = stands(issue)
        assert Referral.objects.get().state == "proposed"
        bulk = changed(khovd, cast["secretary"], "assign", [issue], organisation=school.pk)
        assert Referral.objects.get().state == "accepted"
        actions.undo_bulk(bulk, actor=cast["secretary"])
        assert stands(issue) == before


def test_a_pause_begun_since_keeps_the_assignment(khovd, cast, department, school):
    with in_group(khovd):
        issue = issue_in("verified", khovd, cast, department)
        bulk = changed(khovd, cast["secretary"], "assign", [issue], organisation=school.pk)
        until = khovd.today() + timedelta(days=9)
        actions.pause_issue(issue, actor=cast["facilitator"], until=until, note="Хүлээж байна")
        actions.undo_bulk(bulk, actor=cast["secretary"])
        assert outcome_of(bulk) == ["kept"]
        assert Issue.objects.get().responsible == school


# --- mails ---------------------------------------------------------------------------------------


def test_a_mail_that_left_is_followed_by_another_and_one_that_did_not_is_withdrawn(
    khovd, cast, department, clinic
):
    actor = cast["secretary"]
    with in_group(khovd):
        issues = [make_issue(khovd, f"Асуудал {n}", service_point=clinic) for n in (1, 2)]
        first = changed(khovd, actor, "assign", issues, organisation=department.pk)
        actions.undo_bulk(first, actor=actor)
        assert not Notice.objects.filter(kind__startswith="issues_").exists()
        second = changed(khovd, actor, "assign", issues, organisation=department.pk)
        for notice in Notice.objects.filter(kind="issues_assigned"):
            notice.finish()
        actions.undo_bulk(second, actor=actor)
        told = Notice.objects.filter(kind="issues_unasked")
        assert [(row.recipient, row.context["count"]) for row in told] == [(cast["officer"], 2)]


def test_an_office_still_asked_about_some_hears_of_those_only(khovd, cast, department, clinic):
    actor = cast["secretary"]
    with in_group(khovd):
        issues = [
            actions.verify_issue(
                make_issue(khovd, f"Асуудал {n}", service_point=clinic),
                actor=cast["monitor"], note="Үзэв",
            )
            for n in (1, 2)
        ]  # fmt: skip
        bulk = changed(khovd, actor, "assign", issues, organisation=department.pk)
        actions.accept_issue(issues[0], actor=cast["officer"])
        actions.undo_bulk(bulk, actor=actor)
        assert sorted(outcome_of(bulk)) == ["kept", "undone"]
        notice = Notice.objects.get(recipient=cast["officer"], kind__startswith="issues_")
        assert notice.kind == "issues_assigned"
        assert [row["title"] for row in notice.context["told"]] == ["Асуудал 1"]


# --- merging, priority, publicity ----------------------------------------------------------------


def test_undoing_many_merges_gives_back_pause_clocks_and_followers(khovd, cast, department):
    actor = cast["facilitator"]
    with in_group(khovd):
        into = make_issue(khovd, "Нэгдсэн")
        issues = [issue_in("verified", khovd, cast, department, title=f"А{n}") for n in (1, 2)]
        for issue in issues:
            actions.follow_issue(issue, actor=cast["member"])
        until = khovd.today() + timedelta(days=9)
        actions.pause_issue(issues[0], actor=actor, until=until, note="Хүлээж байна")
        before = stands(into, *issues)
        bulk = changed(khovd, actor, "merge", issues, into=into.pk)
        assert not Clock.objects.filter(issue__in=issues).running().exists()
        assert Follow.objects.filter(issue=into, user=cast["member"]).count() == 1
        actions.undo_bulk(bulk, actor=actor)
        assert outcome_of(bulk) == ["undone", "undone"]
        assert stands(into, *issues) == before


def test_undoing_one_merge_by_hand_opens_its_pause_again(khovd, cast, department):
    actor = cast["facilitator"]
    with in_group(khovd):
        into, issue = make_issue(khovd, "Нэгдсэн"), issue_in("verified", khovd, cast, department)
        until = khovd.today() + timedelta(days=9)
        issue = actions.pause_issue(issue, actor=actor, until=until, note="Хүлээж байна")
        due = issue.due_date
        actions.merge_issue(issue, actor=actor, into=into)
        issue = actions.unmerge_issue(issue, actor=actor)
        assert issue.due_date == due
        assert Pause.objects.get(ended_at=None).until == until
        assert {clock.paused_until for clock in Clock.objects.all().running()} == {until}


def test_who_follows_because_of_two_merges_stays_while_one_stands(khovd, cast):
    actor = cast["facilitator"]
    with in_group(khovd):
        into, one, two = (make_issue(khovd, title) for title in ("Нэгдсэн", "Нэг", "Хоёр"))
        for issue in (one, two):
            actions.follow_issue(issue, actor=cast["member"])
            actions.merge_issue(issue, actor=actor, into=into)
        actions.unmerge_issue(one, actor=actor)
        assert Follow.objects.filter(issue=into, user=cast["member"]).exists()
        actions.unmerge_issue(two, actor=actor)
        assert not Follow.objects.filter(issue=into).exists()


def test_undoing_a_priority_gives_back_who_set_it_and_when(khovd, cast):
    with in_group(khovd):
        issues = [make_issue(khovd, "Нэг"), make_issue(khovd, "Хоёр")]
        actions.set_priority(issues[0], actor=cast["coordinator"], level=4, reason="Зун")
        before = stands(*issues)
        bulk = changed(khovd, cast["facilitator"], "priority", issues, level=1, note="Өвөл")
        actions.undo_bulk(bulk, actor=cast["facilitator"])
        assert stands(*issues) == before
        assert Entry.objects.filter(verb="issue.undone").count() == 2


def test_undoing_a_publication_leaves_public_what_was_public_before(khovd, cast):
    actor = cast["facilitator"]
    with in_group(khovd):
        issue = make_issue(khovd, "Нэг")
        for title in ("Нээлттэй", "Хаалттай"):
            actions.plan_action(
                khovd, actor=actor, title=title, issue=issue,
                due_date=khovd.today() + timedelta(days=30),
                government_owner=membership(khovd, cast["officer"]),
                civil_owner=membership(khovd, cast["member"]),
            )  # fmt: skip
        actions.publish_issue(issue, actor=actor)
        JointAction.objects.filter(title="Хаалттай").update(published_at=None)
        Issue.objects.update(published_at=None)
        before = stands(issue)
        bulk = changed(khovd, actor, "publish", [issue])
        assert JointAction.objects.filter(published_at=None).count() == 0
        actions.undo_bulk(bulk, actor=actor)
        assert stands(issue) == before
