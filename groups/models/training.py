"""`Training`: what a group learned or taught, with whom, and how long (product.md G8)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Group
from groups.models.membership import Membership, Stakeholder
from groups.models.tool import LONGEST, Tool
from masam.attachments.models import Attachment
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from typing import Self


class TrainingKind(models.TextChoices):
    """What kind of learning it was."""

    TRAINING = "training", _("training")
    EXCHANGE = "exchange", _("exchange between groups")
    REFLECTION = "reflection", _("national reflection meeting")


class TrainingQuerySet(GroupOwnedQuerySet["Training"]):
    """Trainings; those logged by mistake stay for the record and count nowhere."""

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Training(GroupOwned):
    """A training, an exchange or a reflection meeting. Guests are counts, never names.

    `from_date` to `to_date` (both inside). `hours` is how long it took for one participant;
    participant hours are hours x people. `learned` is for exchanges and reflections.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=TrainingKind.choices)
    title = models.CharField(_("title"), max_length=160)
    topics = models.CharField(_("topics"), max_length=500, blank=True)
    tools = ArrayField(
        models.CharField(max_length=LONGEST, choices=Tool.choices),
        default=list,
        blank=True,
    )
    from_date = models.DateField(_("first day"))
    to_date = models.DateField(_("last day"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    place = models.CharField(_("place"), max_length=160, blank=True)
    organiser = models.CharField(_("organiser"), max_length=160, blank=True)
    learned = models.TextField(_("what was learned"), blank=True)
    guests_vulnerable = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    client_key = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(TrainingQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="groups_training_number_once"),
            models.UniqueConstraint(
                fields=["group", "client_key"], name="groups_training_key_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TrainingKind.values), name="groups_training_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")), name="groups_training_forward"
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=Decimal(0)), name="groups_training_has_hours"
            ),
        )
        indexes = (
            models.Index(fields=["group", "-from_date", "-id"], name="groups_training_latest"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was logged by mistake."""
        return self.withdrawn_at is not None

    def tool_names(self) -> list[str]:
        """Give the tools that were taught, in the reader's language."""
        return [str(Tool(tool).label) for tool in self.tools]


class TrainingParticipant(GroupOwned):
    """A member who took part, for the stakeholder they stood for then."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="participants")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    stakeholder = models.CharField(max_length=16, choices=Stakeholder.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "training", "membership"], name="groups_participant_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} at {self.training_id}"


class TrainingGuests(GroupOwned):
    """How many people from outside the group took part, for one kind of stakeholder."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="guests")
    stakeholder = models.CharField(max_length=16, choices=Stakeholder.choices)
    female = models.PositiveSmallIntegerField(default=0)
    male = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "training guests"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "training", "stakeholder"], name="groups_guests_once"
            ),
            models.CheckConstraint(
                condition=Q(stakeholder__in=Stakeholder.values), name="groups_guests_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.female}+{self.male} {self.stakeholder}"


class TrainingWith(GroupOwned):
    """Another group that took part in an exchange."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="others")
    other = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "training with"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "training", "other"], name="groups_training_with_once"
            ),
            models.CheckConstraint(
                condition=~Q(other=F("group")), name="groups_training_with_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.training_id} with {self.other_id}"


class TrainingFile(Attachment):
    """A photo or a document of a training."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="files")

    class Meta:
        indexes = (models.Index(fields=["group", "training", "id"], name="groups_tfile_of"),)
