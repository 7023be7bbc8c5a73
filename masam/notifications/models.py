"""`Notice`: a row of the outbox. `InboundMail`: a mail that came in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from masam.jobs.models import Job, JobQuerySet


class Channel(models.TextChoices):
    """How a notice travels."""

    MAIL = "mail", "mail"
    SMS = "sms", "SMS"


class Notice(Job):
    """One message to one recipient. Written in the transaction of the change it tells of.

    `context` is plain JSON and holds no token. `address` is set only when there is no account
    (a citizen who left a mail address); it is emptied once the message is sent. `message_id`
    is made here, so that a repeat after a crash carries the same Message-ID.
    """

    group = models.ForeignKey("groups.Group", null=True, on_delete=models.PROTECT, related_name="+")
    app = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.MAIL)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(max_length=254, blank=True)
    # Keyed hash of the address: it still tells recipients apart when the address is gone.
    address_key = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=2, default="mn")
    context = models.JSONField(default=dict, blank=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True)
    bounced_at = models.DateTimeField(null=True, blank=True)  # the mail came back for good
    # Waits for the reader's next digest instead of travelling alone; `digest` is the one it went in.
    is_gathered = models.BooleanField(default=False)
    digest = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="gathered"
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "kind", "key", "recipient", "address_key"],
                name="notifications_notice_once",
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(
                fields=["group", "not_before", "id"],
                condition=models.Q(state__in=["queued", "running"]),
                name="notifications_waiting",
            ),
            models.Index(
                fields=["group", "recipient", "id"],
                condition=models.Q(state="queued", is_gathered=True),
                name="notifications_gathered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.app}.{self.kind} {self.key}"


class Rhythm(models.TextChoices):
    """How often a person hears what they follow."""

    AT_ONCE = "at_once", _("at once, a mail each")
    DAILY = "daily", _("once a day, together")
    WEEKLY = "weekly", _("once a week, together")


class DigestWish(models.Model):
    """How often a person wants to hear what they follow; without a row: once a day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    rhythm = models.CharField(
        _("how often"), max_length=8, choices=Rhythm.choices, default=Rhythm.DAILY
    )

    def __str__(self) -> str:
        return f"{self.user_id} {self.rhythm}"


class MailState(models.TextChoices):
    """What became of a mail that came in."""

    TAKEN = "taken", _("taken")
    HELD = "held", _("waits for a person")
    IGNORED = "ignored", _("ignored")
    BOUNCED = "bounced", _("did not arrive")
    DISCARDED = "discarded", _("discarded")


class InboundMail(models.Model):
    """A mail from the mailbox, once by its Message-ID. `content` holds its bytes only while held.

    `target_id` is the row the token led to; what kind of row it is, the taker knows.
    """

    message_id = models.CharField(max_length=200, unique=True)
    group = models.ForeignKey(
        "groups.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.IGNORED)
    reason = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True, blank=True)
    notice = models.ForeignKey(
        Notice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    content = models.BinaryField(default=bytes, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    came_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(fields=["group", "state", "-came_at", "-id"], name="notifications_mails"),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.about}"

    @property
    def look(self) -> str:
        """The kind of chip its state is shown as."""
        return {"held": "busy", "bounced": "late", "taken": "good"}.get(self.state, "calm")


class Unsubscribed(models.Model):
    """A person who does not want a kind of notice any more ("" for all that can be left)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "kind"], name="notifications_left_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} left {self.kind or 'all'}"
