"""What issues answer when groups ask: what to see first, what to put on the agenda, what rests on an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from groups.models import Agreement, Group
from groups.queries import FollowUp, Task
from groups.signals import agenda_wanted, desk_wanted, follow_ups_wanted
from issues.lifecycle import APART, FIXED, ActionState, IssueState
from issues.models import Issue
from issues.permissions import ANSWERABLE
from issues.queries import desk_actions, open_actions_of, resting_on
from masam.ui.addresses import address

if TYPE_CHECKING:
    from groups.gate import Gate
    from issues.models import JointAction
    from issues.models.issue import IssueQuerySet

MOST = 5  # of each kind


@receiver(desk_wanted)
def tasks_of_issues(sender: type[Group], gate: Gate, **kwargs: Any) -> list[Task]:
    """Give what this person should do next about issues and joint actions."""
    if "issue.read" not in gate.may:
        return []
    rows = Issue.objects.filter(group=gate.group).select_related("group")
    found: dict[int, Task] = {}
    for duty, sentence, wanted in (
        ("issue.verify", _("go and see whether the problem is real"), _to_verify(rows, gate)),
        ("issue.confirm", _("go and see whether it is really fixed"), _to_confirm(rows, gate)),
        ("issue.assign", _("overdue: remind the office"), rows.overdue(gate.group.today())),
        ("issue.assign", _("ask an organisation"), _unasked(rows)),
    ):
        if duty in gate.may:
            found |= {row.pk: _task(row, sentence) for row in wanted[:MOST] if row.pk not in found}
    return [*found.values(), *_actions(gate)]


def _to_verify(rows: IssueQuerySet, gate: Gate) -> IssueQuerySet:
    return _outside(rows.filter(state=IssueState.REPORTED), gate).order_by("logged_at", "id")


def _to_confirm(rows: IssueQuerySet, gate: Gate) -> IssueQuerySet:
    claimed = rows.filter(state=IssueState.CLAIMED_FIXED)
    return _outside(claimed, gate).exclude(claimed_by=gate.user).order_by("claimed_at", "id")


def _outside(rows: IssueQuerySet, gate: Gate) -> IssueQuerySet:
    own = gate.organisation_id
    return rows.exclude(responsible=own).exclude(service_point=own) if own else rows


def _unasked(rows: IssueQuerySet) -> IssueQuerySet:
    states = [state for state in ANSWERABLE if state != IssueState.REPORTED]
    return rows.filter(state__in=states, responsible=None).order_by("logged_at", "id")


def _task(issue: Issue, sentence: str) -> Task:
    return Task(
        title=f"{issue.code} {issue.title}",
        url=address(issue.group.slug, "desk", "issues", issue.code),
        detail=sentence,
        due_date=issue.due_date,
        is_overdue=issue.is_overdue,
        state=issue.state,
    )


def _actions(gate: Gate) -> list[Task]:
    if gate.membership is None:
        return []
    return [_action_task(row) for row in open_actions_of(gate.membership)[:MOST]]


def _action_task(action: JointAction) -> Task:
    return Task(
        title=action.title,
        url=address(action.group.slug, "desk", "actions", action.number),
        detail=_("joint action you own"),
        due_date=action.due_date,
        is_overdue=action.is_overdue,
        state=action.state,
    )


@receiver(agenda_wanted)
def items_of_issues(sender: type[Group], group: Group, **kwargs: Any) -> list[str]:
    """Propose overdue joint actions and overdue issues for the agenda, the latest dates first."""
    late = desk_actions(group, overdue=True).order_by("due_date", "id")[:MOST]
    issues = Issue.objects.filter(group=group).select_related("group")
    waiting = issues.overdue(group.today()).order_by("due_date", "id")[:MOST]
    return [
        *(_("Joint action: %(title)s") % {"title": row.title} for row in late),
        *(f"{row.code} {row.title}" for row in waiting),
    ]


@receiver(follow_ups_wanted, sender=Agreement)
def resting_on_agreement(
    sender: type[Agreement], target: Agreement, **kwargs: Any
) -> list[FollowUp]:
    """Give the issues and joint actions that rest on an agreement, in the order they were tied."""
    rows = []
    for link in resting_on(target):
        if link.issue is not None:
            rows.append(issue_follow_up(link.issue))
        elif link.action is not None:
            rows.append(action_follow_up(link.action))
    return rows


def issue_follow_up(issue: Issue) -> FollowUp:
    """Give an issue as a row; done when nothing more is to be done about it."""
    url = address(issue.group.slug, "desk", "issues", issue.code)
    label = issue.get_state_display()
    is_done = issue.state in {*FIXED, *APART}
    return FollowUp(issue.code, issue.title, url, issue.state, label, is_done)


def action_follow_up(action: JointAction) -> FollowUp:
    """Give a joint action as a row; done when it is done or was cancelled."""
    url = address(action.group.slug, "desk", "actions", action.number)
    open_states = {ActionState.PLANNED, ActionState.HALF_DONE}
    label = action.get_state_display()
    is_done = action.state not in open_states
    return FollowUp(str(action.number), action.title, url, action.state, label, is_done)
