"""`Evidence`: a photo or document that shows a problem or its fix, and what is hidden of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.attachments.models import Attachment
from masam.tenancy.models import GroupOwned, GroupOwnedManager

UNSORTED = 999  # nobody has put the file in an order yet: it stands behind those that have one


def mark_of(number: int) -> str:
    """Give what stands in the place of passage `number` of an issue."""
    return f"▇▇{number}▇▇"


class _Standing(GroupOwnedManager):
    """Files that were not removed: what every page and every count means by evidence."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(removed_at__isnull=True)


class Evidence(Attachment):
    """A file of an issue, served only to who may see the issue (issues/views).

    `file` is what everybody gets. When a part of the picture was hidden it is the redacted copy,
    and the original hangs on `redaction`. A removed file stays (`Evidence.kept`) with the reason.
    """

    class Shows(models.TextChoices):
        """What the file shows."""

        PROBLEM = "problem", _("the problem")
        CLAIM = "claim", _("the claimed fix")
        FIX = "fix", _("the verified fix")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="evidence")
    shows = models.CharField(max_length=8, choices=Shows.choices, default=Shows.PROBLEM)
    is_public = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=UNSORTED)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_for = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = _Standing()
    kept: ClassVar[Any] = GroupOwnedManager()  # the removed ones too, for who handles the files

    class Meta:
        verbose_name_plural = "evidence"
        indexes = (models.Index(fields=["group", "issue", "id"], name="issues_evidence_of"),)

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture we encoded ourselves; everything else is only downloaded."""
        return self.content_type == "image/jpeg"


class Redaction(Attachment):
    """The original of a picture of which areas were hidden; `file` is the untouched picture.

    `areas` are rectangles [left, top, width, height] in percent of the picture, from its upper
    left corner. `added_by` and `added_at` tell who hid them first; what was changed since stands
    in the audit.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="redaction")
    areas = models.JSONField(default=list)
    reason = models.CharField(max_length=300)


class TextRedaction(GroupOwned):
    """A passage that was taken out of the texts of an issue; a mark with `number` stands there.

    The texts themselves hold only the mark (`mark_of`), so that no
    page, mail, export or search can show the passage. `lifted_at` is when it was put back.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="passages")
    number = models.PositiveSmallIntegerField()
    passage = models.TextField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue", "number"], name="issues_passage_once"
            ),
            models.CheckConstraint(condition=~Q(passage=""), name="issues_passage_says"),
        )

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.number}"
