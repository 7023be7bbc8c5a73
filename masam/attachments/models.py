"""`Attachment`: a file of one group, abstract; each app has its own table of them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from masam.tenancy.models import GroupOwned


def stored_name(attachment: Attachment, original: str) -> str:
    """Give a path that says nothing of the file: <table>/<group>/<random>.<ending>."""
    ending = original.rsplit(".", 1)[-1].lower()
    return f"{attachment._meta.db_table}/{attachment.group_id}/{uuid.uuid4().hex}.{ending}"


class Attachment(GroupOwned):
    """A checked file. `name` is what the person called it; sizes are in bytes and pixels."""

    file = models.FileField(upload_to=stored_name, max_length=200)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    caption = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
