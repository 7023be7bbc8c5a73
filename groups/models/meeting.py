"""`Meeting`: when a group met, who came, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.lifecycle import MeetingState
from groups.models.membership import Membership, Stakeholder
from groups.models.series import MeetingSeries
from masam.attachments.models import Attachment
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date
    from typing import Self


class MeetingKind(models.TextChoices):
    """What kind of gathering it was."""

    REGULAR = "regular", _("group meeting")
    HEARING = "hearing", _("public hearing")
    INTERFACE = "interface", _("interface meeting")
    KHURAL = "khural", _("khural sitting")


class MeetingQuerySet(GroupOwnedQuerySet["Meeting"]):
    """Meetings, and which of them everybody may see."""

    def published(self) -> Self:
        """Give those that everybody may see."""
        return self.filter(published_at__isnull=False)

    def held(self) -> Self:
        """Give those that took place."""
        return self.filter(state=MeetingState.HELD)

    def planned(self) -> Self:
        """Give those still to be held."""
        return self.filter(state=MeetingState.PLANNED)

    def ahead(self, today: date) -> Self:
        """Give those planned for today or later, the nearest first."""
        return self.planned().filter(held_date__gte=today).order_by("held_date", "starts_at", "id")

    def so_far(self, today: date) -> Self:
        """Give all but those planned for today or later."""
        return self.exclude(state=MeetingState.PLANNED, held_date__gte=today)


@pghistory.track(append_only=True)
class Meeting(GroupOwned):
    """A meeting of the group. Guests are counts, never names.

    `held_date` is the day in the group's zone, of a planned meeting the day it is to be held;
    `lasts_minutes` its length. `sequence` grows with every change that those invited must hear
    of (SEQUENCE of RFC 5545). `series_date` is the day its series gave it, wherever it was moved.
    `asked` and `decided` are for hearings and khural sittings (F13). Only meetings that were held are counted. `published_at` makes it public; a meeting that
    is closed (`is_closed`) never becomes public.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(
        _("kind"), max_length=10, choices=MeetingKind.choices, default=MeetingKind.REGULAR
    )
    held_date = models.DateField(_("date"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    lasts_minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    state = models.CharField(
        max_length=9, choices=MeetingState.choices, default=MeetingState.HELD, db_default="held"
    )
    sequence = models.PositiveIntegerField(default=0, db_default=0)
    topic = models.CharField(_("topic"), max_length=160)
    place = models.CharField(_("place"), max_length=160, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    series = models.ForeignKey(
        MeetingSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    series_date = models.DateField(null=True, blank=True)
    asked = models.TextField(_("what the group asked for"), blank=True, db_default="")
    decided = models.TextField(_("what was decided"), blank=True, db_default="")
    guests_female = models.PositiveSmallIntegerField(_("guests, women"), default=0)
    guests_male = models.PositiveSmallIntegerField(_("guests, men"), default=0)
    guests_young = models.PositiveSmallIntegerField(_("of them under 35"), default=0)
    guests_herder = models.PositiveSmallIntegerField(_("of them herders"), default=0)
    guests_disability = models.PositiveSmallIntegerField(_("of them with a disability"), default=0)
    is_closed = models.BooleanField(_("closed to the public"), default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    client_key = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(MeetingQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="groups_meeting_number_once"),
            models.UniqueConstraint(fields=["group", "client_key"], name="groups_meeting_key_once"),
            models.UniqueConstraint(
                fields=["group", "series", "series_date"], name="groups_meeting_series_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MeetingKind.values), name="groups_meeting_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="groups_meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_closed=False) | Q(published_at__isnull=True),
                name="groups_meeting_closed_stays_closed",
            ),
        )
        indexes = (
            models.Index(fields=["group", "-held_date", "-id"], name="groups_meeting_latest"),
        )

    def __str__(self) -> str:
        return self.topic

    @property
    def guests(self) -> int:
        """How many guests came."""
        return self.guests_female + self.guests_male

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.published_at is not None

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind the group's own."""
        return self.held_date < self.group.today()

    def counted(self) -> dict[str, Any]:
        """Give the columns that roll-ups count, as they stand now (see `meeting_changed`)."""
        return {
            "group_id": self.group_id,
            "held_date": self.held_date,
            "state": self.state,
            "kind": self.kind,
            "guests": self.guests,
            "published_at": self.published_at,
        }


class Attendance(GroupOwned):
    """A member who came, for the stakeholder they stood for that day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    stakeholder = models.CharField(max_length=16, choices=Stakeholder.choices)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "meeting", "membership"], name="groups_attendance_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} at {self.meeting_id}"


class Decision(GroupOwned):
    """One decision of a meeting; issues and joint actions tie themselves to it.

    `item` is the item of the agenda it was made on. `settled_at` is set when somebody said that
    it needs no action, and `settled_note` why.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        "groups.AgendaItem",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("decision"), max_length=500)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.CharField(max_length=500, blank=True, db_default="")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ("position",)
        constraints = (
            # Checked at the end: a changed meeting gives its decisions new places.
            models.UniqueConstraint(
                fields=["group", "meeting", "position"],
                name="groups_decision_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return self.text


class MeetingPhoto(Attachment):
    """A photo of a meeting or of its paper attendance list."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="photos")
    # A photo of the paper list shows names and signatures: only those who keep attendance see it.
    is_list = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = (models.Index(fields=["group", "meeting", "id"], name="groups_photo_of"),)
