"""`Comment`: a word about an issue, to everybody, to the group or to its handlers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class Visibility(models.TextChoices):
    """Who may read a comment (product.md I13)."""

    PUBLIC = "public", _("everybody")
    GROUP = "group", _("the group")
    HANDLERS = "handlers", _("those who handle it")


class Comment(GroupOwned):
    """A comment on an issue."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    visibility = models.CharField(
        _("who may read it"), max_length=8, choices=Visibility.choices, default=Visibility.GROUP
    )
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=["group", "issue", "id"], name="issues_comment_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="issues_comment_visibility"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
