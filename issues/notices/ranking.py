"""Every member is asked to give dots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.permissions import roles_with
from groups.queries import current_members
from issues.notices.facts import day_of, group_of
from issues.notices.people import users_of
from masam.notifications.actions import queue_notice
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from issues.models import RankingRound
    from masam.notifications.models import Notice


def ranking_opened(row: RankingRound) -> int:
    """Ask every member to give dots; the mail leads straight to the page."""
    rows = current_members(row.group).filter(role__in=roles_with("issue.rank"))
    return queue_notice(
        "ranking_opened",
        app="issues",
        group=row.group,
        people=users_of(rows),
        context={"number": row.number, "until": row.until_date.isoformat()},
        key=f"ranking:{row.number}",
    )


@preparer("ranking_opened")
def prepare_ranking(notice: Notice) -> dict[str, Any]:
    """Give the last day as a day, and the address."""
    facts = notice.context
    path = f"/{group_of(notice).slug}/desk/rankings/{facts['number']}/"
    return {"until_date": day_of(facts["until"]), "path": path}
