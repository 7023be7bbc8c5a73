"""Meetings as calendar programs read and write them (RFC 5545 and 5546).

One writer for the feeds and for the mails. `icalendar` does escaping, CRLF and the folding at 75
octets; what a meeting is, and which method is meant, stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, vCalAddress, vDDDTypes, vText

from groups.lifecycle import MeetingState
from groups.models import Coming
from masam.ui.addresses import address
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group, Meeting, MeetingInvitation

MINUTES = 120  # when nobody said how long a meeting lasts; calendars want an end
LARGEST_REPLY = 100_000  # bytes
# Mongolia has kept one offset since September 2016, and no meeting here is older. A description of
# the zone that begins then is one line; an older one lists every change by RDATE, which Outlook
# reads wrongly.
ONE_OFFSET_SINCE = date(2017, 1, 1)
STATUS = {MeetingState.CANCELLED: "CANCELLED"}
PARTSTAT = {Coming.YES: "ACCEPTED", Coming.NO: "DECLINED", Coming.MAYBE: "TENTATIVE"}
SAYS = {word: answer for answer, word in PARTSTAT.items()}
UID = re.compile(r"(?P<slug>[a-z][a-z0-9-]*)-meeting-(?P<number>[0-9]{1,9})@masam")


class BadReply(DomainError):
    """A calendar reply that cannot be taken; says why."""


@dataclass(frozen=True)
class Reply:
    """What a calendar program answered. `stamp` is an aware moment, `address` in small letters."""

    slug: str
    number: int
    sequence: int
    address: str
    answer: str
    stamp: datetime
    note: str


def feed_of(group: Group, meetings: Iterable[Meeting], *, is_public: bool) -> bytes:
    """Give meetings as a feed in the group's zone; with none, a valid empty calendar.

    Links lead to the public pages, or to the desk when the feed is a member's own.
    """
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", _("Meetings: %(group)s") % {"group": group.name})
    calendar.add("x-wr-timezone", group.zone)
    for meeting in meetings:
        event = _event(group, meeting)
        event.add("dtstamp", meeting.published_at or meeting.logged_at)
        folder = ("meetings",) if is_public else ("desk", "meetings")
        event.add("url", settings.BASE_URL + address(group.slug, *folder, meeting.number))
        calendar.add_component(event)
    return _written(calendar)


def method_of(meeting: Meeting) -> str:
    """Give what a mail about the meeting does: REQUEST, or CANCEL once it is called off."""
    return "CANCEL" if meeting.state == MeetingState.CANCELLED else "REQUEST"


def invitation_file(
    group: Group, invitation: MeetingInvitation, *, email: str, link: str = ""
) -> bytes:
    """Give the meeting as the mail to one member carries it; `link` opens the page to answer."""
    meeting = invitation.meeting
    calendar = _calendar(method_of(meeting))
    event = _event(group, meeting)
    event.add("dtstamp", timezone.now())
    event.add("organizer", _organizer(group))
    event.add("attendee", _attendee(invitation, email))
    if link:
        event.add("url", link)
    calendar.add_component(event)
    return _written(calendar)


def read_reply(raw: bytes | str) -> Reply:
    """Read the answer of a calendar program (METHOD:REPLY); raises `BadReply` with a sentence."""
    if len(raw) > LARGEST_REPLY:
        raise BadReply(_("This file is too large for a calendar reply."))
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    try:
        calendar = Calendar.from_ical(text.replace("\0", ""))
        events = calendar.walk("VEVENT")
    except (ValueError, IndexError, KeyError) as error:
        raise BadReply(_("This is no calendar file.")) from error
    if str(calendar.get("method", "")).upper() != "REPLY" or len(events) != 1:
        raise BadReply(_("This calendar file is no reply to an invitation."))
    return _reply(events[0])


def moments_of(group: Group, meeting: Meeting) -> tuple[datetime, datetime]:
    """Give begin and end as aware moments; a meeting without an hour lasts the whole day."""
    if meeting.starts_at is None:
        midnight = datetime.combine(meeting.held_date, datetime.min.time(), tzinfo=group.tz)
        return midnight, midnight + timedelta(days=1)
    begins = datetime.combine(meeting.held_date, meeting.starts_at, tzinfo=group.tz)
    return begins, begins + timedelta(minutes=meeting.lasts_minutes or MINUTES)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//MASAM//groups//MN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _written(calendar: Calendar) -> bytes:
    calendar.add_missing_timezones(first_date=ONE_OFFSET_SINCE)
    return bytes(calendar.to_ical())


def _event(group: Group, meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"{group.slug}-meeting-{meeting.number}@masam")
    event.add("sequence", meeting.sequence)
    event.add("status", STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    event.add("summary", meeting.topic)
    event.add("categories", [vText(str(meeting.get_kind_display()))])
    event.add("description", _description(group, meeting))
    if meeting.place:
        event.add("location", meeting.place)
    begins, ends = moments_of(group, meeting)
    is_timed = meeting.starts_at is not None
    event.add("dtstart", begins if is_timed else begins.date())
    event.add("dtend", ends if is_timed else ends.date())
    return event


def _description(group: Group, meeting: Meeting) -> str:
    lines = [f"{group.name}: {meeting.get_kind_display()}"]
    if meeting.asked:
        lines.append(_("What the group asks for: %(text)s") % {"text": meeting.asked})
    if meeting.decided:
        lines.append(_("What was decided: %(text)s") % {"text": meeting.decided})
    return "\n".join(lines)


def _organizer(group: Group) -> vCalAddress:
    """Give where answers go, the mailbox or the group's own address, and who sends the mail."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mine = settings.REPLY_ADDRESS or group.contact_email or sender
    organizer = vCalAddress(f"mailto:{mine}")
    organizer.params["CN"] = _plain(group.name)
    if mine != sender:
        organizer.params["SENT-BY"] = f"mailto:{sender}"
    return organizer


def _attendee(invitation: MeetingInvitation, email: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{email}")
    answer = invitation.answer_to(invitation.meeting.sequence)
    attendee.params["CN"] = _plain(invitation.membership.name)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = PARTSTAT[Coming(answer)] if answer else "NEEDS-ACTION"
    attendee.params["RSVP"] = "TRUE"
    return attendee


def _plain(name: str) -> str:
    """Give a name without double quotes, which a parameter cannot hold."""
    return name.replace('"', "'")


def _reply(event: Component) -> Reply:
    found = UID.fullmatch(str(event.get("uid", "")))
    attendees = event.get("attendee", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if found is None or len(attendees) != 1:
        raise BadReply(_("This reply is to another calendar's invitation."))
    answer = SAYS.get(str(attendees[0].params.get("PARTSTAT", "")).upper())
    if answer is None:
        raise BadReply(_("This reply says neither yes, nor no, nor perhaps."))
    return Reply(
        slug=found["slug"],
        number=int(found["number"]),
        sequence=_sequence(event),
        address=str(attendees[0]).lower().removeprefix("mailto:").strip(),
        answer=answer,
        stamp=_stamp(event),
        note=" ".join(str(event.get("comment", "")).split())[:300],
    )


def _sequence(event: Component) -> int:
    """Give which state of the meeting is answered; 0 when the program does not say (RFC 5545)."""
    sequence = event.get("sequence", 0)
    if not isinstance(sequence, int):
        raise BadReply(_("This is no calendar file."))
    return int(sequence)


def _stamp(event: Component) -> datetime:
    """Give when the reply was written: never later than now, whatever the clock over there says."""
    stamp = event.get("dtstamp")
    moment = stamp.dt if isinstance(stamp, vDDDTypes) else None
    if not isinstance(moment, datetime):
        raise BadReply(_("This is no calendar file."))
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(aware, timezone.now())
