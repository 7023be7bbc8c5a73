"""`Evidence`: a photo or document that shows a problem or its fix."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.attachments.models import Attachment


class Evidence(Attachment):
    """A file of an issue, served only to who may see the issue (issues/views)."""

    class Shows(models.TextChoices):
        """What the file shows."""

        PROBLEM = "problem", _("the problem")
        CLAIM = "claim", _("the claimed fix")
        FIX = "fix", _("the verified fix")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="evidence")
    shows = models.CharField(max_length=8, choices=Shows.choices, default=Shows.PROBLEM)
    is_public = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "evidence"
        indexes = (models.Index(fields=["group", "issue", "id"], name="issues_evidence_of"),)
