"""What issues answer when a desk or an agenda asks."""

from __future__ import annotations

import datetime

from groups.gate import open_gate
from groups.queries import tasks_for
from groups.signals import agenda_wanted
from issues.lifecycle import IssueState
from issues.models import Issue, JointAction
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_action, make_issue


def test_each_person_sees_what_waits_for_them(khovd, cast, department):
    with in_group(khovd):
        reported = make_issue(khovd, "Шинэ")
        claimed = issue_in(IssueState.CLAIMED_FIXED, khovd, cast, department, title="Засагдсан")
        make_action(khovd, cast)

        def titles(name):
            return {task.title for task in tasks_for(open_gate("khovd", cast[name]))}

        assert {str(reported), str(claimed), "Халаагуур худалдан авах"} <= titles("monitor")
        assert not titles("observer") & {str(reported), str(claimed)}
        past = khovd.today() - datetime.timedelta(days=3)
        Issue.objects.filter(pk=claimed.pk).update(due_date=past)
        assert str(claimed) in titles("secretary")


def test_the_agenda_gets_what_is_late(khovd, cast, department):
    with in_group(khovd):
        issue = issue_in(IssueState.ACCEPTED, khovd, cast, department)
        action = make_action(khovd, cast)
        past = khovd.today() - datetime.timedelta(days=3)
        Issue.objects.filter(pk=issue.pk).update(due_date=past)
        JointAction.objects.filter(pk=action.pk).update(due_date=past)
        answers = agenda_wanted.send(sender=type(khovd), group=khovd)
    items = [item for _receiver, found in answers for item in found or ()]
    assert any(issue.title in str(item) for item in items)
    assert any(action.title in str(item) for item in items)
