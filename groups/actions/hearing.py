"""Public hearings and khural sittings: what the group asked for, what was decided (F13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.meeting import BadMeeting, locked
from groups.lifecycle import MeetingState
from groups.models import MeetingKind
from masam.audit.actions import record
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from groups.models import Meeting

HEARD_ELSEWHERE = (MeetingKind.HEARING, MeetingKind.KHURAL)


@transaction.atomic
def note_hearing(
    meeting: Meeting, *, actor: Any, version: int, asked: str, decided: str = ""
) -> Meeting:
    """Write down what the group asks a hearing or a sitting for, and afterwards what was decided.

    Raises `StaleVersion` with what now stands, and `BadMeeting` for another kind of meeting and
    for a decision before the day.
    """
    meeting = locked(meeting)
    if meeting.version != version:
        sentence = _("Somebody else changed this meeting meanwhile. Both texts stand below.")
        theirs = {"asked": meeting.asked, "decided": meeting.decided}
        raise StaleVersion(sentence, theirs=theirs)
    if meeting.kind not in HEARD_ELSEWHERE:
        raise BadMeeting(_("This is neither a public hearing nor a khural sitting."))
    if decided.strip() and meeting.state != MeetingState.HELD:
        sentence = _("It has not taken place yet. Please log what happened first.")
        raise BadMeeting(sentence, field="decided")
    meeting.asked, meeting.decided = asked.strip(), decided.strip()
    meeting.version += 1
    meeting.save()
    record("meeting.heard", actor=actor, target=meeting, group=meeting.group)
    touch(meeting.group)
    return meeting
