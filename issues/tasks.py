"""What runs by the clock: four weeks after a fix, ask whether it is really fixed (I12)."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from groups.models import Group, GroupState
from issues.actions import ask_followers
from issues.lifecycle import IssueState
from issues.models import Issue
from masam.tenancy import in_group

ASK_AFTER = timedelta(weeks=4)
ASK_WITHIN = timedelta(weeks=6)  # a fix of long ago is not asked about when a group comes back


@shared_task
def ask_about_fixes() -> int:
    """Queue the question for every fix that is four weeks old; give how many. Once each."""
    groups = Group.objects.filter(state=GroupState.ACTIVE)
    return sum(ask_in(group) for group in groups)


def ask_in(group: Group) -> int:
    """Queue the question for the fixes of one group."""
    now = timezone.now()
    with in_group(group):
        rows = Issue.objects.filter(
            state=IssueState.VERIFIED_FIXED,
            fixed_at__lte=now - ASK_AFTER,
            fixed_at__gt=now - ASK_WITHIN,
        )
        due = list(rows.select_related("group", "service_point", "responsible", "logged_by"))
        return sum(ask_followers(issue) for issue in due)
