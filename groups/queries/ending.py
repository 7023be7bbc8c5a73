"""What stops when a group is paused or closed: said before, so that nobody is taken by surprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import Group, GroupState, Meeting, MeetingSeries, Membership, Pointer
from groups.queries.member import JOIN
from groups.signals import ending_wanted
from masam.notifications.models import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Effect:
    """One thing that stops or goes on. `count` is shown in front where there is one."""

    sentence: str | _StrPromise
    count: int | None = None
    goes_on: bool = False


def effects_of(group: Group, state: str) -> list[Effect]:
    """Give what a pause or a closing does to the group as it stands now; what stops comes first.

    Needs the scope. Every app adds its own counts (`ending_wanted`).
    """
    answers: Any = ending_wanted.send(sender=Group, group=group, state=state)
    told = [effect for _receiver, found in answers for effect in found or ()]
    effects = [*_own_effects(group, state), *told]
    kept = [effect for effect in effects if effect.count != 0]
    return sorted(kept, key=lambda effect: effect.goes_on)


def _own_effects(group: Group, state: str) -> Iterator[Effect]:
    writers = Membership.objects.filter(group=group, user__isnull=False).current(group.today())
    n = writers.count()
    yield Effect(
        ngettext(
            "member with an account can read and no longer write.",
            "members with an account can read and no longer write.",
            n,
        ),
        n,
    )
    yield from _meetings(group, is_closing=state == GroupState.CLOSED)
    yield from _letters(group, is_closing=state == GroupState.CLOSED)
    yield Effect(_("The public pages stay and say since when and why."), goes_on=True)


def _meetings(group: Group, *, is_closing: bool) -> Iterator[Effect]:
    planned = Meeting.objects.filter(group=group, held_date__gte=group.today()).planned().count()
    if not is_closing:
        sentence = ngettext(
            "planned meeting stays in the calendar; nobody can change it during the pause.",
            "planned meetings stay in the calendar; nobody can change them during the pause.",
            planned,
        )
        yield Effect(sentence, planned)
        return
    sentence = ngettext(
        "planned meeting is called off.", "planned meetings are called off.", planned
    )
    yield Effect(sentence, planned)
    series = MeetingSeries.objects.filter(group=group, ended_at=None).count()
    yield Effect(ngettext("series of meetings ends.", "series of meetings end.", series), series)


def _letters(group: Group, *, is_closing: bool) -> Iterator[Effect]:
    waiting = waiting_notices(group).count()
    yield Effect(
        ngettext(
            "letter that waits in the outbox is still sent.",
            "letters that wait in the outbox are still sent.",
            waiting,
        ),
        waiting,
        goes_on=True,
    )
    if is_closing:
        invited = living_invitations(group).count()
        sentence = ngettext("invitation loses its link.", "invitations lose their links.", invited)
        yield Effect(sentence, invited)


def living_invitations(group: Group) -> Any:
    """Give the invitations that could still be accepted."""
    rows = Pointer.objects.filter(group=group, kind=JOIN, revoked_at=None)
    return rows.filter(expires_at__gt=timezone.now())


def waiting_notices(group: Group) -> Any:
    """Give the letters of the outbox that are not sent yet."""
    return Notice.objects.filter(group=group, state__in=["queued", "running"])
