"""`Group`: the tenant, and the phases of the project it took part in."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

RESERVED_SLUGS = frozenset(
    "about accessibility accounts admin api ask attend calendar data disclosure en feedback "
    "follow groups healthz help issues join lessons login logout me media metrics mn national password "
    "office open311 privacy readyz reply robots static stop styleguide unsent vote".split()
)


class GroupState(models.TextChoices):
    """Groups are paused and closed, never deleted."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


class Phase(models.Model):
    """A phase of the project, for example MASAM I (2015-2020)."""

    number = models.PositiveSmallIntegerField(unique=True)
    name_mn = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.name_en if translation.get_language() == "en" else self.name_mn


class Group(models.Model):
    """A multi-stakeholder group of one aimag or district: the tenant.

    `code` stands before the numbers people say (KHO-42). `version` grows with every change
    that a public page may show; ETags are made from it. `work_version` grows with every audit
    entry of the group (a trigger raises it at the commit, migration 0017), so what desk pages show
    never changes without it. `address_*` is where post goes,
    `office_*` where and when the facilitator can be met. `state_note` says, to everybody, why
    the group was paused or closed at `state_at`. `support_until` is the moment at which the last
    running `SupportSession` ends: it stands here because the gate asks before any scope.
    """

    slug = models.SlugField(max_length=40, unique=True)
    code = models.CharField(max_length=4, unique=True, validators=[RegexValidator(r"^[A-Z]{2,4}$")])
    name_mn = models.CharField(_("name in Mongolian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    unit = models.ForeignKey("places.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=GroupState.choices, default=GroupState.ACTIVE)
    zone = models.CharField(max_length=40, default="Asia/Ulaanbaatar")
    language = models.CharField(max_length=2, default="mn")
    about_mn = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    address_mn = models.CharField(max_length=200, blank=True, default="", db_default="")
    address_en = models.CharField(max_length=200, blank=True, default="", db_default="")
    office_mn = models.CharField(max_length=200, blank=True, default="", db_default="")
    office_en = models.CharField(max_length=200, blank=True, default="", db_default="")
    sort_key = models.CharField(max_length=240, blank=True, db_index=True)
    version = models.PositiveBigIntegerField(default=1)
    work_version = models.PositiveBigIntegerField(default=1, db_default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    state_at = models.DateTimeField(null=True, blank=True)
    state_note = models.CharField(max_length=500, blank=True, default="", db_default="")
    support_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("sort_key", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(slug__in=sorted(RESERVED_SLUGS)), name="groups_slug_free"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=GroupState.values), name="groups_state_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The group's name in the reader's language."""
        return self.name_en if translation.get_language() == "en" else self.name_mn

    @property
    def about(self) -> str:
        """A few words about the group, in the reader's language."""
        return self.about_en if translation.get_language() == "en" else self.about_mn

    @property
    def address(self) -> str:
        """Where post for the group goes, in the reader's language."""
        return _told(self.address_mn, self.address_en)

    @property
    def office(self) -> str:
        """Where and when the facilitator can be met, in the reader's language."""
        return _told(self.office_mn, self.office_en)

    @property
    def has_contacts(self) -> bool:
        """Whether a citizen finds any way to reach the group."""
        return bool(self.contact_email or self.contact_phone or self.address or self.office)

    @property
    def has_support(self) -> bool:
        """Whether a system administrator may be inside now."""
        return self.support_until is not None and timezone.now() < self.support_until

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which this group's days begin and end."""
        return ZoneInfo(self.zone)

    def today(self) -> timezone.datetime.date:  # type: ignore[name-defined]
        """Give today's date where the group lives."""
        return timezone.localdate(timezone=self.tz)


def _told(text_mn: str, text_en: str) -> str:
    """Give the text in the reader's language, else in the other one."""
    return (text_en or text_mn) if translation.get_language() == "en" else (text_mn or text_en)


class GroupPhase(models.Model):
    """One group in one phase, with the partner organisation that led it then.

    `from_date` and `to_date` are the group's own days in the phase; empty where they are not
    known, or the phase goes on.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="phases")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="groups")
    lead_partner = models.CharField(max_length=120, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "phase"], name="groups_phase_once"),
            models.CheckConstraint(
                condition=models.Q(from_date__isnull=True)
                | models.Q(to_date__isnull=True)
                | models.Q(to_date__gte=models.F("from_date")),
                name="groups_phase_forward",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} - {self.phase}"


class GroupGrant(UserObjectPermissionBase):
    """A duty of a person in a group (django-guardian's direct-key table).

    Rebuilt from the memberships, never edited by hand. Not protected by a scope, on purpose:
    it is read before any scope is known, to find which groups a person may enter.
    """

    content_object = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="grants")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "content_object"], name="groups_grant_user")
        ]
