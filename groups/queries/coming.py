"""Invitations: who was asked, who answered what, who must be told by word of mouth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from groups.models import Coming, Meeting, MeetingInvitation, Membership, Pointer
from groups.queries.calendar import moments_of
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from django.db.models import QuerySet

    from groups.models import Group

ANSWER = "answer"  # the kind of pointer a link to answer an invitation is


@dataclass(frozen=True)
class Answers:
    """The answers to one meeting as it stands now. Who said something before a move is silent."""

    rows: list[tuple[MeetingInvitation, str]]

    def having(self, answer: str) -> list[MeetingInvitation]:
        """Give the invitations with an answer, "" for none."""
        return [row for row, said in self.rows if said == answer]

    def parts(self) -> list[tuple[str, str, list[MeetingInvitation]]]:
        """Give (answer, its word, invitations) for every answer, the silent last."""
        return [(word, str(Coming(word).label), self.having(word)) for word in Coming.values]

    @property
    def silent(self) -> list[MeetingInvitation]:
        """Those who have not answered."""
        return self.having("")

    def of(self, membership: Membership | None) -> MeetingInvitation | None:
        """Give the invitation of one member."""
        mine = membership.pk if membership else None
        return next((row for row, _said in self.rows if row.membership_id == mine), None)


def invited_to(
    meeting: Meeting, *, members: Iterable[int] | None = None
) -> QuerySet[MeetingInvitation]:
    """Give the invitations to a meeting with their people, in the Mongolian order of names."""
    rows = MeetingInvitation.objects.filter(group=meeting.group_id, meeting=meeting)
    rows = rows.select_related("membership__user", "membership__organisation")
    rows = rows if members is None else rows.filter(membership__in=members)
    return rows.order_by("membership__sort_key", "membership_id")


def answers_to(meeting: Meeting) -> Answers:
    """Give what the members answered, by one query."""
    rows = invited_to(meeting)
    return Answers([(row, row.answer_to(meeting.sequence)) for row in rows])


def not_yet_invited(meeting: Meeting) -> QuerySet[Membership]:
    """Give the members of today who will still be members on the day and were not asked."""
    rows = Membership.objects.filter(group=meeting.group).current(meeting.group.today())
    rows = rows.filter(Q(to_date__isnull=True) | Q(to_date__gte=meeting.held_date))
    return rows.exclude(
        pk__in=MeetingInvitation.objects.filter(meeting=meeting).values("membership")
    )


def planned_within(group: Group, ahead: timedelta) -> list[Meeting]:
    """Give the planned meetings from today to `ahead` from now, the nearest first."""
    today = group.today()
    rows = Meeting.objects.filter(group=group, held_date__range=(today, today + ahead)).planned()
    found = list(rows.order_by("held_date", "id"))
    for meeting in found:
        meeting.group = group
    return found


def living_link(token: str) -> tuple[Pointer, MeetingInvitation] | None:
    """Give the invitation of a token in a mail, with meeting and member.

    None for wrong, expired and revoked alike, for a term that is over and a meeting that is past.
    """
    pointer = Pointer.find(ANSWER, token)
    if pointer is None:
        return None
    with in_group(pointer.group):
        rows = MeetingInvitation.objects.select_related("meeting", "membership__user")
        row = rows.filter(pk=pointer.target_id).first()
    return (pointer, row) if row and _lives(pointer.group, row) else None


def _lives(group: Group, row: MeetingInvitation) -> bool:
    row.meeting.group = row.membership.group = group
    _begins, ends = moments_of(group, row.meeting)
    return row.membership.is_current(group.today()) and ends.date() >= group.today()


def unreached(meeting: Meeting) -> list[Any]:
    """Give the members without an address: somebody must tell them."""
    rows = invited_to(meeting).filter(
        Q(membership__user__isnull=True) | Q(membership__user__is_active=False)
    )
    return list(rows)
