"""What goes out as a file: meetings as iCalendar, decisions as a table, minutes as PDF."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, vText

from groups.models import Side
from groups.queries import blocks_of, public_attendance
from masam.ui import wording
from masam.ui.addresses import active_language, address
from masam.ui.fonts import font_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groups.models import Decision, Group, Meeting, Minutes
    from groups.queries.minutes import Contents

MINUTES_PAGE = settings.ROOT / "templates" / "groups" / "typst" / "minutes.typ"

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


def minutes_pdf(minutes: Minutes, said: Contents, *, names: Sequence[str] | None = None) -> bytes:
    """Give the minutes as PDF/UA-1 in the language of the page.

    With `names` (those who came) it is the group's own copy, with the text and the names of the
    chairs; without it the public version: agenda, decisions, counts, no name at all.
    """
    data = _minutes_words(minutes, said, names)
    return typst.compile(  # type: ignore[misc]
        MINUTES_PAGE.read_bytes(),
        root=MINUTES_PAGE.parent,
        font_paths=font_folders(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _minutes_words(minutes: Minutes, said: Contents, names: Sequence[str] | None) -> dict[str, Any]:
    language, group = active_language(), minutes.group
    is_own = names is not None
    parts = ("desk", "meetings") if is_own else ("meetings",)
    return {
        "language": language,
        "title": _("Minutes of the meeting"),
        "group": group.name,
        "topic": said.topic,
        "facts": [
            (_("Date"), wording.day(said.held_date)),
            (_("Place"), said.place or wording.NOTHING),
            (_("State"), str(minutes.get_state_display())),
        ],
        "notice": "" if minutes.is_frozen else _("A draft: the text can still change."),
        "seal": f"SHA-256 {minutes.sha256[:16]}…" if minutes.sha256 else _("Not frozen yet"),
        "page": _("page"),
        "table": _("Table"),
        "lists": _minutes_lists(said, is_own=is_own),
        **_minutes_text(minutes, language, is_own=is_own),
        **_minutes_came(said, names),
        **_minutes_end(minutes, is_own=is_own),
        "sha256": minutes.sha256,
        "hash_words": _("SHA-256 of the frozen text:"),
        "link": settings.BASE_URL + address(group.slug, *parts, minutes.meeting.number, "minutes"),
    }


def _minutes_lists(said: Contents, *, is_own: bool) -> list[dict[str, Any]]:
    lists = [
        {
            "title": _("Decisions"),
            "rows": [(text,) for text in said.decisions],
            "none": _("No decision was written down."),
        }
    ]
    if said.agenda:
        rows = [
            (line.title, ": ".join(filter(None, [line.kind_shown, line.outcome if is_own else ""])))
            for line in said.agenda
        ]
        lists.insert(0, {"title": _("Agenda"), "rows": rows, "none": ""})
    return lists


def _minutes_text(minutes: Minutes, language: str, *, is_own: bool) -> dict[str, Any]:
    shown = language if getattr(minutes, f"text_{language}") else "mn"
    title = _("What was said") if shown == language else _("What was said (in Mongolian)")
    blocks = blocks_of(minutes.text_in(shown)) if is_own else []
    return {"text": blocks, "text_language": shown, "text_title": title}


def _minutes_came(said: Contents, names: Sequence[str] | None) -> dict[str, Any]:
    came = said.came
    rows = public_attendance(came) if names is None else came.stakeholder_rows()
    if names is not None and came.guests:
        rows.append((_("guests"), came.guests))
    count = ngettext("%(n)d person came.", "%(n)d people came.", came.total) % {"n": came.total}
    return {
        "came_title": _("Who came"),
        "came_words": count if rows else _("Fewer than five people."),
        "came": [(_("For whom"), _("Count")), *((name, str(n)) for name, n in rows)],
        "names": list(names or ()),
        "names_title": _("Members who came (for the group only)"),
    }


def _minutes_end(minutes: Minutes, *, is_own: bool) -> dict[str, Any]:
    signatures = list(minutes.signatures.all())
    head = [_("Signed for"), *([_("Name")] if is_own else []), _("Signed on")]
    rows = [
        [str(Side(row.side).label), *([row.name] if is_own else []), wording.moment(row.signed_at)]
        for row in signatures
    ]
    corrections = (
        minutes.corrections.all() if is_own else minutes.corrections.filter(is_public=True)
    )
    return {
        "signatures_title": _("Signatures"),
        "signatures": [head, *rows] if rows else [],
        "corrections_title": _("Corrections made later"),
        "corrections": [
            (f"{wording.moment(row.made_at)}{f' · {row.made_by}' if is_own else ''}", row.text)
            for row in corrections
        ],
    }
