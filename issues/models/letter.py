"""`Letter`: a formal letter of the group to an office; `LetterWords`: the text it starts from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.lifecycle import LetterState
from issues.models.issue import Issue
from issues.models.ladder import Rung
from masam.tenancy.models import GroupOwned


class LetterWords(GroupOwned):
    """The text every letter of a group starts from; one row a group, else our own text.

    Words in braces ({title}, {due} ...) are filled in from the issue (`issues.queries.letter`).
    """

    subject_mn = models.CharField(_("subject"), max_length=200)
    body_mn = models.TextField(_("text of the letter"))
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group"], name="issues_words_once"),)

    def __str__(self) -> str:
        return f"letters of group {self.group_id}"


class Letter(GroupOwned):
    """One letter about one issue. It gets its number and its day when a person signs it off.

    `sheet` holds every word of the paper as it was sent; from then on nothing of it changes.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="letters")
    rung = models.ForeignKey(
        Rung, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    addressee = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    person = models.CharField(_("to whom there"), max_length=160, blank=True)
    subject_mn = models.CharField(_("subject"), max_length=200)
    body_mn = models.TextField(_("text of the letter"))
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    state = models.CharField(max_length=7, choices=LetterState.choices, default=LetterState.DRAFT)
    number = models.PositiveIntegerField(null=True, blank=True)
    sent_date = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    sheet = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="issues_letter_number_once"),
            models.UniqueConstraint(
                fields=["group", "issue", "addressee"],
                condition=Q(state=LetterState.DRAFT),
                name="issues_letter_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values), name="issues_letter_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SENT)
                | Q(number__isnull=False, sent_date__isnull=False, sent_at__isnull=False),
                name="issues_letter_sent_is_numbered",
            ),
        )
        indexes = (
            models.Index(fields=["group", "-made_at", "-id"], name="issues_letter_latest"),
            models.Index(fields=["group", "issue", "id"], name="issues_letter_of"),
        )

    def __str__(self) -> str:
        return self.subject_mn

    @property
    def code(self) -> str:
        """The number on the paper: KHO/7; "" for a draft."""
        return f"{self.group.code}/{self.number}" if self.number else ""

    @property
    def is_draft(self) -> bool:
        """Whether a person still has to read it and sign it off."""
        return self.state == LetterState.DRAFT

    @property
    def is_sent(self) -> bool:
        """Whether it went out."""
        return self.state == LetterState.SENT
