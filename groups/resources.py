"""What goes out as a file: meetings as an iCalendar feed, decisions as a table."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from masam.ui.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Decision, Group, Meeting

HOURS = 2  # a meeting's end is not recorded; calendars want one


def calendar_of(group: Group, meetings: Iterable[Meeting]) -> bytes:
    """Give meetings as iCalendar (RFC 5545) in the group's zone; with none, a valid empty one."""
    calendar = Calendar()
    calendar.add("prodid", "-//MASAM//groups//MN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Meetings: %(group)s") % {"group": group.name})
    calendar.add("x-wr-timezone", group.zone)
    for meeting in meetings:
        calendar.add_component(_event(group, meeting))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(group: Group, meeting: Meeting) -> Event:
    event = Event()
    url = settings.BASE_URL + address(group.slug, "meetings", meeting.number)
    event.add("uid", f"{group.slug}-meeting-{meeting.number}@masam")
    event.add("dtstamp", meeting.published_at or meeting.logged_at)
    event.add("sequence", meeting.version)
    event.add("summary", meeting.topic)
    event.add("categories", [vText(str(meeting.get_kind_display()))])
    event.add("url", url)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.starts_at is None:
        event.add("dtstart", meeting.held_date)
        event.add("dtend", meeting.held_date + timedelta(days=1))
    else:
        begins = datetime.combine(meeting.held_date, meeting.starts_at, tzinfo=group.tz)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(hours=HOURS))
    return event


def decision_headings() -> list[str]:
    """Give the first line of the file of decisions, in the reader's language."""
    return [
        _("date"),
        _("meeting"),
        _("decision"),
        _("item of the agenda"),
        _("state"),
        _("what followed"),
        _("why it needs no action"),
    ]


def decision_cells(row: Decision) -> list[object]:
    """Give the line of one decision; its `follow_ups` were asked for (`with_follow_ups`)."""
    followed = [f"{each.number} {each.title} ({each.state_label})" for each in row.follow_ups]  # type: ignore[attr-defined]
    return [
        row.meeting.held_date,
        f"{row.meeting.number}. {row.meeting.topic}",
        row.text,
        row.item.title if row.item else "",
        _state_of(row),
        "; ".join(followed),
        row.settled_note,
    ]


def _state_of(row: Decision) -> str:
    if row.is_acted:  # type: ignore[attr-defined]
        return _("acted on")
    return _("needs no action") if row.settled_at else _("not yet acted on")
