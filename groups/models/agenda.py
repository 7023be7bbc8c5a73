"""`AgendaItem`: what a meeting will talk about, and what came of it (M2, M4)."""

from __future__ import annotations

import json
from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.meeting import Meeting
from groups.models.membership import Membership
from masam.tenancy.models import GroupOwned
from masam.ui.addresses import in_language


class OutcomeKind(models.TextChoices):
    """What came of an item of the agenda."""

    DECIDED = "decided", _("decided")
    NOTED = "noted", _("noted")
    POSTPONED = "postponed", _("postponed")
    DROPPED = "dropped", _("dropped")


class AgendaItem(GroupOwned):
    """One item of the agenda of a meeting.

    `minutes` is how long it is to take. `source_key` names the proposal it came from
    ("issue:42", "item:7"; empty for one of our own), `source_label` says why it was proposed,
    `source_url` is an address without language. Who speaks is a member or, of people outside
    the group, a name; neither ever becomes public. `outcome` is empty where decisions say it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("what it is about"), max_length=200)
    detail = models.TextField(_("details"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    speaker = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    speaker_name = models.CharField(_("who speaks"), max_length=120, blank=True)
    source_key = models.CharField(max_length=60, blank=True)
    source_label = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    outcome_kind = models.CharField(max_length=9, choices=OutcomeKind.choices, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            # Checked at the end: moving an item changes the places of two.
            models.UniqueConstraint(
                fields=["group", "meeting", "position"],
                name="groups_agenda_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["group", "meeting", "source_key"],
                condition=~Q(source_key=""),
                name="groups_agenda_source_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome_kind__in=["", *OutcomeKind.values]),
                name="groups_agenda_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=720), name="groups_agenda_minutes"
            ),
        )
        indexes = (models.Index(fields=["group", "source_key"], name="groups_agenda_source"),)

    def __str__(self) -> str:
        return self.title

    @property
    def mark(self) -> str:
        """A word that changes with what the item says; moving it up or down leaves it."""
        words = [self.title, self.detail, self.minutes, self.speaker_id, self.speaker_name]
        return sha256(json.dumps(words).encode()).hexdigest()[:16]

    @property
    def who(self) -> str:
        """Who speaks, for the group's own pages; "" when nobody was named."""
        return self.speaker.name if self.speaker else self.speaker_name

    @property
    def source_link(self) -> str:
        """The address of what was proposed, in the reader's language; "" when there is none."""
        return in_language(self.source_url) if self.source_url else ""
