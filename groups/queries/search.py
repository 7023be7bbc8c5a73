"""Finding meetings by words: topic, place, decisions, agenda; for the group also the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from groups.models import Meeting
from groups.queries.minutes import agenda_entries
from masam.search.folding import excerpt, finding, haystack, needles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groups.models import Group
    from groups.models.meeting import MeetingQuerySet

MOST_FOUND = 50

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Found:
    """A meeting that answers a question, with the places: (where, words with hits)."""

    meeting: Meeting
    places: tuple[tuple[str, Pieces], ...]


def words_of(meeting: Meeting) -> dict[str, str]:
    """Give the columns of `MeetingWords` as they should stand now."""
    [(_row, words)] = words_of_all(Meeting.objects.filter(group=meeting.group_id, pk=meeting.pk))
    return words


def words_of_all(rows: MeetingQuerySet) -> Iterator[tuple[Meeting, dict[str, str]]]:
    """Give meetings with the columns of their `MeetingWords`. Three queries."""
    for meeting in rows.select_related("minutes").prefetch_related("decisions", "agenda"):
        agenda = agenda_entries(meeting)
        minutes = getattr(meeting, "minutes", None)
        decisions = [row.text for row in meeting.decisions.all()]
        titles = [line.title for line in agenda]
        texts = [minutes.text_mn, minutes.text_en] if minutes else []
        outcomes = [line.outcome for line in agenda]
        yield (
            meeting,
            {
                "public": haystack(meeting.topic, meeting.place, *decisions, *titles),
                "inner": haystack(meeting.notes, meeting.asked, meeting.decided, *outcomes, *texts),
            },
        )


def saying(question: str, *, is_inner: bool = False) -> Q:
    """Give the condition for meetings that say all the words; of the public side by default."""
    columns = ("words__public", "words__inner") if is_inner else ("words__public",)
    return finding(question, *columns)


def found_meetings(group: Group, question: str) -> MeetingQuerySet:
    """Give the group's meetings that say all the words anywhere, the newest first."""
    rows: MeetingQuerySet = Meeting.objects.filter(saying(question, is_inner=True), group=group)
    rows = rows.select_related("minutes").prefetch_related("decisions", "agenda")
    return rows.order_by("-held_date", "-id")


def shown(meeting: Meeting, question: str, *, is_inner: bool = False) -> Found:
    """Give where the words stand in a meeting that was found; by default of the public side."""
    if not needles(question):
        return Found(meeting, ())
    agenda = agenda_entries(meeting)
    places: list[tuple[str, list[str]]] = [
        (_("Topic"), [meeting.topic]),
        (_("Place"), [meeting.place]),
        (_("Decision"), [row.text for row in meeting.decisions.all()]),
        (_("Agenda"), [line.title for line in agenda]),
    ]
    if is_inner:
        minutes = getattr(meeting, "minutes", None)
        places += [
            (_("Outcome"), [line.outcome for line in agenda]),
            (_("Meeting minutes"), [minutes.text_mn, minutes.text_en] if minutes else []),
            (_("Notes"), [meeting.notes, meeting.asked, meeting.decided]),
        ]
    found = [
        (where, pieces)
        for where, texts in places
        for text in texts
        if (pieces := excerpt(" ".join(text.split()), question))
    ]
    return Found(meeting, tuple(found[:6]))


def years_of(group: Group) -> list[int]:
    """Give the years in which the group met, the newest first."""
    rows = Meeting.objects.filter(group=group).order_by()
    return sorted(rows.values_list("held_date__year", flat=True).distinct(), reverse=True)
