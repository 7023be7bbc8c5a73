"""Joint actions: the door, the list by date, who may own one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When, Window
from django.db.models.functions import JSONObject, RowNumber
from django.http import Http404

from groups.models import Decision, Membership, Stakeholder
from groups.queries import current_members
from issues.lifecycle import ActionState, IssueState
from issues.models import (
    ActionDependency,
    ActionFund,
    DecisionLink,
    Issue,
    JointAction,
    UpdateFile,
)
from issues.queries.agreement import with_agreements
from masam.audit.queries import entries_of
from masam.search.folding import saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group

OPEN = (ActionState.PLANNED, ActionState.HALF_DONE)
GOVERNMENT_SIDE = (Stakeholder.GOVERNMENT, Stakeholder.KHURAL, Stakeholder.PROVIDER)
OWNERS = ("government_owner__organisation", "civil_owner__organisation")
ACTION_ORDER = ("is_over", "due_date", "id")
ACTION_ORDERS = {"": ACTION_ORDER, "newest": ("-planned_at", "-id"), "title": ("title", "id")}
WEEK, MONTH = 7, 31  # days ahead that the list by date calls this week and this month
MOST_ON_BOARD, MOST_OFFERED = 50, 100


def desk_actions(group: Group, **wanted: Any) -> QuerySet[JointAction]:
    """Give the group's joint actions by the names of `issues.filters.ActionFilter`.

    To be sorted by one of `ACTION_ORDERS`. `mine` and `owner` are memberships; `overdue`,
    `side`, `sector`, `state`, `issue`, `meeting` and `q` as they stand in the address.
    """
    over = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = JointAction.objects.filter(group=group).annotate(is_over=over)
    rows = rows.select_related("group", "issue", *OWNERS)
    for name, value in wanted.items():
        if value:
            rows = rows.filter(NARROWED[name](group, value))
    return rows


def _of_owner(group: Group, owner: Any) -> Q:
    return Q(government_owner=owner) | Q(civil_owner=owner)


def _waits_for_side(group: Group, side: str) -> Q:
    return Q(state__in=OPEN, **{f"{side}_done_at__isnull": True})


def _of_issue(group: Group, code: str) -> Q:
    number = code.rpartition("-")[2]
    return Q(issue__number=int(number)) if number.isdecimal() and len(number) < 10 else Q(pk=None)


def _says(group: Group, words: str) -> Q:
    found = saying(words, "title", "issue__title")
    short = words.strip()
    is_number = short.isdecimal() and len(short) < 10
    return found | Q(number=int(short)) if is_number else found


NARROWED: dict[str, Callable[[Group, Any], Q]] = {
    "q": _says,
    "mine": _of_owner,
    "owner": _of_owner,
    "side": _waits_for_side,
    "issue": _of_issue,
    "overdue": lambda group, _value: Q(state__in=OPEN, due_date__lt=group.today()),
    "state": lambda _group, state: Q(state=state),
    "sector": lambda _group, sector: Q(issue__sector=sector),
    "meeting": lambda _group, number: Q(decision__meeting__number=number),
}


def section_of(action: JointAction, today: date) -> str:
    """Give the part of the list by date: overdue, week, month, later, or over."""
    if action.state not in OPEN:
        return "over"
    days = (action.due_date - today).days
    if days < 0:
        return "overdue"
    return "week" if days <= WEEK else "month" if days <= MONTH else "later"


def board_of(rows: QuerySet[JointAction]) -> dict[str, list[JointAction]]:
    """Give the columns of the board, by state, each with its first fifty; one query.

    Open ones stand by their day, finished ones the latest first.
    """
    order = [Case(When(state__in=OPEN, then=F("due_date"))), F("done_at").desc(nulls_last=True),
             F("id").desc()]  # fmt: skip
    place = Window(RowNumber(), partition_by=[F("state")], order_by=order)
    found = rows.annotate(place=place).filter(place__lte=MOST_ON_BOARD).order_by("state", "place")
    columns: dict[str, list[JointAction]] = {state: [] for state in ActionState.values}
    for row in found:
        columns[row.state].append(row)
    return columns


def action_or_404(gate: Gate, number: int) -> JointAction:
    """Give a joint action of the gate's group; the only door from an address to one.

    It comes with `agreements`, `waiting` and `waited` (what it waits for and what waits for it)
    and `money` (by source), each a list of dicts.
    """
    related = ("group", "issue__group", "decision__meeting", *OWNERS)
    rows = JointAction.objects.filter(group=gate.group, number=number % 2**31)
    rows = _with_parts(with_agreements(rows.select_related(*related), "action"))
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _with_parts(rows: Any) -> Any:
    ties = ActionDependency.objects.order_by("id")
    funds = ActionFund.objects.filter(action=OuterRef("pk")).order_by("position")
    fund = JSONObject(
        source=F("source"), planned_mnt=F("planned_mnt"), secured_mnt=F("secured_mnt")
    )
    return rows.annotate(
        waiting=ArraySubquery(ties.filter(action=OuterRef("pk")).values_list(_told("waits_for"))),
        waited=ArraySubquery(ties.filter(waits_for=OuterRef("pk")).values_list(_told("action"))),
        money=ArraySubquery(funds.values_list(fund)),
    )


def _told(end: str) -> JSONObject:
    names = ("pk", "number", "title", "state", "due_date")
    return JSONObject(**{name: F(f"{end}__{name}") for name in names})


def update_file_or_404(action: JointAction, pk: int) -> UpdateFile:
    """Give a file of the news of an action that the caller was let to."""
    found = UpdateFile.objects.filter(update__action=action, pk=pk).first()
    if found is None:
        raise Http404
    return found


def owners_of_group(group: Group) -> QuerySet[Membership]:
    """Give everybody who owns or owned a joint action of the group."""
    ones = JointAction.objects.filter(group=group)
    is_owner = Q(pk__in=ones.values("government_owner")) | Q(pk__in=ones.values("civil_owner"))
    return Membership.objects.filter(is_owner, group=group).order_by("sort_key", "id")


def actions_to_wait_for(action: JointAction) -> list[JointAction]:
    """Give what an action may wait for: what it waits for already, then other open ones."""
    tied = [row["pk"] for row in action.waiting]  # type: ignore[attr-defined]
    rows = JointAction.objects.filter(group=action.group_id).exclude(pk=action.pk)
    return _chosen_first(rows.filter(Q(state__in=OPEN) | Q(pk__in=tied)), tied)


def actions_to_tie(decision: Decision) -> list[JointAction]:
    """Give what a decision may be tied to: what follows from it, then others without a decision."""
    rows = JointAction.objects.filter(group=decision.group_id)
    free = Q(decision=None) & ~Q(state=ActionState.CANCELLED)
    found = list(rows.filter(free | Q(decision=decision)).order_by("-id")[:MOST_OFFERED])
    return sorted(found, key=lambda row: row.decision_id is None)


def issues_to_tie(decision: Decision) -> list[Issue]:
    """Give what a decision may be tied to: the issues it speaks of, then the latest others (`is_tied`)."""
    tied = Exists(DecisionLink.objects.filter(decision=decision, issue=OuterRef("pk")))
    rows = Issue.objects.filter(group=decision.group_id).annotate(is_tied=tied)
    rows = rows.select_related("group").order_by("-is_tied", "-logged_at", "-id")
    closed = Q(state__in=[IssueState.MERGED, IssueState.REJECTED])
    return list(rows.filter(Q(is_tied=True) | ~closed)[:MOST_OFFERED])


def decisions_to_tie(group: Group, tied: Iterable[int]) -> list[Decision]:
    """Give the decisions on offer: those tied already, then the latest."""
    rows, chosen = decisions_of(group), set(tied)
    first = [*rows.filter(pk__in=chosen)] if chosen else []
    return [*first, *rows.exclude(pk__in=chosen)[:MOST_OFFERED]]


def _chosen_first(rows: QuerySet[JointAction], chosen: Iterable[int]) -> list[JointAction]:
    found = list(rows.order_by("due_date", "id")[:MOST_OFFERED])
    return sorted(found, key=lambda row: row.pk not in set(chosen))


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
