"""What goes out as a file: meetings as an iCalendar feed, lists as tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from masam.ui.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Agreement, Group, Meeting, Project, Team

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


def teams_head() -> list[str]:
    """Give the first line of the table of teams, in the reader's language."""
    return [
        _("number"), _("team"), _("kind"), _("mandate"), _("who gave the mandate"), _("lead"),
        _("people"), _("first day"), _("last day"),
    ]  # fmt: skip


def team_cells(team: Team) -> list[object]:
    """Give the line of a team of `teams_with_counts`."""
    row: Any = team
    return [
        row.number, row.name, row.get_kind_display(), row.mandate, row.approved_by,
        row.lead_name, row.count, row.from_date, row.to_date,
    ]  # fmt: skip


def projects_head() -> list[str]:
    """Give the first line of the table of sub-projects, in the reader's language."""
    return [
        _("number"), _("sub-project"), _("lead organisation"), _("mentor"), _("tools"),
        _("sector"), _("first day"), _("last day"), _("state"), _("planned, MNT"), _("spent, MNT"),
    ]  # fmt: skip


def project_cells(project: Project) -> list[object]:
    """Give the line of a sub-project of `projects_with_sums`."""
    row: Any = project
    return [
        row.number, row.title, row.lead, row.mentor or row.mentor_name,
        "; ".join(row.tool_names), row.get_sector_display(), row.from_date, row.to_date,
        row.get_state_display(), int(row.planned), int(row.spent),
    ]  # fmt: skip


def agreements_head() -> list[str]:
    """Give the first line of the table of agreements, in the reader's language."""
    return [
        _("number"), _("number of the document"), _("agreement"), _("kind"), _("parties"),
        _("signed"), _("valid from"), _("valid until"), _("state"), _("commitments"),
        _("fulfilled"), _("Open Government commitment"),
    ]  # fmt: skip


def agreement_cells(agreement: Agreement) -> list[object]:
    """Give the line of an agreement of `agreements_of`."""
    row: Any = agreement
    return [
        row.number, row.reference, row.title, row.get_kind_display(), "; ".join(row.sides),
        row.signed_date, row.from_date, row.ended_date or row.to_date, row.standing_today.label,
        row.commitments_count, row.done_count, row.open_government,
    ]  # fmt: skip
