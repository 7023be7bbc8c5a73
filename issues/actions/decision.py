"""Ties between issues and the decisions of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.actions import touch
from groups.models import Decision
from issues.actions.action import announce_action, counted, locked_action, plan_action
from issues.actions.refusals import CannotPlan, CannotTie
from issues.lifecycle import ActionState
from issues.models import DecisionLink, Issue, JointAction
from issues.queries.guess import guess_from
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KEY = "issue:"  # how proposals of issues for an agenda begin


@transaction.atomic
def tie_decisions(decisions: Sequence[Decision]) -> list[DecisionLink]:
    """Tie decisions to the issues their items of the agenda were proposed for.

    Other items are left alone, and so is an issue that is none of the group's. Twice is once.
    """
    wanted = {row.pk: _issue_of(row) for row in decisions}
    groups = {row.group_id for row in decisions}
    rows = Issue.objects.filter(group__in=groups, pk__in=[pk for pk in wanted.values() if pk])
    known = rows.in_bulk()
    links = [
        DecisionLink(group_id=row.group_id, decision=row, issue=issue)
        for row in decisions
        if (issue := known.get(wanted[row.pk] or 0)) and issue.group_id == row.group_id
    ]
    return DecisionLink.objects.bulk_create(links, ignore_conflicts=True)


def _issue_of(decision: Decision) -> int | None:
    key = decision.item.source_key if decision.item else ""
    number = key.removeprefix(KEY)
    return int(number) if key.startswith(KEY) and number.isdecimal() else None


# --- by hand -------------------------------------------------------------------------------------


@transaction.atomic
def tie_issue(issue: Issue, *, actor: Any, decisions: Iterable[Decision]) -> Issue:
    """Tie an issue to exactly these decisions of its group's meetings."""
    wanted = {row.pk: row for row in decisions}
    links = DecisionLink.objects.select_for_update(of=("self",)).select_related("decision")
    known = {row.decision_id: row for row in links.filter(issue=issue)}
    for pk in known.keys() - wanted.keys():
        _untie(known[pk], issue, known[pk].decision, actor)
    for pk in wanted.keys() - known.keys():
        _tie(issue, wanted[pk], actor)
    if known.keys() != wanted.keys():
        touch(issue.group)
    return issue


@transaction.atomic
def tie_action(action: JointAction, *, actor: Any, decision: Decision | None) -> JointAction:
    """Tie a joint action to the decision it follows from; None unties it."""
    action = locked_action(action)
    old = action.decision
    if (old.pk if old else None) == (decision.pk if decision else None):
        return action
    before = counted(action)
    action.decision = decision
    action.version += 1
    action.save()
    for verb, row in (("untied", old), ("tied", decision)):
        if row is not None:
            _record(verb, action, row, actor)
    announce_action(action, before)
    return action


@transaction.atomic
def tie_decision(
    decision: Decision, *, actor: Any, issues: Iterable[Issue], actions: Iterable[JointAction]
) -> Decision:
    """Tie a decision to exactly these issues and joint actions of its group.

    Raises `CannotTie` for a joint action that follows from another decision.
    """
    chosen, wanted = {row.pk: row for row in issues}, {row.pk: row for row in actions}
    links = DecisionLink.objects.select_for_update(of=("self",)).select_related("issue__group")
    known = {row.issue_id: row for row in links.filter(decision=decision)}
    for pk in known.keys() - chosen.keys():
        _untie(known[pk], known[pk].issue, decision, actor)
    for pk in chosen.keys() - known.keys():
        _tie(chosen[pk], decision, actor)
    following = {row.pk: row for row in JointAction.objects.filter(decision=decision)}
    for row in wanted.values():
        if row.decision_id not in {None, decision.pk}:
            raise CannotTie(
                _("“%(title)s” follows from another decision already.") % {"title": row.title},
                field="actions",
            )
    for pk in following.keys() - wanted.keys():
        tie_action(following[pk], actor=actor, decision=None)
    for pk in wanted.keys() - following.keys():
        tie_action(wanted[pk], actor=actor, decision=decision)
    touch(decision.group)
    return decision


def _tie(issue: Issue, decision: Decision, actor: Any) -> None:
    DecisionLink.objects.get_or_create(group=issue.group, issue=issue, decision=decision)
    _record("tied", issue, decision, actor)


def _untie(link: DecisionLink, issue: Issue, decision: Decision, actor: Any) -> None:
    link.delete()
    _record("untied", issue, decision, actor)


def _record(verb: str, target: Issue | JointAction, decision: Decision, actor: Any) -> None:
    """Write it down on both ends."""
    noun = "issue" if isinstance(target, Issue) else "action"
    name = f"{target.code} {target.title}" if isinstance(target, Issue) else target.title
    about = {"decision": decision.pk}
    record(f"{noun}.{verb}", actor=actor, target=target, note=decision.text, data=about)
    record(f"decision.{verb}", actor=actor, target=decision, note=name, data={noun: target.pk})


@transaction.atomic
def act_on_decision(decision: Decision, *, actor: Any) -> JointAction:
    """Plan a joint action from a decision with what its words, item and meeting suggest (I11).

    A second press gives the action that follows already. Raises `CannotPlan` when the decision
    needs no action, or a side has nobody who could own it.
    """
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("group", "meeting", "item")
        .get(pk=decision.pk)
    )
    if decision.settled_at is not None:
        raise CannotPlan(
            _("Somebody said that this decision needs no action. Please take that back first.")
        )
    follows = JointAction.objects.filter(decision=decision).exclude(state=ActionState.CANCELLED)
    known = follows.order_by("id").first()
    if known is not None:
        return known
    guess = guess_from(decision)
    if guess.government_owner is None or guess.civil_owner is None:
        raise CannotPlan(
            _("One side of the group has no member who could own it. Please admit one.")
        )
    return plan_action(
        decision.group,
        actor=actor,
        title=guess.title,
        government_owner=guess.government_owner,
        civil_owner=guess.civil_owner,
        due_date=guess.due_date,
        issue=guess.issue,
        decision=decision,
    )
