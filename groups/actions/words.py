"""The words by which a meeting is found; written with every change of it."""

from __future__ import annotations

from groups.models import Meeting, MeetingWords
from groups.queries.search import words_of


def remember_words(meeting: Meeting) -> None:
    """Write down what can be found of the meeting now. Part of the action that changed it."""
    MeetingWords.objects.update_or_create(
        group=meeting.group, meeting=meeting, defaults=words_of(meeting)
    )
