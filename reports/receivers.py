"""What reports hear: every change that a tally counts, in the transaction of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.signals import case_changed
from groups.models import Role
from groups.queries import Effect
from groups.signals import ending_wanted, meeting_changed, member_joined
from issues.signals import action_changed, issue_changed, issues_logged, issues_undone
from masam.accounts.signals import Place, places_wanted
from masam.ui.addresses import address
from reports.actions import (
    change_tallies,
    count_issues,
    recount_actions,
    recount_meetings,
    subscribe_report,
)
from reports.indicators import feedback_tallies, issue_tallies
from reports.models import ReportKind
from reports.queries import subscribers

if TYPE_CHECKING:
    from feedback.models import Case
    from groups.models import Group, Meeting, Membership
    from issues.models import Issue, JointAction
    from masam.accounts.models import User


def connect() -> None:
    """Begin to listen. Called once, when the apps are ready."""
    places_wanted.connect(national_pages, dispatch_uid="reports.places")
    issue_changed.connect(count_issue, dispatch_uid="reports.issue")
    issues_logged.connect(count_logged, dispatch_uid="reports.logged")
    issues_undone.connect(count_undone, dispatch_uid="reports.undone")
    meeting_changed.connect(count_meeting, dispatch_uid="reports.meeting")
    action_changed.connect(count_action, dispatch_uid="reports.action")
    case_changed.connect(count_feedback, dispatch_uid="reports.feedback")
    member_joined.connect(subscribe_facilitator, dispatch_uid="reports.joined")
    ending_wanted.connect(reports_that_stop, dispatch_uid="reports.ending")


def national_pages(sender: Any, user: User, **kwargs: Any) -> list[Place]:
    """Give national staff the way to their pages."""
    if not user.is_national:
        return []
    return [Place(_("National pages"), address("national"), _("figures of all groups"))]


def count_issue(
    sender: Any, issue: Issue, before: dict[str, Any] | None = None, **kwargs: Any
) -> None:
    """Take away what the issue added before and add what it adds now."""
    zone = issue.group.tz
    change = issue_tallies(issue.counted(), zone)
    if before is not None:
        change.merge(issue_tallies(before, zone), -1)
    change_tallies(issue.group_id, change)
    if before is not None and (before["published_at"] is None) == issue.is_public:
        recount_actions(issue.group)  # its joint actions became public, or private, with it


def count_logged(sender: Any, group: Group, issues: list[Issue], **kwargs: Any) -> None:
    """Count what an import logged."""
    count_issues(group, issues)


def count_undone(sender: Any, group: Group, issues: list[Issue], **kwargs: Any) -> None:
    """Count no more what an import logged and somebody takes back."""
    count_issues(group, issues, -1)


def count_meeting(
    sender: Any, meeting: Meeting, before: dict[str, Any] | None = None, **kwargs: Any
) -> None:
    """Count the months of the meeting anew, the one it was in before too."""
    days = {meeting.held_date, (before or {}).get("held_date") or meeting.held_date}
    recount_meetings(meeting.group, {day.replace(day=1) for day in days})


def count_action(sender: Any, action: JointAction, **kwargs: Any) -> None:
    """Count the group's joint actions anew."""
    recount_actions(action.group)


def count_feedback(
    sender: Any, case: Case, before: dict[str, Any] | None = None, **kwargs: Any
) -> None:
    """Take away what the citizen's case added before and add what it adds now."""
    zone = case.group.tz
    change = feedback_tallies(case.counted(), zone)
    if before is not None:
        change.merge(feedback_tallies(before, zone), -1)
    change_tallies(case.group_id, change)


def subscribe_facilitator(sender: Any, membership: Membership, **kwargs: Any) -> None:
    """Tell a new facilitator from now on when the month's report is ready; one click ends it."""
    if membership.role == Role.FACILITATOR and membership.user is not None:
        subscribe_report(membership.group, actor=membership.user)


def reports_that_stop(sender: Any, group: Group, **kwargs: Any) -> list[Effect]:
    """Say that no month is reported any more, and count who waits for it."""
    count = len(subscribers(group, ReportKind.MONTHLY))
    sentence = ngettext(
        "person gets no monthly report any more.", "people get no monthly report any more.", count
    )
    return [
        Effect(sentence, count),
        Effect(_("Figures and reports that were made stay as they are."), goes_on=True),
    ]
