"""`UpdateFile`: a photo or document that shows what happened on a joint action."""

from __future__ import annotations

from django.db import models

from issues.models.action import ActionUpdate
from masam.attachments.models import Attachment


class UpdateFile(Attachment):
    """A file of the news of a joint action, served to who may see the action."""

    update = models.ForeignKey(ActionUpdate, on_delete=models.PROTECT, related_name="files")

    class Meta:
        indexes = (models.Index(fields=["group", "update", "id"], name="issues_update_file_of"),)
