"""`Minutes`: what was said and agreed, as text that is circulated, amended, frozen and signed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.lifecycle import MinutesState
from groups.models.meeting import Meeting
from groups.models.membership import Membership, Stakeholder
from masam.tenancy.models import GroupOwned

# What the database itself keeps from the moment of freezing on. The state may only go from
# frozen to signed; chairs may be chosen until both have signed.
KEPT = "group_id, meeting_id, language, text_mn, text_en, sealed, sha256, frozen_at"
KEEP_FROZEN = f"""
IF ({", ".join(f"NEW.{name.strip()}" for name in KEPT.split(","))})
   IS DISTINCT FROM ({", ".join(f"OLD.{name.strip()}" for name in KEPT.split(","))})
   OR NEW.state NOT IN ('frozen', 'signed') OR (OLD.state = 'signed' AND NEW.state <> 'signed')
THEN
    RAISE EXCEPTION 'frozen minutes cannot change' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class Side(models.TextChoices):
    """Whom a chair signs for."""

    GOVERNMENT = "government", _("government")
    CIVIL = "civil", _("civil society")

    @property
    def stakeholders(self) -> frozenset[str]:
        """The kinds of members who may be this side's chair."""
        return SIDES[self]


SIDES = {
    Side.GOVERNMENT: frozenset({Stakeholder.GOVERNMENT, Stakeholder.KHURAL, Stakeholder.PROVIDER}),
    Side.CIVIL: frozenset({Stakeholder.CIVIL_SOCIETY, Stakeholder.COMMUNITY}),
}


class AmendmentState(models.TextChoices):
    """What became of a proposal to change the minutes."""

    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Minutes(GroupOwned):
    """The minutes of one meeting.

    Text: paragraphs; a line that begins with `# ` is a heading, with `- ` an item of a list.
    `last_day` is the last day of the circulation in the group's zone. On freezing, `sealed` gets
    the canonical form (`groups.queries.sealed_form`) and `sha256` the hex digest of its UTF-8
    bytes; from then on the database itself refuses to change them (trigger `keep_frozen`).
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(
        max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    language = models.CharField(_("language of the meeting"), max_length=2, default="mn")
    text_mn = models.TextField(_("text"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    version = models.PositiveIntegerField(default=1)
    circulated_at = models.DateTimeField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    sealed = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    government_chair = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    civil_chair = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=MinutesState.values), name="groups_minutes_state_known"
            ),
            models.CheckConstraint(
                condition=Q(government_chair__isnull=True)
                | Q(civil_chair__isnull=True)
                | ~Q(government_chair=F("civil_chair")),
                name="groups_minutes_two_chairs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "circulated"], sha256="", sealed="")
                | (Q(state__in=["frozen", "signed"]) & ~Q(sha256="") & ~Q(sealed="")),
                name="groups_minutes_frozen_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False),
                name="groups_minutes_signed_when",
            ),
        )
        indexes = (models.Index(fields=["group", "state"], name="groups_minutes_state"),)
        triggers = (
            pgtrigger.Trigger(
                name="keep_frozen",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__state__in=["frozen", "signed"]),
                func=KEEP_FROZEN,
            ),
            pgtrigger.Protect(
                name="never_gone",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["frozen", "signed"]),
            ),
        )

    def __str__(self) -> str:
        return self.meeting.topic

    @property
    def is_frozen(self) -> bool:
        """Whether the text stands for good."""
        return self.state in {MinutesState.FROZEN, MinutesState.SIGNED}

    def text_in(self, language: str) -> str:
        """Give the text in a language; the Mongolian one where there is no English."""
        return (self.text_en or self.text_mn) if language == "en" else self.text_mn

    def chair_of(self, side: str) -> Membership | None:
        """Give the chair of a side, if one was chosen."""
        return self.government_chair if side == Side.GOVERNMENT else self.civil_chair


class Amendment(GroupOwned):
    """A change to circulated minutes, proposed by somebody who was there.

    `quoted` is the place as it stands in the text; empty for an addition at the end.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="amendments")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    quoted = models.TextField(_("the place"), blank=True)
    proposed = models.TextField(_("your wording"))
    state = models.CharField(
        max_length=8, choices=AmendmentState.choices, default=AmendmentState.OPEN
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)  # the name; the audit has the person

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["group", "minutes", "id"], name="groups_amendment_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AmendmentState.values), name="groups_amendment_state_known"
            ),
        )

    def __str__(self) -> str:
        return f"amendment {self.pk} of minutes {self.minutes_id}"


class Signature(GroupOwned):
    """A chair's own act: who, when, which hash, and how they proved to be themselves."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side.choices)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=20)  # "password", "password+totp"
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("signed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "minutes", "side"], name="groups_signature_side_once"
            ),
            models.UniqueConstraint(
                fields=["group", "minutes", "membership"], name="groups_signature_person_once"
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="groups_signature_side_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.side})"


class Correction(GroupOwned):
    """What was found wrong after freezing: stands beneath the text, which stays as it was.

    `is_public` says that somebody looked: it names no citizen.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("correction"))
    is_public = models.BooleanField(default=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "minutes", "position"], name="groups_correction_once"
            ),
        )

    def __str__(self) -> str:
        return f"correction {self.position} of minutes {self.minutes_id}"
