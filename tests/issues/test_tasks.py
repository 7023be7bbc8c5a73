"""What runs by the clock."""

from __future__ import annotations

import datetime

from issues import actions
from issues.lifecycle import IssueState
from issues.models import Issue, IssueWords
from issues.tasks import ask_about_fixes, keep_words
from masam.notifications.models import Notice
from masam.tenancy import in_group
from tests.factories.issues import issue_in


def test_four_weeks_after_a_fix_the_followers_are_asked_once(khovd, cast, department):
    with in_group(khovd):
        issue = issue_in(IssueState.VERIFIED_FIXED, khovd, cast, department)
        actions.follow_issue(issue, actor=cast["member"])
    assert ask_about_fixes() == 0
    with in_group(khovd):
        old = issue.fixed_at - datetime.timedelta(weeks=4, hours=1)
        Issue.objects.filter(pk=issue.pk).update(fixed_at=old)
    assert ask_about_fixes() == 1
    assert ask_about_fixes() == 0
    with in_group(khovd):
        assert Notice.objects.get(kind="issue_asked").recipient == cast["member"]


def test_issues_that_nothing_finds_are_found_again(khovd, cast, clinic):
    with in_group(khovd):
        actions.log_issue(
            khovd, actor=cast["secretary"], title="Эм дутагдалтай", sector="health",
            service_point=clinic,
        )  # fmt: skip
        IssueWords.objects.all().delete()
    assert (keep_words(), keep_words()) == (1, 0)
    with in_group(khovd):
        assert IssueWords.objects.count() == 1
