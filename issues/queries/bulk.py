"""Changes of many issues: the one door to one, its rows, the latest of a group (I18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import Http404

from issues.models import BulkChange, BulkRow, Outcome
from masam.organisations.models import OrganisationKind
from masam.organisations.queries import organisations_in

if TYPE_CHECKING:
    from groups.gate import Gate
    from groups.models import Group

MOST_SHOWN = 200  # rows of one outcome on the page; the others are counted


def bulk_or_404(gate: Gate, pk: int) -> BulkChange:
    """Give a change of many of the gate's group; the only door from an address to one."""
    rows = BulkChange.objects.filter(group=gate.group, pk=pk)
    found: BulkChange | None = rows.select_related("group", "asked_by", "undone_by").first()
    if found is None:
        raise Http404
    return found


def bulk_counts(bulk: BulkChange) -> dict[str, int]:
    """Count the issues of a change by what became of them; every outcome is there."""
    rows = BulkRow.objects.filter(group=bulk.group_id, bulk=bulk).order_by()
    found = dict(rows.values_list("outcome").annotate(n=Count("pk")))
    return {outcome: found.get(outcome, 0) for outcome in Outcome.values}


def bulk_rows(bulk: BulkChange) -> Any:
    """Give the issues of a change, those that change first."""
    rows = BulkRow.objects.filter(group=bulk.group_id, bulk=bulk).select_related("issue__group")
    return rows.order_by("outcome", "id")


def latest_bulks(group: Group) -> Any:
    """Give the last twenty changes that were confirmed, with how many issues each changed."""
    rows = BulkChange.objects.filter(group=group).exclude(stage="previewed")
    return rows.select_related("asked_by").annotate(issues=Count("rows")).order_by("-id")[:20]


def organisations_for_many(group: Group) -> Any:
    """Give who may be asked about many issues at once: the agencies and service points there."""
    kinds = [OrganisationKind.AGENCY, OrganisationKind.SERVICE_POINT]
    return organisations_in(group.unit).filter(kind__in=kinds).order_by("kind", "sort_key", "id")
