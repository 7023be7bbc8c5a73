"""`Import`: one uploaded table of a group."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from masam.tenancy.models import GroupOwned


def stored_name(row: Import, original: str) -> str:
    """Give a path that says nothing of the file."""
    return f"imports/{row.group_id}/{uuid.uuid4().hex}"


class Stage(models.TextChoices):
    """How far an import has come."""

    PREVIEWED = "previewed", _("previewed")
    CONFIRMED = "confirmed", _("taken in")


class Import(GroupOwned):
    """An uploaded table. The file is kept as it came.

    `encoding` is what the file was found to be written in ("xlsx", "utf-8", "cp1251", ...).
    `faults` is a list of [row, column, sentence] in the language of the person who uploaded;
    rows count as a spreadsheet does, the header being row 1. `ignored_columns` names those that
    mean nothing here.
    """

    kind = models.CharField(max_length=40)  # "issues.issue"
    file = models.FileField(upload_to=stored_name, max_length=200)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=12)
    total_rows = models.PositiveIntegerField(default=0)
    good_rows = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    ignored_columns = models.JSONField(default=list, blank=True)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.PREVIEWED)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["group", "kind", "-id"], name="spreadsheets_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="spreadsheets_stage_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_clean(self) -> bool:
        """Whether every row can be taken in."""
        return self.total_rows > 0 and not self.faults
