"""`Contact`: how a citizen wants to be told, kept apart; `Told`: when and how that happened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.case import Case
from masam.tenancy.models import GroupOwned


class Way(models.TextChoices):
    """How a citizen wants to hear of an answer (product.md F4)."""

    NONE = "none", _("I look it up with the code")
    FACILITATOR = "facilitator", _("The facilitator calls me")
    SMS = "sms", _("Text message")
    MAIL = "mail", _("Email")


class Contact(GroupOwned):
    """The phone number or mail address of a citizen who gave one. Nobody else has a row.

    Shown on one page only, to who has the duty `feedback.contact`, and every opening is
    audited. Never tracked, never exported, never in a notice's context; the office sees none.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="contact")
    way = models.CharField(max_length=11, choices=Way.choices)
    value = models.CharField(max_length=254)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(way__in=[Way.FACILITATOR, Way.SMS, Way.MAIL]) & ~Q(value=""),
                name="feedback_contact_is_one",
            ),
        )
        indexes = (models.Index(fields=["group", "case"], name="feedback_contact_of"),)

    def __str__(self) -> str:
        return f"contact of case {self.case_id}"


class Told(GroupOwned):
    """One time a citizen was told what became of the case: the loop closed.

    `channel` is "code" (it stands behind the receipt code), "mail", "sms" or "facilitator".
    `told_at` is empty while the facilitator still has to call or write.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tellings")
    verb = models.CharField(max_length=20)  # "answer", "raise", or the verb of the issue
    channel = models.CharField(max_length=11)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name_plural = "told"
        constraints = (
            models.CheckConstraint(
                condition=Q(channel__in=["code", "mail", "sms", "facilitator"]),
                name="feedback_told_channel_known",
            ),
        )
        indexes = (
            models.Index(fields=["group", "case", "id"], name="feedback_told_of"),
            models.Index(
                fields=["group", "id"], condition=Q(told_at__isnull=True), name="feedback_to_tell"
            ),
        )

    def __str__(self) -> str:
        return f"case {self.case_id} told of {self.verb}"
