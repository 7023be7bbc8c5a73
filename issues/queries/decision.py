"""Decisions of meetings, seen from issues: what follows from them, what to talk about next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils import timezone

from groups.models import Decision
from issues.lifecycle import UNFINISHED, ActionState, IssueState
from issues.models import DecisionLink, Issue, JointAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from groups.models import Group

YEAR = timedelta(days=365)
OLD = timedelta(days=90)  # an issue this long open belongs on the agenda
MOST_PROPOSED = 3  # of each kind


def is_acted_on() -> Q:
    """Tell, in a decision's own query, whether an issue or a joint action follows from it.

    A joint action that was cancelled and an issue that was rejected do not count.
    """
    links = DecisionLink.objects.filter(decision=OuterRef("pk"))
    actions = JointAction.objects.filter(decision=OuterRef("pk"))
    return Exists(links.exclude(issue__state=IssueState.REJECTED)) | Exists(
        actions.exclude(state=ActionState.CANCELLED)
    )


def followed_decisions(decisions: Iterable[int]) -> QuerySet[Decision]:
    """Give decisions, each with the `issues` and `actions` that follow from it, in one query."""
    links = DecisionLink.objects.filter(decision=OuterRef("pk")).order_by("id")
    issue = JSONObject(number=F("issue__number"), title=F("issue__title"), state=F("issue__state"))
    actions = JointAction.objects.filter(decision=OuterRef("pk")).order_by("due_date", "id")
    action = JSONObject(number=F("number"), title=F("title"), state=F("state"))
    rows = Decision.objects.filter(pk__in=list(decisions)).select_related("group")
    return rows.annotate(
        issues=ArraySubquery(links.values_list(issue)),
        actions=ArraySubquery(actions.values_list(action)),
    )


def fresh_decisions(group: Group) -> QuerySet[Decision]:
    """Give the decisions of the last year, to choose from; the latest first."""
    rows = Decision.objects.filter(group=group, meeting__held_date__gte=group.today() - YEAR)
    latest: QuerySet[Decision] = rows.select_related("meeting").order_by(
        "-meeting__held_date", "-meeting_id", "position"
    )
    return latest


def agenda_issues(group: Group) -> QuerySet[Issue]:
    """Give the issues to talk about: reopened, past their day without an answer, or old.

    Of each kind the three that have waited longest; one query.
    """
    today = group.today()
    waits = Q(due_date__lt=today, answered_at=None)
    kind = Case(
        When(state=IssueState.REOPENED, then=Value(1)),
        When(waits, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = Issue.objects.filter(group=group, state__in=UNFINISHED).filter(
        Q(state=IssueState.REOPENED) | waits | Q(logged_at__lt=timezone.now() - OLD)
    )
    place = Window(RowNumber(), partition_by=[F("kind")], order_by=[F("logged_at"), F("id")])
    ranked = rows.annotate(kind=kind).annotate(place=place).filter(place__lte=MOST_PROPOSED)
    return ranked.select_related("group").order_by("kind", "place")
