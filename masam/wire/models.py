"""`Remembered`: the answer given to a POST, so that its repeat gets the same one."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Remembered(models.Model):
    """An answered POST. `actor` is "user:7" or an anonymous form's own key; never an address.

    Kept 30 days (contract.md). The row is written in the transaction of the change, so an
    answer is remembered exactly when the change was kept.
    """

    actor = models.CharField(max_length=80)
    path = models.CharField(max_length=64)  # SHA-256 of the path: paths may hold a token
    key = models.CharField(max_length=80)
    body = models.CharField(max_length=64)  # SHA-256 of the form's fields and files
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=400, blank=True)  # the own path stands as {path}
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["actor", "path", "key"], name="wire_remembered_once"),
        )
        indexes = (models.Index(fields=["at"], name="wire_remembered_at"),)

    def __str__(self) -> str:
        return f"{self.actor} {self.path}"
