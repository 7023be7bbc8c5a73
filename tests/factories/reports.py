"""Small worlds whose figures can be counted by hand."""

from __future__ import annotations

import datetime
import itertools
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import Attendance, Counter, Meeting, Membership
from groups.signals import meeting_changed
from issues.lifecycle import PROBLEMS, IssueState
from issues.models import Issue
from issues.signals import issue_changed

if TYPE_CHECKING:
    from groups.models import Group


def at(group: Group, day: str, hour: int = 12) -> datetime.datetime:
    """Give a moment of a day where the group lives: `at(khovd, "2026-08-03")`."""
    return datetime.datetime.fromisoformat(day).replace(hour=hour, tzinfo=group.tz)


def verifier(group: Group) -> Membership:
    """Give a member of the group who verifies fixes."""
    member = Membership.objects.filter(group=group, name="Verifier").first()
    return member or Membership.objects.create(
        group=group,
        name="Verifier",
        stakeholder="community",
        role="monitor",
        from_date=datetime.date(2020, 1, 1),
    )


def make_issue(group: Group, state: str = "reported", **fields: Any) -> Issue:
    """Make an issue as it stands, announced as new. Days are texts; it is public unless told."""
    moments = {
        name: at(group, value)
        for name, value in fields.items()
        if name.endswith("_at") and isinstance(value, str)
    }
    fields |= moments
    fields.setdefault("logged_at", at(group, "2026-07-10"))
    if state in PROBLEMS:
        fields.setdefault("verified_at", fields["logged_at"])
    if state == IssueState.VERIFIED_FIXED:
        fields.setdefault("fixed_at", fields["logged_at"] + datetime.timedelta(days=10))
        fields.setdefault("verified_by", verifier(group))
    fields.setdefault("published_at", fields["logged_at"])
    fields.setdefault("title", "Халаалт тасалддаг")
    fields.setdefault("sector", "health")
    issue = Issue.objects.create(
        group=group, number=Counter.next_number(group.pk, "issue"), state=state, **fields
    )
    issue_changed.send(Issue, issue=issue, before=None)
    return issue


def change_issue(issue: Issue, **fields: Any) -> Issue:
    """Change columns of an issue and announce it, as an action would."""
    before = issue.counted()
    for name, value in fields.items():
        setattr(issue, name, value)
    issue.save()
    issue_changed.send(Issue, issue=issue, before=before)
    return issue


def make_meeting(
    group: Group, day: str, came: tuple[str, ...] = (), *, public: bool = True, **fields: Any
) -> Meeting:
    """Make a meeting with one new member present for each stakeholder named, announced."""
    meeting = Meeting.objects.create(
        group=group,
        number=Counter.next_number(group.pk, "meeting"),
        topic="Уулзалт",
        held_date=datetime.date.fromisoformat(day),
        published_at=timezone.now() if public else None,
        **fields,
    )
    for number, stakeholder in zip(itertools.count(1), came, strict=False):
        member = Membership.objects.create(
            group=group,
            name=f"{stakeholder} {number}",
            stakeholder=stakeholder,
            from_date=datetime.date(2020, 1, 1),
        )
        Attendance.objects.create(
            group=group, meeting=meeting, membership=member, stakeholder=stakeholder
        )
    meeting_changed.send(Meeting, meeting=meeting, before=None)
    return meeting
