"""Who spoke at meetings: counted for inclusion, never listed (product.md G10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from groups.lifecycle import MeetingState
from groups.models import AgendaItem, OutcomeKind

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group

UNSPOKEN = (OutcomeKind.POSTPONED, OutcomeKind.DROPPED)


class Spoke(NamedTuple):
    """A member who spoke at a meeting, without who it was."""

    held_date: date
    stakeholder: str
    is_vulnerable: bool


def speakers_between(group: Group, start: date, end: date) -> list[Spoke]:
    """Give who spoke at meetings held from `start` until before `end`, once for each meeting.

    Items that were postponed or dropped are left out, and so are speakers who are not members.
    Read from the rows themselves: what a member tells about themselves may change any day.
    """
    rows = AgendaItem.objects.filter(
        group=group,
        speaker__isnull=False,
        meeting__state=MeetingState.HELD,
        meeting__held_date__gte=start,
        meeting__held_date__lt=end,
    ).exclude(outcome_kind__in=UNSPOKEN)
    columns = ("meeting_id", "speaker_id", "meeting__held_date", "speaker__stakeholder")
    found = rows.order_by().values_list(*columns, Q(speaker__traits__vulnerable__len__gt=0))
    return [Spoke(day, who, bool(is_marked)) for _m, _s, day, who, is_marked in found.distinct()]
