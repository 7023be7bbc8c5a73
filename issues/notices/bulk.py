"""Changes of many: one mail for each office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.models import Role
from groups.queries import current_members
from issues.notices.facts import day_of
from issues.notices.people import users_of
from masam.notifications.actions import queue_notice
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from issues.models import BulkChange, BulkRow
    from masam.notifications.models import Notice

MOST_NAMED = 30  # issues in one mail; the others stand behind its link


def issues_assigned(bulk: BulkChange, rows: Iterable[BulkRow]) -> None:
    """Tell the officers of each organisation once of all they are asked together."""
    _tell_offices(bulk, "issues_assigned", rows, lambda row: row.issue.responsible_id)


def issues_unasked(bulk: BulkChange, rows: Iterable[BulkRow]) -> None:
    """Tell them that they are no longer asked."""
    _tell_offices(bulk, "issues_unasked", rows, lambda row: row.after["responsible_id"])


def _tell_offices(
    bulk: BulkChange, kind: str, rows: Iterable[BulkRow], asked: Callable[[BulkRow], int | None]
) -> None:
    found: dict[int | None, list[BulkRow]] = {}
    for row in rows:
        found.setdefault(asked(row), []).append(row)
    for organisation, mine in found.items():
        officers = current_members(bulk.group).filter(role=Role.OFFICER, organisation=organisation)
        told = [
            {"code": row.issue.code, "title": row.issue.title, "due": row.after["due_date"]}
            for row in mine[:MOST_NAMED]
        ]
        queue_notice(
            kind,
            app="issues",
            group=bulk.group,
            people=users_of(officers),
            context={"told": told, "count": len(mine), "note": bulk.words.get("note", "")},
            key=f"bulk:{bulk.pk}:{organisation}",
        )


@preparer("issues_assigned")
@preparer("issues_unasked")
def prepare_many(notice: Notice) -> dict[str, Any]:
    """Give days as days, and how many are not named."""
    told = [row | {"due_date": day_of(row["due"] or "")} for row in notice.context["told"]]
    return {"told": told, "more": notice.context["count"] - len(told), "path": "/office/"}
