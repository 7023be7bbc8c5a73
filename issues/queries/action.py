"""Joint actions: the door, the list by date, who may own one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.http import Http404

from groups.models import Decision, Membership, Stakeholder
from groups.queries import current_members
from issues.lifecycle import ActionState
from issues.models import JointAction
from issues.queries.agreement import with_agreements
from masam.audit.queries import entries_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group

OPEN = (ActionState.PLANNED, ActionState.HALF_DONE)
GOVERNMENT_SIDE = (Stakeholder.GOVERNMENT, Stakeholder.KHURAL, Stakeholder.PROVIDER)
OWNERS = ("government_owner__organisation", "civil_owner__organisation")
ACTION_ORDER = ("is_over", "due_date", "id")


def desk_actions(group: Group, *, overdue: bool = False, mine: Any = None) -> QuerySet[JointAction]:
    """Give the group's joint actions, to be sorted by `ACTION_ORDER`: open ones first, by day."""
    over = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = JointAction.objects.filter(group=group).annotate(is_over=over)
    rows = rows.select_related("group", "issue", *OWNERS)
    if overdue:
        rows = rows.filter(state__in=OPEN, due_date__lt=group.today())
    if mine is not None:
        rows = rows.filter(Q(government_owner=mine) | Q(civil_owner=mine))
    return rows


def action_or_404(gate: Gate, number: int) -> JointAction:
    """Give a joint action of the gate's group; the only door from an address to one."""
    related = ("group", "issue__group", "decision__meeting", *OWNERS)
    rows = JointAction.objects.filter(group=gate.group, number=number % 2**31)
    found = with_agreements(rows.select_related(*related), "action").first()
    if found is None:
        raise Http404
    return found


def owners_of_side(group: Group, side: str) -> QuerySet[Membership]:
    """Give the members who may own an action for "government" or for "civil" society."""
    rows = current_members(group)
    is_government = Q(stakeholder__in=GOVERNMENT_SIDE)
    return rows.filter(is_government if side == "government" else ~is_government)


def decisions_of(group: Group) -> QuerySet[Decision]:
    """Give the latest decisions, with their meetings."""
    rows = Decision.objects.filter(group=group).select_related("meeting")
    return rows.order_by("-meeting__held_date", "-meeting_id", "position")


def decision_or_404(gate: Gate, key: str) -> Decision:
    """Give the decision an address names (`?decision=7`), of the gate's group."""
    found = decisions_of(gate.group).filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        raise Http404
    return found


def history_of(action: JointAction) -> list[Any]:
    """Give what happened to an action, oldest first."""
    return list(entries_of(action))


def open_actions_of(membership: Membership) -> QuerySet[JointAction]:
    """Give the open joint actions a member owns and has not confirmed yet."""
    waiting = Q(government_owner=membership, government_done_at=None) | Q(
        civil_owner=membership, civil_done_at=None
    )
    rows = JointAction.objects.filter(waiting, group=membership.group_id, state__in=OPEN)
    return rows.select_related("group").order_by(F("due_date").asc(), "id")
