"""Calendar links: a member's own feed of the group's meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groups.models import Meeting, Membership, Pointer
from masam.tenancy import in_group

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group

FEED = "calendar"  # the kind of pointer a calendar link is
LONGEST_FEED = 300  # meetings, the latest first


def feeds_of(membership: Membership | None) -> QuerySet[Pointer]:
    """Give a member's calendar links that live, the newest first; none for a visit of support."""
    if membership is None:
        return Pointer.objects.none()
    rows = Pointer.objects.filter(group=membership.group_id, kind=FEED, target_id=membership.pk)
    return rows.filter(revoked_at__isnull=True).order_by("-id")


def group_of_feed(token: str) -> Group | None:
    """Give the group a calendar link opens; None when wrong, revoked, or the member has left."""
    pointer = Pointer.find(FEED, token)
    if pointer is None:
        return None
    with in_group(pointer.group):
        member = Membership.objects.filter(pk=pointer.target_id).first()
    is_member = member is not None and member.is_current(pointer.group.today())
    return pointer.group if is_member else None


def meetings_of_feed(group: Group, *, is_public: bool) -> list[Meeting]:
    """Give the meetings of a feed: planned, moved, called off and held; in public the published."""
    rows = Meeting.objects.filter(group=group)
    rows = rows.published() if is_public else rows
    return list(rows.order_by("-held_date", "-id")[:LONGEST_FEED])
