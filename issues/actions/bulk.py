"""One change of many issues: previewed, confirmed once, undone once (I18).

Every issue is changed by the very action that changes a single one, so rules, history, audit and
roll-ups are the same; only the office hears of all at once. A small change is one transaction; a
large one is a job of chunks, each a transaction, that goes on where a dead worker stopped.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.bulk_way import way_of
from issues.actions.refusals import CannotChangeMany
from issues.models import BulkChange, BulkKind, BulkRow, Issue, Outcome, Stage
from issues.notices import issues_assigned, issues_unasked
from masam.audit.actions import record
from masam.jobs.models import JobState
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Group
    from issues.actions.bulk_way import Way

MOST = 1000  # issues of one change
AT_ONCE = 100  # a larger change is made by a worker
CHUNK = 50


@transaction.atomic
def preview_bulk(
    group: Group, *, actor: Any, kind: str, issues: Sequence[Issue], words: dict[str, Any]
) -> BulkChange:
    """Freeze what a change would do to each issue, and which are refused and why.

    Raises `CannotChangeMany` for none and for more than a thousand.
    """
    if not issues:
        raise CannotChangeMany(_("Please choose at least one issue."))
    if len(issues) > MOST:
        raise CannotChangeMany(_("At most 1,000 issues at once. Please narrow the list down."))
    bulk: BulkChange = BulkChange.objects.create(
        group=group, kind=kind, words=words, asked_by=actor
    )
    way = way_of(bulk)
    BulkRow.objects.bulk_create(_previewed(bulk, way, issue) for issue in issues)
    record("bulk.previewed", actor=actor, target=bulk, data={"kind": kind, "issues": len(issues)})
    return bulk


def _previewed(bulk: BulkChange, way: Way, issue: Issue) -> BulkRow:
    row = BulkRow(
        group=bulk.group, bulk=bulk, issue=issue, version=issue.version,
        was=way.was(issue)[:300], becomes=way.becomes(issue)[:300],
    )  # fmt: skip
    verdict = way.verdict(issue)
    if not verdict:
        row.outcome, row.reason, row.becomes = Outcome.REFUSED, str(verdict.reason)[:300], ""
    elif row.was == row.becomes:
        row.outcome = Outcome.SAME
    return row


@transaction.atomic
def confirm_bulk(bulk: BulkChange, *, actor: Any) -> BulkChange:
    """Make the change as previewed; a large one is left to a worker.

    Raises `CannotChangeMany` when it was confirmed before, or nothing is left to change.
    """
    bulk = _locked(bulk)
    if bulk.stage != Stage.PREVIEWED:
        raise CannotChangeMany(_("This change was confirmed already."))
    pending = BulkRow.objects.filter(group=bulk.group_id, bulk=bulk, outcome=Outcome.PENDING)
    count = pending.count()
    if not count:
        raise CannotChangeMany(_("None of these issues can be changed."))
    bulk.stage, bulk.confirmed_at, bulk.asked_by = Stage.CONFIRMED, timezone.now(), actor
    bulk.save()
    record("bulk.confirmed", actor=actor, target=bulk, data={"kind": bulk.kind, "issues": count})
    if count <= AT_ONCE:
        _do(bulk, list(_related(pending)))
        finish_bulk(bulk)
    return bulk


def _locked(bulk: BulkChange) -> BulkChange:
    row: BulkChange = BulkChange.objects.select_for_update(of=("self",)).get(pk=bulk.pk)
    return row


def _related(rows: Any) -> Any:
    return rows.select_related("issue__group").order_by("id")


def _do(bulk: BulkChange, rows: list[BulkRow]) -> None:
    """Change one issue after the other; what a rule refuses meanwhile stays as it is."""
    way = way_of(bulk)
    for row in rows:
        try:
            with transaction.atomic():
                row.before, row.after = way.do(row, actor=bulk.asked_by)
            row.outcome = Outcome.DONE
        except DomainError as error:
            row.outcome, row.reason = Outcome.REFUSED, str(error)[:300]
    BulkRow.objects.bulk_update(rows, ["before", "after", "outcome", "reason"])


@transaction.atomic
def work_bulk(bulk: BulkChange, *, worker: str) -> bool:
    """Make the next fifty changes of a large one; False when there are none, or the lease went."""
    bulk = _locked(bulk)
    if bulk.state != JobState.RUNNING or bulk.lease_by != worker:
        return False
    rows = BulkRow.objects.filter(group=bulk.group_id, bulk=bulk)
    chunk = list(_related(rows.filter(outcome=Outcome.PENDING))[:CHUNK])
    _do(bulk, chunk)
    total = rows.exclude(outcome=Outcome.SAME).count()
    left = rows.filter(outcome=Outcome.PENDING).count()
    bulk.progress = 100 * (total - left) // max(1, total)
    bulk.lease_until = timezone.now() + timedelta(seconds=60)
    bulk.save(update_fields=["progress", "lease_until"])
    if not left:
        finish_bulk(bulk)
    return bool(left)


def finish_bulk(bulk: BulkChange) -> None:
    """Mark the change as made, and tell the offices once of all they are asked."""
    bulk.finish()
    if bulk.kind == BulkKind.ASSIGN:
        issues_assigned(bulk, _done(bulk, Outcome.DONE))


def _done(bulk: BulkChange, outcome: str) -> list[BulkRow]:
    rows = BulkRow.objects.filter(group=bulk.group_id, bulk=bulk, outcome=outcome)
    return list(rows.select_related("issue__group", "issue__responsible").order_by("id"))


@transaction.atomic
def undo_bulk(bulk: BulkChange, *, actor: Any) -> BulkChange:
    """Give every issue back what stood before, but those that were changed since. Once.

    Raises `CannotChangeMany` when it was undone, or does not stand yet.
    """
    bulk = _locked(bulk)
    if not bulk.can_be_undone:
        raise CannotChangeMany(_("Only a change that stands can be undone, and only once."))
    way, rows = way_of(bulk), _done(bulk, Outcome.DONE)
    for row in rows:
        row.outcome = Outcome.UNDONE if way.undo(row, actor=actor) else Outcome.KEPT
        if row.outcome == Outcome.KEPT:
            row.reason = _("It was changed since, so it stays.")
    BulkRow.objects.bulk_update(rows, ["outcome", "reason"])
    bulk.stage, bulk.undone_at, bulk.undone_by = Stage.UNDONE, timezone.now(), actor
    bulk.save()
    undone = [row for row in rows if row.outcome == Outcome.UNDONE]
    kept = [row for row in rows if row.outcome == Outcome.KEPT]
    data = {"kind": bulk.kind, "undone": len(undone), "kept": len(kept)}
    record("bulk.undone", actor=actor, target=bulk, data=data)
    if bulk.kind == BulkKind.ASSIGN:
        issues_unasked(bulk, undone, kept)
    return bulk
