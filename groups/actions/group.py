"""Changing the group itself: its texts, its rules, its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.lifecycle import MEETING
from groups.models import Group, GroupRules, GroupState, Meeting, MeetingSeries
from groups.notices import group_closed
from groups.queries import living_invitations
from groups.signals import meeting_changed
from masam.audit.actions import record
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = (
    "about_mn", "about_en", "contact_email", "contact_phone", "address_mn", "address_en",
    "office_mn", "office_en",
)  # fmt: skip


class BadGroup(DomainError):
    """The group is in a state that does not allow this."""


def touch(group: Group) -> None:
    """Raise the group's version: every public page of it gets a new ETag.

    Call it last in a transaction; the group's row stays locked until the commit.
    """
    Group.objects.filter(pk=group.pk).update(version=F("version") + 1)


@transaction.atomic
def edit_group(group: Group, *, actor: Any, seen: Mapping[str, str], **texts: str) -> Group:
    """Change what the group says about itself: the names in `SETTINGS`; others stay.

    `seen` holds the texts as the form showed them; raises `StaleVersion` with what now stands
    when somebody else changed one of them meanwhile.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    stands = {name: getattr(group, name) for name in SETTINGS}
    _refuse_stale(seen, stands)
    for name in SETTINGS:
        setattr(group, name, texts.get(name, stands[name]))
    group.save(update_fields=SETTINGS)
    record("group.edited", actor=actor, target=group, group=group)
    touch(group)
    return group


@transaction.atomic
def settle_rules(group: Group, *, actor: Any, seen: Mapping[str, str], **rules: int) -> GroupRules:
    """Settle the group's own rules, by the names of `GroupRules`' columns.

    Raises `StaleVersion` as `edit_group` does; `seen` holds the numbers as texts.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    row = GroupRules.objects.filter(group=group).first() or GroupRules(group=group)
    before = {name: getattr(row, name) for name in rules}
    _refuse_stale(seen, {name: str(value) for name, value in before.items()})
    for name, value in rules.items():
        setattr(row, name, value)
    row.save()
    data = {"before": before, "after": rules}
    record("rules.settled", actor=actor, target=row, group=group, data=data)
    touch(group)
    return row


def _refuse_stale(seen: Mapping[str, str], stands: Mapping[str, str]) -> None:
    if any(seen.get(name, text) != text for name, text in stands.items()):
        raise StaleVersion(_("Somebody else changed these texts meanwhile."), theirs=dict(stands))


@transaction.atomic
def pause_group(group: Group, *, actor: Any, note: str) -> Group:
    """Pause the group: everything stays readable, nothing is written until it resumes."""
    return _move(group, (GroupState.ACTIVE,), GroupState.PAUSED, "group.paused", actor, note)


@transaction.atomic
def resume_group(group: Group, *, actor: Any, note: str = "") -> Group:
    """Go on after a pause."""
    return _move(group, (GroupState.PAUSED,), GroupState.ACTIVE, "group.resumed", actor, note)


@transaction.atomic
def close_group(group: Group, *, actor: Any, note: str) -> Group:
    """Close the group: it stays readable for good, nothing is written any more.

    Planned meetings are called off, series end, invitations lose their links, the members are
    told. Nothing is deleted. Needs the scope.
    """
    sources = (GroupState.ACTIVE, GroupState.PAUSED)
    group = _move(group, sources, GroupState.CLOSED, "group.closed", actor, note)
    count = _call_off_meetings(group)
    MeetingSeries.objects.filter(group=group, ended_at=None).update(ended_at=timezone.now())
    living_invitations(group).update(revoked_at=timezone.now())
    group_closed(group, note=note, meetings=count)
    return group


@transaction.atomic
def reopen_group(group: Group, *, actor: Any, note: str) -> Group:
    """Open a closed group again. What the closing called off stays called off."""
    return _move(group, (GroupState.CLOSED,), GroupState.ACTIVE, "group.reopened", actor, note)


def _call_off_meetings(group: Group) -> int:
    rows = Meeting.objects.select_for_update().filter(group=group).planned()
    meetings = list(rows.filter(held_date__gte=group.today()))
    for meeting in meetings:
        before = meeting.counted() | {"members": 0}
        MEETING.apply(meeting, "cancel")
        meeting.group, meeting.sequence = group, meeting.sequence + 1
        meeting.save(update_fields=["state", "sequence"])
        meeting_changed.send(sender=Meeting, meeting=meeting, before=before)
    return len(meetings)


def _move(
    group: Group, sources: tuple[str, ...], target: str, verb: str, actor: Any, note: str
) -> Group:
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.state not in sources:
        state = GroupState(group.state).label
        raise BadGroup(_("The group is already: %(state)s.") % {"state": state})
    group.state, group.state_at, group.state_note = target, timezone.now(), note
    group.save(update_fields=["state", "state_at", "state_note"])
    record(verb, actor=actor, target=group, group=group, note=note)
    touch(group)
    return group
