"""Meetings, answers to invitations and decisions as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.queries import answers_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groups.models import (
        Decision,
        Meeting,
        MeetingInvitation,
    )


def answer_table(meeting: Meeting) -> tuple[list[str], Iterator[list[Any]]]:
    """Give head and rows of a meeting's answers; an answer to a former day counts as none."""
    head = [
        _("Name"),
        _("Stands for"),
        _("Organisation"),
        _("What was said"),
        _("Note"),
        _("Answered"),
    ]
    rows = answers_to(meeting).rows
    return head, (_row(meeting, row, said) for row, said in rows)


def _row(meeting: Meeting, row: MeetingInvitation, said: str) -> list[Any]:
    member = row.membership
    at = row.answered_at.astimezone(meeting.group.tz) if said and row.answered_at else None
    return [
        member.name,
        member.get_stakeholder_display(),
        member.organisation.name if member.organisation else "",
        row.get_answer_display() if said else _("no answer yet"),
        row.note if said else "",
        f"{at:%Y-%m-%d %H:%M}" if at else "",
    ]


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


def meetings_head() -> list[str]:
    """Give the first line of the table of meetings, in the reader's language."""
    return [
        _("number"), _("date"), _("begins at"), _("kind"), _("topic"), _("place"), _("state"),
        _("members who came"), _("guests, women"), _("guests, men"), _("public since"),
    ]  # fmt: skip


def meeting_cells(meeting: Meeting) -> list[object]:
    """Give the line of a meeting of `meetings_with_counts`."""
    row: Any = meeting
    begins = f"{row.starts_at:%H:%M}" if row.starts_at else ""
    public = row.published_at.astimezone(row.group.tz).date() if row.published_at else None
    return [
        row.number, row.held_date, begins, row.get_kind_display(), row.topic, row.place,
        row.get_state_display(), row.came, row.guests_female, row.guests_male, public,
    ]  # fmt: skip
