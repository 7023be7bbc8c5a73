"""Members: who belongs today, for which stakeholder, and the one door to a membership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404

from groups.models import GroupState, Membership, Pointer, Role, Stakeholder
from masam.tenancy import in_group

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group, Meeting

JOIN = "join"  # the kind of pointer an invitation is


def membership_of(group: Group, user: Any) -> Membership | None:
    """Give the person's membership that is current today in the group's zone. Needs the scope."""
    rows = Membership.objects.current(group.today()).select_related("organisation")
    return rows.filter(group=group, user=user).first()


def current_members(group: Group) -> QuerySet[Membership]:
    """Give today's members with their organisations, in the Mongolian order of names."""
    rows = Membership.objects.filter(group=group).current(group.today())
    return rows.select_related("organisation").order_by("sort_key", "id")


def roster(group: Group) -> list[Membership]:
    """Give the members who may be ticked at a new meeting: those of today."""
    return list(current_members(group))


def roster_of(meeting: Meeting) -> list[Membership]:
    """Give the members who may be ticked at a meeting: those of today and those who came."""
    group = meeting.group
    came = Q(pk__in=meeting.attendance.values("membership"))
    present = meeting.attendance.values("membership__person")  # in an earlier term, perhaps
    current = Membership.objects.current(group.today()).exclude(person__in=present)
    today = Q(pk__in=current.values("pk"))
    rows = Membership.objects.filter(came | today, group=group).select_related("organisation")
    return list(rows.order_by("sort_key", "id"))


def membership_or_404(gate: Any, pk: int) -> Membership:
    """Give a membership of the gate's group; the only door from an address to one."""
    rows = Membership.objects.filter(group=gate.group, pk=pk)
    found = rows.select_related("group", "organisation").first()
    if found is None:
        raise Http404
    return found


def seats(group: Group) -> list[tuple[str, int]]:
    """Give (stakeholder, number of members today) for every kind, in the order of the law (G2)."""
    rows = Membership.objects.filter(group=group).current(group.today())
    known = dict(rows.values_list("stakeholder").annotate(count=Count("id")))
    return [(kind, known.get(kind, 0)) for kind in Stakeholder.values]


def facilitators(group: Group) -> QuerySet[Membership]:
    """Give today's facilitators."""
    return current_members(group).filter(role=Role.FACILITATOR)


def living_invitation(token: str) -> tuple[Pointer, Membership] | None:
    """Give the invitation of a token with its membership.

    None for wrong, expired, revoked and used alike, for a term that is over, and for a group
    that was closed meanwhile.
    """
    pointer = Pointer.find(JOIN, token)
    if pointer is None or pointer.group.state == GroupState.CLOSED:
        return None
    with in_group(pointer.group):
        rows = Membership.objects.filter(pk=pointer.target_id, user__isnull=True)
        membership = rows.select_related("organisation", "group").first()
    if membership is None or not membership.is_current(pointer.group.today()):
        return None
    return pointer, membership
