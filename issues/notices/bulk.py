"""Changes of many: one mail for each office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.models import Role
from groups.queries import current_members
from issues.notices.facts import day_of
from issues.notices.people import users_of
from masam.notifications.actions import queue_notice, withdraw_notices
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from issues.models import BulkChange, BulkRow
    from masam.notifications.models import Notice

MOST_NAMED = 30  # issues in one mail; the others stand behind its link


def issues_assigned(bulk: BulkChange, rows: Iterable[BulkRow]) -> None:
    """Tell the officers of each organisation once of all they are asked together."""
    for organisation, mine in _by_office(rows).items():
        _tell(bulk, "issues_assigned", organisation, mine)


def issues_unasked(
    bulk: BulkChange, undone: Iterable[BulkRow], kept: Iterable[BulkRow] = ()
) -> None:
    """Take back the mails that have not left; tell who had theirs that they are asked no more.

    An office that stays asked about some (`kept`) and had no mail yet gets one about those.
    """
    stays = _by_office(kept)
    for organisation, mine in _by_office(undone).items():
        key = _key(bulk, organisation)
        had = withdraw_notices("issues_assigned", group=bulk.group, key=key)
        _tell(bulk, "issues_unasked", organisation, mine, only=had)
        if organisation in stays:
            _tell(bulk, "issues_assigned", organisation, stays[organisation])


def _by_office(rows: Iterable[BulkRow]) -> dict[int | None, list[BulkRow]]:
    found: dict[int | None, list[BulkRow]] = {}
    for row in rows:
        found.setdefault(row.after["responsible_id"], []).append(row)
    return found


def _key(bulk: BulkChange, organisation: int | None) -> str:
    return f"bulk:{bulk.pk}:{organisation}"


def _tell(
    bulk: BulkChange, kind: str, organisation: int | None, rows: list[BulkRow],
    only: Container[int] | None = None,
) -> None:  # fmt: skip
    officers = current_members(bulk.group).filter(role=Role.OFFICER, organisation=organisation)
    told = [
        {"code": row.issue.code, "title": row.issue.title, "due": row.after["due_date"]}
        for row in rows[:MOST_NAMED]
    ]
    queue_notice(
        kind,
        app="issues",
        group=bulk.group,
        people=[user for user in users_of(officers) if only is None or user.pk in only],
        context={"told": told, "count": len(rows), "note": bulk.words.get("note", "")},
        key=_key(bulk, organisation),
    )


@preparer("issues_assigned")
@preparer("issues_unasked")
def prepare_many(notice: Notice) -> dict[str, Any]:
    """Give days as days, and how many are not named."""
    told = [row | {"due_date": day_of(row["due"] or "")} for row in notice.context["told"]]
    return {"told": told, "more": notice.context["count"] - len(told), "path": "/office/"}
