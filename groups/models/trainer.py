"""`Trainer`: the register of trainers and mentors, of NGOs and of government."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.membership import Membership
from groups.models.training import Training
from masam.tenancy.models import GroupOwned


class TrainerWork(models.TextChoices):
    """Whether somebody teaches, accompanies, or both."""

    TRAINER = "trainer", _("trainer")
    MENTOR = "mentor", _("mentor")
    BOTH = "both", _("trainer and mentor")


class TrainerSide(models.TextChoices):
    """Where a trainer comes from."""

    NGO = "ngo", _("NGO")
    GOVERNMENT = "government", _("government")
    OTHER = "other", _("other")


class TrainerPart(models.TextChoices):
    """What a trainer did at a training."""

    HELD = "held", _("held it")
    TRAINED = "trained", _("was trained there")


class Trainer(GroupOwned):
    """A trainer or mentor. Phone and mail are for facilitators only, never in a file.

    `membership` is filled when the person is a member of the group. `trained_by` is for what
    they learned elsewhere; trainings of the group are linked by `TrainerAtTraining`.
    """

    name = models.CharField(_("name"), max_length=150)
    sort_key = models.CharField(max_length=300, blank=True)
    work = models.CharField(
        _("what they do"), max_length=8, choices=TrainerWork.choices, default=TrainerWork.TRAINER
    )
    side = models.CharField(_("side"), max_length=10, choices=TrainerSide.choices)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    topics = models.CharField(_("topics"), max_length=300, blank=True)
    languages = models.CharField(_("languages"), max_length=100, blank=True)
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    trained_by = models.CharField(_("trained by"), max_length=160, blank=True)
    trained_date = models.DateField(_("trained when"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("email"), blank=True)
    is_active = models.BooleanField(_("works as a trainer now"), default=True)
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(side__in=TrainerSide.values), name="groups_trainer_side"
            ),
            models.CheckConstraint(
                condition=Q(work__in=TrainerWork.values), name="groups_trainer_work"
            ),
            models.UniqueConstraint(
                fields=["group", "membership"], name="groups_trainer_member_once"
            ),
        )
        indexes = (models.Index(fields=["group", "sort_key", "id"], name="groups_trainer_order"),)

    def __str__(self) -> str:
        return self.name


class TrainerAtTraining(GroupOwned):
    """A trainer held a training, or was trained there."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="trainers")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="trainings")
    part = models.CharField(max_length=8, choices=TrainerPart.choices)

    class Meta:
        verbose_name_plural = "trainers at trainings"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["group", "training", "trainer", "part"], name="groups_trainer_part_once"
            ),
            models.CheckConstraint(
                condition=Q(part__in=TrainerPart.values), name="groups_trainer_part_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.trainer_id} {self.part} {self.training_id}"
