"""Who hears of an issue: its office, who leads the group, who watches, who follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.models import Role
from groups.queries import current_members
from issues.queries.interest import followers_of

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.accounts.models import User


def officers(issue: Issue) -> list[User]:
    """Give the officers of the responsible organisation in this group."""
    if issue.responsible_id is None:
        return []
    rows = current_members(issue.group).filter(role=Role.OFFICER, organisation=issue.responsible)
    return users_of(rows)


def leaders(issue: Issue) -> list[User]:
    """Give the facilitators and secretaries of the group."""
    return users_of(
        current_members(issue.group).filter(role__in=[Role.FACILITATOR, Role.SECRETARY])
    )


def monitors(issue: Issue) -> list[User]:
    """Give the monitors who stand outside the organisations concerned."""
    rows = current_members(issue.group).filter(role=Role.MONITOR)
    concerned = [pk for pk in (issue.responsible_id, issue.service_point_id) if pk]
    return users_of(rows.exclude(organisation__in=concerned))


def followers(issue: Issue) -> list[User]:
    """Give those who follow the issue or what it is about, and who logged it."""
    return followers_of(issue)


def users_of(rows: Any) -> list[User]:
    """Give the people behind members; a seat without a person is left out."""
    return [row.user for row in rows.filter(user__isnull=False).select_related("user")]
