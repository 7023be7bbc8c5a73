"""`Message`: a word of the talk between a citizen and the group."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.case import Case
from masam.tenancy.models import GroupOwned


class Message(GroupOwned):
    """One word in the talk. `written_by` is empty for the citizen and for the system.

    `key_digest` tells a repeat of the same form (see `feedback/models/code.py`).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    from_citizen = models.BooleanField()
    text = models.TextField(_("your words"))
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    key_digest = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - reason: unique where known

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "case", "key_digest"], name="feedback_message_key_once"
            ),
        )
        indexes = (models.Index(fields=["group", "case", "id"], name="feedback_message_of"),)

    def __str__(self) -> str:
        return f"message {self.pk} of case {self.case_id}"
