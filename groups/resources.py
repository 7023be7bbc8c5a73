"""What goes out as a table: the answers to an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.queries import answers_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groups.models import Invitation, Meeting


def answer_table(meeting: Meeting) -> tuple[list[str], Iterator[list[Any]]]:
    """Give head and rows of a meeting's answers; an answer to a former day counts as none."""
    head = [_("Name"), _("Stands for"), _("Organisation"), _("What was said"), _("Note"), _("Answered")]
    rows = answers_to(meeting).rows
    return head, (_row(meeting, row, said) for row, said in rows)


def _row(meeting: Meeting, row: Invitation, said: str) -> list[Any]:
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
