"""Who is told what about groups. Links with a token are made when the mail is written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import MeetingInvitation, Membership, Pointer
from groups.queries.calendar import invitation_file, method_of, moments_of
from groups.queries.coming import ANSWER
from groups.queries.member import JOIN
from masam.accounts.models import User
from masam.notifications.actions import base_url, queue_notice
from masam.notifications.registry import Part, preparer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Meeting
    from masam.notifications.models import Notice

INVITATION_DAYS = 30


def member_invited(membership: Membership, *, email: str, language: str, invited_by: Any) -> None:
    """Mail the invitation: to the account of this address, else to the address itself."""
    known = User.objects.filter(email=email, is_active=True).first()
    queue_notice(
        "member_invited",
        app="groups",
        group=membership.group,
        people=[known] if known else (),
        addresses=() if known else [(email, language)],
        context={
            "membership": membership.pk,
            "name": membership.name,
            "invited_by": str(invited_by) if invited_by else "",
            "days": INVITATION_DAYS,
        },
        key=f"member:{membership.pk}:invited",
    )


@preparer("member_invited")
def invitation_link(notice: Notice) -> dict[str, Any]:
    """Make the token of the invitation: good for 30 days and one use, kept as a keyed hash."""
    email = notice.recipient.email if notice.recipient else notice.address
    membership = Membership.objects.select_related("group").get(pk=notice.context["membership"])
    token = Pointer.issue(
        JOIN,
        membership.group,
        membership.pk,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
        data={"email": email},
    )
    return {"token": token, "role": membership.get_role_display()}


def meeting_notice(kind: str, meeting: Meeting, people: Iterable[Any]) -> None:
    """Mail `meeting_invited`, `meeting_moved`, `meeting_cancelled` or `meeting_reminded`.

    Once for each person and each `sequence` of the meeting; words and calendar file are made at
    delivery, from the meeting as it stands then.
    """
    queue_notice(
        kind,
        app="groups",
        group=meeting.group,
        people=people,
        context={"meeting": meeting.pk},
        key=f"meeting:{meeting.number}:{meeting.sequence}",
    )


@preparer("meeting_invited")
@preparer("meeting_moved")
@preparer("meeting_cancelled")
@preparer("meeting_reminded")
def invitation_mail(notice: Any) -> dict[str, Any]:
    """Give the meeting as it stands now, the person's link to answer, and the calendar file.

    The file stands twice in the mail, beside the text and attached: some programs look at one
    place only. The link ends with the meeting.
    """
    rows = MeetingInvitation.objects.select_related("meeting", "membership__group")
    rows = rows.filter(meeting=notice.context["meeting"], membership__user=notice.recipient)
    invitation = rows.latest("id")
    group, meeting = invitation.membership.group, invitation.meeting
    _begins, ends = moments_of(group, meeting)
    token = Pointer.issue(ANSWER, group, invitation.pk, expires_at=ends)
    link = f"{base_url()}/calendar/{token}/"
    is_reminder = notice.kind == "meeting_reminded"  # the calendar has the meeting already
    return {
        "meeting": meeting,
        "name": invitation.membership.name,
        "link": link,
        "is_cancelled": method_of(meeting) == "CANCEL",
        "parts": [] if is_reminder else _calendar_parts(invitation, notice.recipient.email, link),
    }


def _calendar_parts(invitation: MeetingInvitation, email: str, link: str) -> list[Part]:
    group = invitation.membership.group
    file = invitation_file(group, invitation, email=email, link=link)
    return [
        Part(file, f"text/calendar; method={method_of(invitation.meeting)}"),
        Part(file, "application/ics", "invite.ics"),
    ]
