"""Decisions: whether something has followed from them, and the one door to each."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, ExpressionWrapper, Q, Value
from django.http import Http404

from groups.lifecycle import MeetingState
from groups.models import Decision
from groups.signals import acted_on_wanted

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group


def decisions_with_state(group: Group) -> QuerySet[Decision]:
    """Give the decisions of meetings that were held, each with `is_acted`.

    It is true when an issue or a joint action follows from the decision; the apps above say so
    inside this query.
    """
    rows = Decision.objects.filter(group=group, meeting__state=MeetingState.HELD)
    return rows.annotate(is_acted=_is_acted()).select_related("meeting", "item")


def open_decisions(group: Group) -> QuerySet[Decision]:
    """Give the decisions from which nothing has followed and that need something to follow."""
    rows: Any = decisions_with_state(group)
    found: QuerySet[Decision] = rows.filter(is_acted=False, settled_at=None)
    return found


def decision_or_404(gate: Any, pk: int) -> Decision:
    """Give a decision of the gate's group; the only door from a desk address to one."""
    found = decisions_with_state(gate.group).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.group = gate.group
    return found


def _is_acted() -> ExpressionWrapper:
    answers: Any = acted_on_wanted.send(sender=Decision)
    found = [Q(expression) for _receiver, expression in answers]
    whether: Any = reduce(or_, found) if found else Value(False)  # noqa: FBT003 - reason: SQL's own
    return ExpressionWrapper(whether, output_field=BooleanField())
