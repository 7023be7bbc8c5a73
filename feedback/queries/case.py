"""What is true of cases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404

from feedback.lifecycle import CaseState
from feedback.models import Case, Contact, Kind, Told
from feedback.models.code import POINTER, code_digest
from groups.models import Pointer
from masam.organisations.models import Organisation
from masam.search.folding import saying

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from feedback.models.case import CaseQuerySet
    from groups.gate import Gate
    from groups.models import Group
    from issues.models import Issue

CLUSTER_CASES, CLUSTER_DAYS = 3, 60
ALL = "all"


@dataclass(frozen=True)
class Word:
    """One word of the talk. `who` is "citizen", "group" or "system"; `by` a name, for staff only."""

    at: datetime
    who: str
    text: str
    by: str = ""


@dataclass(frozen=True)
class Cluster:
    """Several cases at one service point within a few days."""

    point: Organisation
    count: int


def case_or_404(gate: Gate, number: int, *, to: str = "read") -> Case:
    """Give a case of the gate's group to somebody with the duty `feedback.<to>`."""
    gate.require(f"feedback.{to}")
    cases = Case.objects.select_related("group", "service_point", "issue__group", "entered_by")
    case = cases.filter(group=gate.group, number=number, is_sensitive=False).first()
    if case is None:
        raise Http404
    return case


def cases_like(
    *, kind: str = "", state: str = "", q: str = "", issue: int | None = None
) -> CaseQuerySet:
    """Give the cases of the scope that fit the filter; without a state those that wait."""
    cases = Case.objects.filter(is_sensitive=False).select_related("service_point", "group")
    if issue is not None:
        cases = cases.filter(issue__number=issue)
    elif state in CaseState.values:
        cases = cases.filter(state=state)
    elif state != ALL and not q:
        cases = cases.waiting()
    if kind:
        cases = cases.filter(kind=kind)
    return cases.filter(_about(q)) if q else cases


def _about(q: str) -> Q:
    words = saying(q, "text")
    number = re.fullmatch(r"\d{1,9}", q.strip())
    return words | Q(number=int(q)) if number else words


def waiting_cases(group: Group) -> CaseQuerySet:
    """Give the cases of a group that wait for an answer, the earliest due first."""
    cases = Case.objects.filter(group=group, is_sensitive=False).waiting()
    return cases.filter(is_suspect=False).select_related("service_point").order_by("due_date", "id")


def cases_of_issue(issue: Issue) -> CaseQuerySet:
    """Give the cases that became this issue, joined it, or belong to an issue merged into it."""
    return Case.objects.filter(
        Q(issue=issue) | Q(issue__merged_into=issue), group_id=issue.group_id
    ).select_related("group")


def clusters_of(group: Group, today: date) -> list[Cluster]:
    """Give the service points with three or more open cases (praise apart) in the last 60 days.

    Counts only. The largest first; one query.
    """
    since = today - timedelta(days=CLUSTER_DAYS)
    cases = Case.objects.filter(group=group, received_date__gt=since, is_suspect=False)
    cases = cases.exclude(kind=Kind.PRAISE).exclude(state=CaseState.CLOSED)
    names = ("name_mn", "name_en", "sort_key")
    rows = (
        cases.filter(service_point__isnull=False, is_sensitive=False)
        .values_list("service_point", *(f"service_point__{name}" for name in names))
        .order_by()
        .annotate(count=Count("pk"))
        .filter(count__gte=CLUSTER_CASES)
    )
    found = [
        Cluster(Organisation(pk=pk, **dict(zip(names, words, strict=True))), count)
        for pk, *words, count in rows
    ]
    return sorted(found, key=lambda cluster: (-cluster.count, cluster.point.sort_key))


def talk_of(case: Case) -> list[Word]:
    """Give every word of the talk, the oldest first."""
    first = Word(case.received_at, "citizen", case.text)
    messages = case.messages.select_related("written_by").order_by("id")
    return [first, *(_word(message) for message in messages)]


def _word(message: Any) -> Word:
    if message.from_citizen:
        return Word(message.written_at, "citizen", message.text)
    name = str(message.written_by) if message.written_by else ""
    return Word(message.written_at, "group" if name else "system", message.text, name)


def way_of(case: Case) -> str:
    """Give how the citizen wants to be told, without reading the contact itself."""
    row = Contact.objects.filter(case=case).values_list("way", flat=True).first()
    return row or "none"


def still_to_tell(group: Group) -> QuerySet[Told]:
    """Give the citizens whom a person still has to call or write, the longest waiting first."""
    rows = Told.objects.filter(group=group, told_at__isnull=True)
    return rows.select_related("case").order_by("id")


def pointer_of(code: str) -> Pointer | None:
    """Give where a receipt code leads, or None. Slow on purpose: count the try first.

    Needs no scope.
    """
    rows = Pointer.objects.select_related("group__unit").filter(revoked_at__isnull=True)
    return rows.filter(kind=POINTER, digest=code_digest(code)).first()


def followed_case(pointer: Pointer) -> Case | None:
    """Give the case a receipt code leads to. Needs the scope of the pointer's group."""
    cases = Case.objects.select_related("group__unit", "service_point", "issue__group")
    return cases.filter(group_id=pointer.group_id, pk=pointer.target_id).first()
