"""Duties, what is owed, checks and words, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.http import Http404

from disclosure.models import (
    Check,
    CheckProof,
    CountsFrom,
    Duty,
    GapIssue,
    OfficeWord,
    Owed,
    Watched,
)
from issues.lifecycle import UNFINISHED
from masam.audit.queries import entries_of
from masam.organisations.models import Organisation, OrganisationKind
from masam.organisations.queries import organisations_in

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from groups.gate import Gate
    from groups.models import Group
    from issues.models import Issue
    from masam.calendars.periods import Period

BOUND_KINDS = (OrganisationKind.AGENCY, OrganisationKind.SERVICE_POINT, OrganisationKind.KHURAL)


def duties_in_force(day: date) -> QuerySet[Duty]:
    """Give the duties whose law holds on a day, in the order of the catalogue."""
    rows = Duty.objects.select_related("rule").filter(rule__valid_from__lte=day)
    return rows.filter(Q(rule__valid_to=None) | Q(rule__valid_to__gte=day))


def duties_of(organisation: Organisation, day: date) -> list[Duty]:
    """Give the duties that bind an organisation on a day."""
    return [duty for duty in duties_in_force(day) if duty.binds(organisation)]


def events_duties(day: date) -> QuerySet[Duty]:
    """Give the duties that arise from an event, in force on a day."""
    return duties_in_force(day).filter(counts_from=CountsFrom.EVENT)


def watched(group: Group) -> QuerySet[Watched]:
    """Give the organisations that the group watches now."""
    rows = Watched.objects.select_related("organisation").filter(group=group, is_active=True)
    return rows.order_by("organisation__sort_key", "organisation_id")


def kinds_watched(group: Group) -> set[tuple[str, str]]:
    """Give (kind, sector) of the offices a group watches; service points are each place's own."""
    rows = watched(group).exclude(organisation__kind=OrganisationKind.SERVICE_POINT).order_by()
    return set(rows.values_list("organisation__kind", "organisation__sector").distinct())


def watched_or_404(gate: Gate, pk: int) -> Watched:
    """Give one watched organisation of the gate's group."""
    row = watched(gate.group).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def watchable(group: Group) -> QuerySet[Organisation]:
    """Give the organisations of the group's place that a law binds and it does not watch yet."""
    known = watched(group).values_list("organisation_id", flat=True)
    bound = organisations_in(group.unit).filter(kind__in=BOUND_KINDS)
    return bound.exclude(pk__in=list(known))


def owed_rows(
    group: Group, *, period: Period | None = None, organisation: int | None = None, state: str = ""
) -> QuerySet[Owed]:
    """Give what is owed in a group: due in a period, by an organisation, in a state."""
    rows = Owed.objects.with_names().filter(group=group)
    if period:
        rows = rows.due_in(period.start, period.end)
    if organisation:
        rows = rows.filter(organisation_id=organisation)
    return _in_state(rows, state, group.today())


def _in_state(rows: QuerySet[Owed], state: str, today: date) -> QuerySet[Owed]:
    if state == "to_check":
        return rows.to_check(today)  # type: ignore[attr-defined]
    if state == "not_due":
        return rows.filter(result="", due_date__gte=today)
    if state == "gap":
        return rows.gaps()  # type: ignore[attr-defined]
    return rows.filter(result=state) if state else rows


def late_to_check(group: Group) -> QuerySet[Owed]:
    """Give what should be published by now and nobody has looked for, the latest due first."""
    return owed_rows(group, state="to_check").order_by("-due_date", "-id")


def gaps_of(group: Group) -> QuerySet[Owed]:
    """Give what was looked for and not found as it should be, the latest due first."""
    return owed_rows(group, state="gap").order_by("-due_date", "-id")


def owed_or_404(gate: Gate, pk: int) -> Owed:
    """Give one row of what is owed in the gate's group."""
    row = Owed.objects.with_names().filter(group=gate.group, pk=pk).first()
    if row is None:
        raise Http404
    return row


def proof_or_404(gate: Gate, owed_pk: int, pk: int) -> CheckProof:
    """Give one proof of a check of a row in the gate's group."""
    proof = CheckProof.objects.filter(group=gate.group, check_row__owed_id=owed_pk, pk=pk).first()
    if proof is None:
        raise Http404
    return proof


def checks_of(owed: Owed) -> QuerySet[Check]:
    """Give the checks of a row, newest first, with proofs and the office's words."""
    words = OfficeWord.objects.select_related("organisation").order_by("id")
    proofs = CheckProof.objects.order_by("id")
    rows = Check.objects.filter(group_id=owed.group_id, owed=owed).order_by("-id")
    return rows.prefetch_related(Prefetch("words", words), Prefetch("proofs", proofs))


@dataclass(frozen=True)
class CheckLine:
    """A check as the desk shows it; `who` comes from the audit, for people of the group only."""

    check: Check
    who: str


def check_lines(owed: Owed) -> list[CheckLine]:
    """Give the checks of a row with the names of those who looked."""
    entries = entries_of(owed).filter(verb="duty.checked")
    who = {entry.data.get("check"): entry.actor_name for entry in entries}
    return [CheckLine(check, who.get(check.pk, "")) for check in checks_of(owed)]


def words_in(group: Group, period: Period, *, limit: int = 20) -> list[OfficeWord]:
    """Give the newest words of offices to checks of what was due in a period."""
    rows = OfficeWord.objects.filter(
        group=group,
        check_row__owed__due_date__gte=period.start,
        check_row__owed__due_date__lt=period.end,
    )
    names = rows.select_related("organisation", "check_row__owed__duty")
    return list(names.order_by("-id")[:limit])


def unfinished_gap_issue(owed: Owed) -> Issue | None:
    """Give the issue that this gap raised and that is still worked on, if any."""
    rows = GapIssue.objects.select_related("issue__group").filter(
        group_id=owed.group_id, owed=owed, issue__state__in=UNFINISHED
    )
    link = rows.order_by("-id").first()
    return link.issue if link else None
