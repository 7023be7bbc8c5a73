"""Attendance by QR: the open sheet, the numbers beside the names, who is meant by what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from groups.models import AttendanceSheet, Pointer, codes_of
from groups.queries.member import roster_of
from masam.search.folding import fold
from masam.tenancy import in_group

if TYPE_CHECKING:
    from groups.models import Meeting, Membership

ATTEND = "attend"


def open_sheet(meeting: Meeting) -> AttendanceSheet | None:
    """Give the sheet whose QR works, now or from its hour on."""
    rows = AttendanceSheet.objects.filter(group=meeting.group, meeting=meeting, closed_at=None)
    return rows.filter(expires_at__gt=timezone.now()).first()


def living_sheet(token: str) -> AttendanceSheet | None:
    """Give the sheet of a QR's token; None for wrong, old and closed alike."""
    pointer = Pointer.find(ATTEND, token)
    if pointer is None:
        return None
    with in_group(pointer.group):
        rows = AttendanceSheet.objects.select_related("meeting")
        sheet = rows.filter(pk=pointer.target_id, closed_at=None).first()
    if sheet is not None:
        sheet.group = sheet.meeting.group = pointer.group
    return sheet


def numbered_roster(meeting: Meeting) -> list[tuple[str, Membership]]:
    """Give (number, member) of everybody who may sign, in the Mongolian order of names."""
    rows = roster_of(meeting)
    codes = codes_of(meeting, [row.pk for row in rows])
    return [(codes[row.pk], row) for row in rows]


def who_is(meeting: Meeting, typed: str) -> list[tuple[Membership, str]]:
    """Give the members meant by a number ("code") or a whole name ("name") somebody typed."""
    wanted = _bare(typed)
    rows = numbered_roster(meeting)
    if wanted.isdecimal():
        return [(row, "code") for code, row in rows if code == wanted]
    return [(row, "name") for _code, row in rows if wanted and _bare(row.name) == wanted]


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
