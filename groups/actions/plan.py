"""Planning a meeting: announced, moved, called off, and turned into a meeting that was held (M2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.agenda import set_outcomes
from groups.actions.group import touch
from groups.actions.invite import invite_members
from groups.actions.meeting import (
    BadMeeting,
    add_photos,
    check,
    counted,
    locked,
    set_attendance,
    set_guests,
)
from groups.actions.words import remember_words
from groups.lifecycle import MEETING, MeetingState
from groups.models import Counter, Meeting, MeetingKind
from groups.signals import meeting_changed, meeting_planned
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, time

    from groups.actions.agenda import Outcome
    from groups.models import Group, Membership
    from masam.attachments.checks import CleanFile

FARTHEST = timedelta(days=731)
SHORTEST, LONGEST = 15, 720  # minutes
DAY = 24 * 60  # minutes
# Whoever was invited must hear of a change of one of these.
HEARD_OF = ("held_date", "starts_at", "lasts_minutes", "place", "topic")


@transaction.atomic
def plan_meeting(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    topic: str,
    held_date: date,
    starts_at: time | None,
    lasts_minutes: int | None,
    place: str = "",
    kind: str = MeetingKind.REGULAR,
    is_closed: bool = False,
    invite_now: bool = False,
    **series: Any,
) -> Meeting:
    """Plan a meeting; it takes the next number. `series` are the columns of a series, if any.

    Nobody is mailed, so that the agenda can be made first, unless `invite_now`.

    Raises `BadMeeting` without a topic or a beginning, for a day that is over or more than two
    years away, for a length under 15 minutes or over 12 hours, and when it would end after
    midnight.
    """
    meeting = Meeting(
        group=group,
        state=MeetingState.PLANNED,
        topic=" ".join(topic.split()),
        held_date=held_date,
        starts_at=starts_at,
        lasts_minutes=lasts_minutes,
        place=place.strip(),
        kind=kind,
        is_closed=is_closed,
        logged_by=actor,
        **series,
    )
    _check_plan(meeting)
    meeting.number = Counter.next_number(group.pk, "meeting")
    meeting.save()
    record("meeting.planned", actor=actor, target=meeting, group=group)
    _announce(meeting, None, "planned")
    if invite_now:
        invite_members(meeting, actor=actor)
    return meeting


@transaction.atomic
def edit_plan(  # noqa: PLR0913 - reason: the words of the form, all by name
    meeting: Meeting,
    *,
    actor: Any,
    version: int,
    topic: str,
    held_date: date,
    starts_at: time | None,
    lasts_minutes: int | None,
    place: str = "",
    kind: str = MeetingKind.REGULAR,
    is_closed: bool = False,
) -> Meeting:
    """Change the plan of a meeting. `version` is the one the form was filled in from.

    A change of day, time, length, place or topic makes `sequence` grow and is announced. Raises
    `StaleVersion` with what now stands, and `BadMeeting` as `plan_meeting` does, for a meeting
    that is not planned any more, and when a public one is to be closed.
    """
    meeting = locked(meeting)
    if meeting.version != version:
        sentence = _("Somebody else changed this meeting meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs=_plan_texts(meeting))
    require_planned(meeting)
    before, was = counted(meeting), [getattr(meeting, name) for name in HEARD_OF]
    meeting.topic, meeting.place = " ".join(topic.split()), place.strip()
    meeting.held_date, meeting.starts_at = held_date, starts_at
    meeting.lasts_minutes, meeting.kind, meeting.is_closed = lasts_minutes, kind, is_closed
    _check_plan(meeting)
    moved = was != [getattr(meeting, name) for name in HEARD_OF]
    meeting.sequence += moved
    meeting.version += 1
    meeting.save()
    record(f"meeting.{'moved' if moved else 'edited'}", actor=actor, target=meeting)
    _announce(meeting, before, "moved" if moved else "")
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, actor: Any, note: str) -> Meeting:
    """Call a planned meeting off; the note says why. Raises `BadMeeting`."""
    meeting = locked(meeting)
    if not note.strip():
        raise BadMeeting(_("Please write why the meeting is called off."), field="note")
    before = counted(meeting)
    _apply(meeting, "cancel")
    meeting.sequence += 1
    meeting.version += 1
    meeting.save()
    record("meeting.cancelled", actor=actor, target=meeting, note=note.strip())
    _announce(meeting, before, "cancelled")
    return meeting


@transaction.atomic
def hold_meeting(  # noqa: PLR0913 - reason: the words of the form, all by name
    meeting: Meeting,
    *,
    actor: Any,
    held_date: date,
    topic: str,
    place: str = "",
    attended: Iterable[Membership] = (),
    guests: Mapping[str, int] | None = None,
    decisions: Sequence[str] = (),
    photos: Iterable[CleanFile] = (),
    kind: str = MeetingKind.REGULAR,
    starts_at: time | None = None,
    notes: str = "",
    is_closed: bool = False,
    outcomes: Mapping[int, Outcome] | None = None,
) -> Meeting:
    """Write down what happened at a planned meeting: the same record, the same number.

    `outcomes` are by the ids of the items; `decisions` are those beside the agenda. Raises
    `BadMeeting` as `log_meeting` does, and for a meeting that is not planned any more.
    """
    meeting = locked(meeting)
    before = counted(meeting)
    was = [getattr(meeting, name) for name in HEARD_OF]
    _apply(meeting, "hold")
    meeting.held_date, meeting.starts_at, meeting.kind = held_date, starts_at, kind
    meeting.topic, meeting.place, meeting.notes = topic.strip(), place.strip(), notes
    meeting.is_closed = is_closed
    meeting.logged_by, meeting.logged_at = actor, timezone.now()
    came = list(attended)
    set_guests(meeting, guests)
    check(meeting, came)
    meeting.sequence += was != [getattr(meeting, name) for name in HEARD_OF]
    meeting.version += 1
    meeting.save()
    set_attendance(meeting, came)
    set_outcomes(meeting, outcomes or {}, others=decisions)
    add_photos(meeting, photos, actor)
    record("meeting.held", actor=actor, target=meeting, data={"came": len(came)})
    _announce(meeting, before, "")
    return meeting


def require_planned(meeting: Meeting) -> None:
    """Raise `BadMeeting` unless the meeting is still to be held."""
    if meeting.state != MeetingState.PLANNED:
        raise BadMeeting(
            _("This meeting is not planned any more: it is %(state)s.")
            % {"state": meeting.get_state_display()}
        )


def _apply(meeting: Meeting, verb: str) -> None:
    try:
        MEETING.apply(meeting, verb)
    except CannotTransition as error:
        raise BadMeeting(str(error)) from error


def _announce(meeting: Meeting, before: dict[str, Any] | None, change: str) -> None:
    remember_words(meeting)
    meeting_changed.send(sender=Meeting, meeting=meeting, before=before)
    if change:
        meeting_planned.send(sender=Meeting, meeting=meeting, change=change)
    touch(meeting.group)


def _plan_texts(meeting: Meeting) -> dict[str, str]:
    """What now stands, by the names of the form's fields."""
    return {
        "topic": meeting.topic,
        "held_date": meeting.held_date.isoformat(),
        "starts_at": f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        "lasts_minutes": str(meeting.lasts_minutes or ""),
        "place": meeting.place,
    }


def _check_plan(meeting: Meeting) -> None:
    today = meeting.group.today()
    if not meeting.topic:
        raise BadMeeting(_("Please write what the meeting will be about."), field="topic")
    if meeting.held_date < today:
        sentence = _("This day is over. Please write a day to come, or log what happened.")
        raise BadMeeting(sentence, field="held_date")
    if meeting.held_date > today + FARTHEST:
        sentence = _("This day is more than two years away. Please check the year.")
        raise BadMeeting(sentence, field="held_date")
    _check_length(meeting)
    if meeting.is_closed and meeting.published_at is not None:
        raise BadMeeting(
            _("The meeting is public. Please take it back from the public page first."),
            field="is_closed",
        )


def _check_length(meeting: Meeting) -> None:
    if meeting.starts_at is None:
        raise BadMeeting(_("Please write when the meeting begins."), field="starts_at")
    lasts = meeting.lasts_minutes or 0
    if not SHORTEST <= lasts <= LONGEST:
        sentence = _("A meeting lasts between 15 minutes and 12 hours.")
        raise BadMeeting(sentence, field="lasts_minutes")
    if meeting.starts_at.hour * 60 + meeting.starts_at.minute + lasts > DAY:
        sentence = _("The meeting would end after midnight. Let it begin earlier or be shorter.")
        raise BadMeeting(sentence, field="lasts_minutes")
