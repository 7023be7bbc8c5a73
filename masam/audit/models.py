"""`Entry`: one thing somebody did, or looked at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """An audit entry. The table takes INSERT and SELECT only.

    `group` is empty for what concerns no group; such rows are for national staff only.
    """

    group = models.ForeignKey("groups.Group", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=60)  # "issue.closed"
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=200, blank=True)
    target_kind = models.CharField(max_length=60)  # "issues.issue"
    target_id = models.BigIntegerField(null=True)
    target_label = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    route = models.CharField(max_length=120, blank=True)  # a route name, never an address

    class Meta:
        indexes = (
            models.Index(fields=["group", "target_kind", "target_id", "id"], name="audit_target"),
            models.Index(fields=["group", "-id"], name="audit_latest"),
        )
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.target_label}"
