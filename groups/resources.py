"""What goes out or comes in as a file: meetings as an iCalendar feed, trainings as tables."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from groups.models import Sex, Stakeholder
from masam.ui.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groups.models import Group, Meeting, Trainer, Training
    from groups.queries import TookPart

QUESTIONS = Path(__file__).parent / "assessment.csv"
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


def read_questions(edition: int) -> list[dict[str, Any]]:
    """Give the questions of an edition of the self-assessment (`groups/assessment.csv`).

    A migration reads the file as well: rows of an edition in use never change; another edition
    is new rows with the next number, and a migration that loads them.
    """
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["edition"] == str(edition)]
    return [_question(row) | {"position": at} for at, row in enumerate(rows, start=1)]


def _question(row: dict[str, str]) -> dict[str, Any]:
    names = ("area", "area_mn", "area_en", "key", "text_mn", "text_en")
    steps = {
        f"steps_{language}": [row[f"step{step}_{language}"] for step in range(1, 6)]
        for language in ("mn", "en")
    }
    return {name: row[name] for name in names} | steps


def training_head() -> list[str]:
    """Give the first line of the table of trainings, in the reader's language."""
    return [
        _("number"), _("kind"), _("title"), _("first day"), _("last day"), _("hours"), _("place"),
        _("organiser"), _("groups exchanged with"), _("participants"), _("members of the group"),
        _("guests"), _("participant hours"), _("women"), _("men"), _("sex not told"),
        _("vulnerable"), *(str(label) for label in Stakeholder.labels),
    ]  # fmt: skip


def training_lines(pairs: Iterable[tuple[Training, TookPart]]) -> Iterator[list[Any]]:
    """Give the line of each training: counts, no names of who took part.

    Where fewer than five took part, sex and vulnerability stay empty: the count would be a person.
    """
    for row, came in pairs:
        others = ", ".join(link.other.name for link in row.others.all())
        untold = came.total - came.by_sex.get(Sex.FEMALE, 0) - came.by_sex.get(Sex.MALE, 0)
        traits = [came.by_sex.get(Sex.FEMALE, 0), came.by_sex.get(Sex.MALE, 0), untold]
        yield [
            row.number, str(row.get_kind_display()), row.title, row.from_date, row.to_date,
            row.hours, row.place, row.organiser, others, came.total, came.members, came.guests,
            came.hours,
            *([*traits, came.vulnerable] if came.tells_traits else [None] * 4),
            *(came.by_stakeholder.get(who, 0) for who in Stakeholder.values),
        ]  # fmt: skip


def trainer_head() -> list[str]:
    """Give the first line of the register, in the reader's language."""
    return [
        _("name"), _("what they do"), _("side"), _("organisation"), _("topics"), _("languages"),
        _("trained by"), _("trained when"), _("trainings held"), _("works now"),
    ]  # fmt: skip


def trainer_lines(rows: Iterable[Trainer]) -> Iterator[list[Any]]:
    """Give the line of each trainer. Phone and mail never go into a file."""
    for row in rows:
        yield [
            row.name, str(row.get_work_display()), str(row.get_side_display()), row.organisation,
            row.topics, row.languages, row.trained_by, row.trained_date,
            row.held,  # type: ignore[attr-defined]
            _("yes") if row.is_active else _("no"),
        ]  # fmt: skip
