"""Whether a verified fix holds: who was asked four weeks later, and what they said (I12)."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class Said(models.TextChoices):
    """An answer to "is it really fixed?"."""

    YES = "yes", _("Yes, it is fixed")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No, it is not fixed")


class Channel(models.TextChoices):
    """How somebody was asked, or answered."""

    MAIL = "mail", _("email")
    DESK = "desk", _("at the desk")
    CODE = "code", _("by the receipt code")
    CALL = "call", _("by a call")
    TALK = "talk", _("in person")


class FixRound(GroupOwned):
    """One verified fix of an issue. A second one is a round of its own.

    `asked_at` is set when the question went out, four weeks after `fixed_at`.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="fix_rounds")
    number = models.PositiveSmallIntegerField()
    fixed_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "issue", "number"], name="issues_fix_number_once"
            ),
            models.UniqueConstraint(
                fields=["group", "issue", "fixed_at"], name="issues_fix_moment_once"
            ),
        )

    def __str__(self) -> str:
        return f"fix {self.number} of {self.issue_id}"


class FixWord(GroupOwned):
    """One person asked about one fix, and the word they gave.

    Who it was is not kept: `key` is a keyed hash that only tells the same person again. `said`
    is empty while nobody has answered; `asked_at` is empty for a word given before the question.
    """

    round = models.ForeignKey(FixRound, on_delete=models.PROTECT, related_name="words")
    key = models.CharField(max_length=64)
    channel = models.CharField(max_length=4, choices=Channel.choices)
    asked_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=6, choices=Said.choices, blank=True)
    note = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "round", "key"], name="issues_fix_word_once"),
            models.CheckConstraint(
                condition=Q(said__in=["", *Said.values]), name="issues_fix_word_known"
            ),
            models.CheckConstraint(
                condition=Q(said="", said_at__isnull=True) | ~Q(said="") & Q(said_at__isnull=False),
                name="issues_fix_word_has_day",
            ),
        )
        indexes = (
            models.Index(
                fields=["group", "key"], condition=Q(said=""), name="issues_fix_word_waits"
            ),
        )

    def __str__(self) -> str:
        return f"{self.said or 'asked'} on fix {self.round_id}"


def word_key(who: str) -> str:
    """Give the keyed hash of who was asked ("user:5", "case:7"), the same for the same person."""
    return hmac.new(settings.TOKEN_KEY.encode(), f"fix:{who}".encode(), hashlib.sha256).hexdigest()
