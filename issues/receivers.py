"""What issues answer when groups ask: what to see first, what to put on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import Group
from groups.queries import Effect, Task
from groups.signals import agenda_wanted, desk_wanted, ending_wanted, group_opened
from issues.actions import copy_categories, seed_categories
from issues.lifecycle import ActionState, IssueState
from issues.models import Issue
from issues.permissions import ANSWERABLE
from issues.queries import desk_actions, open_actions_of
from masam.ui.addresses import address

if TYPE_CHECKING:
    from groups.gate import Gate
    from issues.models import JointAction
    from issues.models.issue import IssueQuerySet

MOST = 5  # of each kind
FINISHED = (ActionState.DONE, ActionState.CANCELLED)


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


@receiver(group_opened)
def categories_of_a_new_group(
    sender: type[Group], group: Group, model: Group | None, parts: frozenset[str], **kwargs: Any
) -> None:
    """Give a new group its categories: the model's own list, else the one every group starts with."""
    if model is not None and "categories" in parts:
        copy_categories(group, model)
    else:
        seed_categories(group)


@receiver(ending_wanted)
def issues_that_stop(sender: type[Group], group: Group, **kwargs: Any) -> list[Effect]:
    """Count the open issues and joint actions that nobody can move any more."""
    issues = Issue.objects.filter(group=group).unfinished().count()
    actions = desk_actions(group).exclude(state__in=FINISHED).count()
    return [
        Effect(
            ngettext(
                "open issue stops where it is: nobody can verify, answer or close it.",
                "open issues stop where they are: nobody can verify, answer or close them.",
                issues,
            ),
            issues,
        ),
        Effect(
            ngettext("joint action stays unfinished.", "joint actions stay unfinished.", actions),
            actions,
        ),
        Effect(_("Legal deadlines of offices go on."), goes_on=True),
    ]
