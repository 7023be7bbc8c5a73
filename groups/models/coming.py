"""`MeetingInvitation`: a member was asked to a meeting, and what the member said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.meeting import Meeting
from groups.models.membership import Membership
from masam.tenancy.models import GroupOwned


class Coming(models.TextChoices):
    """What a member says to an invitation."""

    YES = "yes", _("I will come")
    NO = "no", _("I cannot come")
    MAYBE = "maybe", _("not sure yet")


class AnswerChannel(models.TextChoices):
    """How an answer reached us."""

    LINK = "link", _("by the link in the mail")
    DESK = "desk", _("at the desk")
    REPLY = "reply", _("by a calendar program")
    SPOKEN = "spoken", _("told to the secretary")


class MeetingInvitation(GroupOwned):
    """One member and one meeting.

    `sent_sequence` is the highest `Meeting.sequence` a mail was queued for, empty while none was
    (no address). `answered_sequence` is the sequence the answer speaks of: an answer to a meeting
    that was moved since stands, but no longer counts. `answered_at` of an answer by a calendar
    program is its DTSTAMP, so that an older one that arrives later is known as such.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    sent_sequence = models.PositiveIntegerField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=5, choices=Coming.choices, blank=True)
    answered_sequence = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=6, choices=AnswerChannel.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "meeting", "membership"], name="groups_coming_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    answer="", answered_at__isnull=True, answered_sequence__isnull=True, channel=""
                )
                | Q(
                    answer__in=Coming.values,
                    answered_at__isnull=False,
                    answered_sequence__isnull=False,
                    channel__in=AnswerChannel.values,
                ),
                name="groups_coming_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} to {self.meeting_id}"

    def answer_to(self, sequence: int) -> str:
        """Give the answer to the meeting as it stands with `sequence`; "" when it was moved since."""
        return self.answer if self.answered_sequence == sequence else ""
