"""`MeetingWords`: the folded words of a meeting, for searching (`masam.search.folding`)."""

from __future__ import annotations

from django.db import models

from groups.models.meeting import Meeting
from masam.tenancy.models import GroupOwned


class MeetingWords(GroupOwned):
    """What can be found of one meeting: by everybody (`public`), and by the group (`inner`).

    Written by `groups.actions.remember_words` with every change; can be made anew at any time.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="words")
    public = models.TextField(blank=True)
    inner = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "meeting words"

    def __str__(self) -> str:
        return f"words of meeting {self.meeting_id}"
