"""What an office keeps for its work: reply templates, and who has an issue in hand (I10)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from issues.models.answer import AnswerKind
from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class ReplyTemplate(GroupOwned):
    """A text an office writes again and again. Without an `owner` the whole office has it."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("Name of the template"), max_length=80)
    kind = models.CharField(max_length=10, choices=AnswerKind.choices, blank=True)
    text_mn = models.TextField(_("Mongolian text"), blank=True)
    text_en = models.TextField(_("English text"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=["group", "organisation", "title"], name="issues_template_of"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> str:
        """The text in the active language, else the one there is."""
        both = (self.text_en, self.text_mn)
        first, second = both if (translation.get_language() or "")[:2] == "en" else both[::-1]
        return first or second


class Handover(GroupOwned):
    """An officer gives an issue to a colleague of the same organisation; the last row counts."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="handovers")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    to_membership = models.ForeignKey(
        "groups.Membership", on_delete=models.PROTECT, related_name="+"
    )
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("Why"))
    handed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=["group", "issue", "id"], name="issues_handover_of"),)

    def __str__(self) -> str:
        return f"{self.issue_id} in the hands of {self.to_membership_id}"
