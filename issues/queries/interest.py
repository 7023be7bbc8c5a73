"""Who follows what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from groups.models import Membership
from groups.permissions import roles_with
from groups.queries import current_members
from issues.models import Follow, Interest, Issue, Mention, Visibility
from masam.accounts.models import User
from masam.places.queries import ancestor_codes

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group

RELATED = ("service_point", "unit", "category", "group")
MOST = 100


def followers_of(issue: Issue) -> list[User]:
    """Give today's members with an account who follow the issue, what it is about, or logged it."""
    about = Q(service_point=None, unit=None, category=None)
    if issue.service_point_id:
        about |= Q(service_point=issue.service_point_id)
    if issue.category_id:
        about |= Q(category=issue.category_id)
    if issue.unit is not None:  # who follows a soum follows its bags
        about |= Q(unit__code__in=ancestor_codes(issue.unit))
    interested = Interest.objects.filter(about, group=issue.group_id).order_by()
    followed = Follow.objects.filter(group=issue.group_id, issue=issue).order_by()
    wanted = Q(user__in=interested.values("user")) | Q(user__in=followed.values("user"))
    if issue.logged_by_id:
        wanted |= Q(user=issue.logged_by_id)
    return _users(current_members(issue.group).filter(wanted))


def readers(group: Group, visibility: str) -> QuerySet[Membership]:
    """Give today's members with an account who may read comments of this visibility."""
    rows = current_members(group).filter(user__isnull=False).select_related("user")
    if visibility == Visibility.HANDLERS:
        return rows.filter(role__in={*roles_with("issue.assign"), *roles_with("issue.answer")})
    return rows.filter(role__in=roles_with("issue.read"))


def _users(rows: Any) -> list[User]:
    found = rows.filter(user__isnull=False).select_related("user")
    return list({row.user_id: row.user for row in found}.values())


def interests_of(group: Group, user: Any) -> QuerySet[Interest]:
    """Give what a person follows beside single issues, in the order it was begun."""
    rows = Interest.objects.filter(group=group, user=user).select_related(*RELATED)
    ordered: QuerySet[Interest] = rows.order_by("id")
    return ordered


def followed_issues(group: Group, user: Any) -> list[Issue]:
    """Give the issues a person follows, the latest change first."""
    follows = Follow.objects.filter(group=group, user=user)
    rows = Issue.objects.filter(group=group, pk__in=follows.values("issue"))
    return list(
        rows.select_related("group", "service_point", "responsible").order_by("-state_at")[:MOST]
    )


def mentions_of(group: Group, user: Any) -> list[Mention]:
    """Give where a person was named, the latest first."""
    rows = Mention.objects.filter(group=group, user=user)
    related = ("comment__issue__group", "comment__written_by")
    return list(rows.select_related(*related).order_by("-id")[:MOST])
