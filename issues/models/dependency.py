"""What a joint action waits for, and what pays for it (I11)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.action import JointAction
from masam.tenancy.models import GroupOwned


class ActionDependency(GroupOwned):
    """One joint action waits for another of the same group. Circles are refused by the action."""

    action = models.ForeignKey(JointAction, on_delete=models.PROTECT, related_name="waits")
    waits_for = models.ForeignKey(JointAction, on_delete=models.PROTECT, related_name="waited_by")
    tied_at = models.DateTimeField(default=timezone.now)
    tied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name_plural = "action dependencies"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "action", "waits_for"], name="issues_dependency_once"
            ),
            models.CheckConstraint(
                condition=~Q(action=F("waits_for")), name="issues_dependency_of_two"
            ),
        )
        indexes = (models.Index(fields=["group", "waits_for"], name="issues_dependency_on"),)

    def __str__(self) -> str:
        return f"{self.action_id} waits for {self.waits_for_id}"


class ActionFund(GroupOwned):
    """Money of a joint action from one source, in whole tugriks: planned, and there by now."""

    action = models.ForeignKey(JointAction, on_delete=models.PROTECT, related_name="funds")
    position = models.PositiveSmallIntegerField()
    source = models.CharField(_("who pays"), max_length=120)
    planned_mnt = models.PositiveBigIntegerField(_("planned, MNT"), default=0)
    secured_mnt = models.PositiveBigIntegerField(_("secured, MNT"), default=0)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "action", "position"], name="issues_fund_position_once"
            ),
        )

    def __str__(self) -> str:
        return self.source
