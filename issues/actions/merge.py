"""Joining an issue with another about the same, and undoing it exactly (I5).

No row is deleted: the merged issue keeps its texts, reporters, followers, clocks and feedback and
points to the one that goes on. Who followed or logged it follows the other as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.change import locked, move
from issues.actions.refusals import CannotMerge
from issues.actions.standing import put_back, standing_of
from issues.lifecycle import IssueState
from issues.models import Follow, Issue, Merge

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def merge_issue(
    issue: Issue, *, actor: Any, into: Issue, note: str = "", version: int | None = None
) -> Issue:
    """Join the issue with another of the same group; who follows it follows the other.

    Raises `CannotMerge` for itself, for one that was merged or rejected, and for one with which
    others were joined; `StaleVersion` when somebody was quicker.
    """
    if into.pk == issue.pk or into.group_id != issue.group_id:
        raise CannotMerge(_("Please name another issue of the same group."), field="into")
    issue, into = _both_locked(issue, into, version)
    if into.state in {IssueState.MERGED, IssueState.REJECTED}:
        raise CannotMerge(
            _("%(code)s is not open itself. Please name the issue that is.") % {"code": into.code},
            field="into",
        )
    if Issue.objects.filter(merged_into=issue).exists():
        raise CannotMerge(_("Another issue was joined with this one. Please undo that first."))
    state, published_at, standing = issue.state, issue.published_at, standing_of(issue)
    moved = move(
        issue,
        "merge",
        actor=actor,
        note=note,
        data={"into": into.code},
        merged_into=into,
        published_at=None,
    )
    at = timezone.now()
    Merge.objects.create(
        group=issue.group,
        issue=moved,
        into=into,
        state_before=state,
        published_before=published_at,
        standing=standing,
        follows_added=_carry_followers(moved, into, at),
        merged_by=actor,
        at=at,
    )
    return moved


def _both_locked(issue: Issue, into: Issue, version: int | None) -> tuple[Issue, Issue]:
    """Lock both in the order of their keys, so that two merges crosswise do not wait for ever."""
    rows = {row.pk: locked(row) for row in sorted((issue, into), key=lambda row: row.pk)}
    return locked(issue, version), rows[into.pk]


def _carry_followers(issue: Issue, into: Issue, at: datetime) -> list[int]:
    """Let all who hear of the issue follow the other; give those who did not before."""
    people = _hearers(issue)
    known = set(Follow.objects.filter(issue=into).values_list("user_id", flat=True))
    added = sorted(people - known - {into.logged_by_id})
    rows = [Follow(group=into.group, issue=into, user_id=user, since=at) for user in added]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)
    return added


def _hearers(issue: Issue) -> set[int]:
    people = set(Follow.objects.filter(issue=issue).values_list("user_id", flat=True))
    return people | ({issue.logged_by_id} if issue.logged_by_id else set())


@transaction.atomic
def unmerge_issue(issue: Issue, *, actor: Any, note: str = "", version: int | None = None) -> Issue:
    """Let a merged issue stand alone again, in the state and with the publicity it had.

    Who followed the other only because of the merge no longer does; who chose to since, stays.
    """
    issue = locked(issue, version)
    merge = Merge.objects.filter(issue=issue, undone_at=None).select_for_update().first()
    columns: dict[str, Any] = {"merged_into": None}
    if merge is not None:
        columns |= {"state": merge.state_before, "published_at": merge.published_before}
        if merge.standing:
            put_back(issue, merge.standing)
            columns["due_date"] = issue.due_date
    moved = move(issue, "unmerge", actor=actor, note=note, **columns)
    if merge is not None:
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        _leave_followers(merge)
    return moved


def _leave_followers(merge: Merge) -> None:
    """End the following that rests on this joining alone; another one that still stands keeps it."""
    carried = Follow.objects.filter(
        issue=merge.into_id, user__in=merge.follows_added, since=merge.at
    )
    left = set(carried.values_list("user_id", flat=True))
    others = Merge.objects.filter(into=merge.into_id, undone_at=None).select_related("issue")
    for other in others.order_by("id"):
        kept = left & _hearers(other.issue)
        if kept:
            carried.filter(user__in=kept).update(since=other.at)
            other.follows_added = sorted({*other.follows_added, *kept})
            other.save(update_fields=["follows_added"])
            left -= kept
    carried.filter(user__in=left).delete()
