"""A category's own questions, in versions that never change, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Category, Issue
from masam.tenancy.models import GroupOwned


class QuestionKind(models.TextChoices):
    """What may be answered."""

    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of a list")
    NUMBER = "number", _("a number")
    DATE = "date", _("a day")
    TEXT = "text", _("a line of text")


class CategoryVersion(GroupOwned):
    """The questions of a category as they stood from `made_at` on; the table only grows.

    `questions` is a list in the order they are asked: {"key", "mn", "en", "kind", "unit",
    "choices": [[mn, en], ...], "required"}. A key is used once in all versions of a category.
    """

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    questions = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "category", "number"], name="issues_questions_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.category_id}/{self.number}"


class Particulars(GroupOwned):
    """What an issue was asked by its category, and the answers; the version stays for ever.

    `answers` maps a question's key to a plain value: true/false, a place in `choices`, a number
    as text, a day as year-month-day, a text. Empty until somebody answered.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="particulars")
    version = models.ForeignKey(CategoryVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name_plural = "particulars"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue", "version"], name="issues_particulars_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.version_id}"
