"""Who came: people sign in by the meeting's QR, the secretary corrects by the paper list (M5)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.meeting import (
    add_photos,
    check,
    counted,
    locked,
    set_attendance,
    set_guests,
)
from groups.lifecycle import MeetingState
from groups.models import Attendance, AttendanceSheet, Meeting, MeetingPhoto, Pointer
from groups.models.pointer import digest
from groups.signals import meeting_changed
from masam.audit.actions import record
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from groups.models import Membership
    from masam.attachments.checks import CleanFile

ATTEND = "attend"  # the kind of pointer behind the QR
EARLY, LATE = timedelta(hours=1), timedelta(hours=4)
MORNING, EVENING = time(8), time(20)  # of a planned meeting that says no hour
MOST_GUESTS = 500  # by one QR
GUEST_COLUMNS = {"young": "guests_young", "herder": "guests_herder",
                 "disability": "guests_disability"}  # fmt: skip


class BadAttendance(DomainError):
    """A rule about attendance says no; `field` names the field of the form."""


@transaction.atomic
def open_attendance(meeting: Meeting, *, actor: Any) -> AttendanceSheet:
    """Let people sign in by QR: for four hours from now, or round a meeting that is still planned.

    A new opening closes the one before, and its QR with it. Raises `BadAttendance` for a meeting
    that was called off and one that lies more than a day back.
    """
    meeting = locked(meeting)
    if meeting.state == MeetingState.CANCELLED:
        raise BadAttendance(_("This meeting was called off."))
    if meeting.held_date < meeting.group.today() - timedelta(days=1):
        raise BadAttendance(
            _("This meeting is over. Please correct the attendance by the paper list.")
        )
    _close(meeting)
    opens_at, expires_at = _window(meeting)
    sheet = AttendanceSheet.objects.create(
        group=meeting.group,
        meeting=meeting,
        opens_at=opens_at,
        expires_at=expires_at,
        opened_by=actor,
    )
    Pointer.objects.create(
        digest=digest(ATTEND, sheet.token),
        kind=ATTEND,
        group=meeting.group,
        target_id=sheet.pk,
        expires_at=expires_at,
    )
    record("attendance.opened", actor=actor, target=meeting, group=meeting.group)
    return sheet


@transaction.atomic
def close_attendance(meeting: Meeting, *, actor: Any) -> Meeting:
    """End signing in by QR at once. Twice is once."""
    meeting = locked(meeting)
    if _close(meeting):
        record("attendance.closed", actor=actor, target=meeting, group=meeting.group)
    return meeting


def _close(meeting: Meeting) -> bool:
    rows = AttendanceSheet.objects.filter(group=meeting.group, meeting=meeting, closed_at=None)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(closed_at=timezone.now())
    pointers = Pointer.objects.filter(group=meeting.group, kind=ATTEND, target_id__in=keys)
    pointers.update(revoked_at=timezone.now())
    return bool(keys)


def _window(meeting: Meeting) -> tuple[datetime, datetime]:
    """Give from when to when the QR works."""
    now = timezone.now()
    if meeting.state != MeetingState.PLANNED:
        return now, now + LATE
    zone = meeting.group.tz
    begin = datetime.combine(meeting.held_date, meeting.starts_at or MORNING, tzinfo=zone)
    end = begin + LATE
    if meeting.starts_at is None:
        end = datetime.combine(meeting.held_date, EVENING, tzinfo=zone)
    return min(max(now, begin - EARLY), begin), max(end, now + LATE)


@transaction.atomic
def sign_in_member(
    meeting: Meeting, *, actor: Any = None, membership: Membership, how: str
) -> bool:
    """Count a member as present; False when they were counted already.

    `how` is "code" or "name". Nobody is signed in: whoever holds the sheet could have done it,
    as with a pen on paper.
    """
    meeting = locked(meeting)
    before = counted(meeting)
    _row, is_new = Attendance.objects.get_or_create(
        group=meeting.group,
        meeting=meeting,
        membership=membership,
        defaults={"stakeholder": membership.stakeholder},
    )
    if is_new:
        # Whoever has the ticks open meanwhile must not take this one off without seeing it.
        Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
        data = {"added": [membership.pk], "how": how}
        record("attendance.signed", actor=actor, target=meeting, group=meeting.group, data=data)
        _announce(meeting, before)
    return is_new


@transaction.atomic
def sign_in_guest(
    meeting: Meeting, *, actor: Any = None, sex: str, traits: Iterable[str] = ()
) -> Meeting:
    """Count one guest more: a woman (`f`) or a man (`m`), with traits of `GUEST_COLUMNS`."""
    meeting = locked(meeting)
    if meeting.guests >= MOST_GUESTS:
        raise BadAttendance(_("So many guests cannot be right. Please tell the secretary."))
    before = counted(meeting)
    columns = [{"f": "guests_female", "m": "guests_male"}[sex]]
    columns += [GUEST_COLUMNS[name] for name in dict.fromkeys(traits)]
    added = {name: F(name) + 1 for name in (*columns, "version")}
    Meeting.objects.filter(pk=meeting.pk).update(**added)
    meeting.refresh_from_db(fields=[*columns, "version"])
    record("attendance.guest", actor=actor, target=meeting, group=meeting.group)
    _announce(meeting, before)
    return meeting


@transaction.atomic
def correct_attendance(
    meeting: Meeting,
    *,
    actor: Any,
    version: int,
    attended: Iterable[Membership],
    guests: Mapping[str, int],
    photos: Iterable[CleanFile] = (),
) -> Meeting:
    """Put the attendance right, by the paper list whose photo may come with it.

    The trace says who was added and who was taken off; the page shows it as counts. Raises
    `StaleVersion` and `BadMeeting` as `edit_meeting` does.
    """
    meeting = locked(meeting)
    if meeting.version != version:
        names = [row.membership.name for row in meeting.attendance.select_related("membership")]
        raise StaleVersion(
            _("Somebody changed the attendance meanwhile. Please look at the ticks again."),
            theirs={"attended": ", ".join(sorted(names))},
        )
    before, came = counted(meeting), list(attended)
    set_guests(meeting, guests)
    if meeting.state == MeetingState.HELD:
        check(meeting, came)
    meeting.version += 1
    meeting.save()
    changes = set_attendance(meeting, came)
    add_photos(meeting, photos, actor, is_list=True)
    record("attendance.corrected", actor=actor, target=meeting, group=meeting.group, data=changes)
    _announce(meeting, before)
    return meeting


@transaction.atomic
def mark_list(photo: MeetingPhoto, *, actor: Any, is_list: bool) -> MeetingPhoto:
    """Say whether a photo shows the paper list: then only those who keep attendance see it."""
    if photo.is_list != is_list:
        photo.is_list = is_list
        photo.save(update_fields=["is_list"])
        verb = "attendance.list_marked" if is_list else "attendance.list_unmarked"
        record(verb, actor=actor, target=photo.meeting, group=photo.group)
    return photo


def _announce(meeting: Meeting, before: dict[str, Any]) -> None:
    meeting_changed.send(sender=Meeting, meeting=meeting, before=before)
    touch(meeting.group)
