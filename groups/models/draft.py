"""`GroupDraft`: a group that is being prepared, kept step by step so that no network loses it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from groups.models.group import Group


class GroupDraft(models.Model):
    """What one coordinator has written so far about a group to be opened.

    `answers` holds, by the name of the step, the fields of its form as they were typed; the
    review asks the forms again. Belongs to no group: there is none yet. When the group stands
    (`opened`), the answers are emptied, so that no name and address stays behind.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    opened = models.OneToOneField(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=["author", "-changed_at"], name="groups_draft_latest"),)

    def __str__(self) -> str:
        return str(self.step("names").get("name_mn") or self.step("unit").get("unit") or self.pk)

    def step(self, name: str) -> dict[str, Any]:
        """Give what was typed in a step; nothing before it was sent."""
        found: dict[str, Any] = self.answers.get(name, {})
        return found
