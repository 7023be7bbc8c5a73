"""Many issues at once: logged set-based, announced once, taken back while nothing happened."""

from __future__ import annotations

import datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import Counter, Membership
from issues import actions as do
from issues.actions import CannotUndo, NewIssue
from issues.models import Issue
from issues.signals import issues_logged, issues_undone
from masam.audit.models import Entry
from masam.tenancy import in_group
from reports.actions import rebuild_tallies
from reports.models import Tally

RAISED = datetime.datetime(2026, 3, 1, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _scope(khovd):
    with in_group(khovd):
        yield


def rows(count, **words):
    made = {"title": "Ус алга", "sector": "health", "logged_at": RAISED} | words
    return [NewIssue(client_key=UUID(int=key), **made) for key in range(1, count + 1)]


def tallies(group):
    columns = ("measure", "day", "sector", "state", "is_public", "bucket", "n", "total")
    return sorted(Tally.objects.filter(group=group).exclude(n=0, total=0).values_list(*columns))


def test_numbers_follow_the_last_one_and_the_next_single_issue_follows_them(khovd, cast):
    actor = cast["secretary"]
    do.log_issue(khovd, actor=actor, title="Эхний", sector="health")
    made = do.log_issues(khovd, actor=actor, rows=rows(3))
    last = do.log_issue(khovd, actor=actor, title="Сүүлийн", sector="health")
    assert [issue.number for issue in made] == [2, 3, 4]
    assert last.number == 5
    assert Counter.objects.get(noun="issue").last == 5


def test_every_issue_has_its_entry_and_its_history(khovd, cast):
    made = do.log_issues(khovd, actor=cast["secretary"], rows=rows(2))
    entries = Entry.objects.filter(group=khovd, verb="issue.logged", actor=cast["secretary"])
    assert {entry.target_id for entry in entries} == {issue.pk for issue in made}
    assert made[0].events.count() == 1


def test_figures_are_what_a_count_from_the_truth_gives(khovd, cast):
    do.log_issues(khovd, actor=cast["secretary"], rows=rows(5))
    do.log_issues(khovd, actor=cast["secretary"], rows=[
        NewIssue(client_key=uuid4(), title="Анги дүүрсэн", sector="education")
    ])  # fmt: skip
    kept = tallies(khovd)
    rebuild_tallies(khovd)
    assert kept
    assert kept == tallies(khovd)


def test_it_is_announced_once_and_repeats_are_left_out(khovd, cast):
    heard = []

    def listen(sender, issues, **kwargs):
        heard.append(len(issues))

    issues_logged.connect(listen)
    do.log_issues(khovd, actor=cast["secretary"], rows=rows(3) + rows(2))
    do.log_issues(khovd, actor=cast["secretary"], rows=rows(4))
    do.log_issues(khovd, actor=cast["secretary"], rows=rows(4))
    assert heard == [3, 1]
    assert Issue.objects.count() == 4


def test_ten_rows_cost_as_many_queries_as_two(khovd, cast):
    counts = []
    for size in (2, 10):
        new = [NewIssue(client_key=uuid4(), title="Ус", sector="health") for _ in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            do.log_issues(khovd, actor=cast["secretary"], rows=new)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_untouched_issues_are_taken_back_with_their_figures(khovd, cast):
    made, heard = do.log_issues(khovd, actor=cast["secretary"], rows=rows(3)), []

    def listen(sender, issues, **kwargs):
        heard.append(len(issues))

    issues_undone.connect(listen)
    keys = [issue.pk for issue in made]
    assert do.unlog_issues(khovd, actor=cast["facilitator"], keys=keys) == 3
    assert not Issue.objects.exists()
    assert tallies(khovd) == []
    assert heard == [3]
    assert Entry.objects.filter(verb="issue.unlogged", actor=cast["facilitator"]).count() == 3


@pytest.mark.parametrize("deed", ["comment", "follow", "verify", "action"])
def test_an_issue_that_somebody_touched_stays_and_all_others_with_it(khovd, cast, deed):
    made = do.log_issues(khovd, actor=cast["secretary"], rows=rows(3))
    touched = made[1]
    if deed == "comment":
        do.comment_issue(touched, actor=cast["member"], text="Тийм")
    elif deed == "follow":
        do.follow_issue(touched, actor=cast["member"])
    elif deed == "verify":
        do.verify_issue(touched, actor=cast["monitor"], note="Үзлээ")
    else:
        do.plan_action(
            khovd, actor=cast["facilitator"], title="Засах", issue=touched,
            government_owner=_member(khovd, "officer"), civil_owner=_member(khovd, "member"),
            due_date=khovd.today(),
        )  # fmt: skip
    with pytest.raises(CannotUndo) as error:
        do.unlog_issues(khovd, actor=cast["facilitator"], keys=[row.pk for row in made])
    assert len(str(error.value)) > 20
    assert Issue.objects.count() == 3


def _member(group, role):
    return Membership.objects.filter(group=group, role=role).first()
