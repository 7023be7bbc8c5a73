"""`JointAction`: what a government office and a civil society organisation do together."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.lifecycle import ActionState
from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


@pghistory.track(append_only=True)
class JointAction(GroupOwned):
    """A joint action. It has one owner of each side and is done only when both confirm.

    `budget_mnt` is in whole tugriks.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(_("what will be done"), max_length=160)
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="joint_actions"
    )
    decision = models.ForeignKey(
        "groups.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    government_owner = models.ForeignKey(
        "groups.Membership",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("owner on the government side"),
    )
    civil_owner = models.ForeignKey(
        "groups.Membership",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("owner on the civil society side"),
    )
    due_date = models.DateField(_("due"))
    budget_mnt = models.PositiveBigIntegerField(_("budget, MNT"), null=True, blank=True)
    budget_source = models.CharField(_("who pays"), max_length=160, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=ActionState.choices, default=ActionState.PLANNED
    )
    government_done_at = models.DateTimeField(null=True, blank=True)
    civil_done_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(default=timezone.now)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="issues_action_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=ActionState.values), name="issues_action_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(government_owner=models.F("civil_owner")),
                name="issues_action_two_owners",
                violation_error_message=_("The two owners must be two people."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ActionState.DONE)
                | Q(government_done_at__isnull=False, civil_done_at__isnull=False),
                name="issues_action_done_by_both",
            ),
        )
        indexes = (
            models.Index(fields=["group", "state", "due_date", "id"], name="issues_action_due"),
            models.Index(fields=["group", "issue", "id"], name="issues_action_of"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been done by now, by the group's own day."""
        unfinished = self.state in {ActionState.PLANNED, ActionState.HALF_DONE}
        return unfinished and self.due_date < self.group.today()


class ActionUpdate(GroupOwned):
    """What happened on a joint action."""

    action = models.ForeignKey(JointAction, on_delete=models.PROTECT, related_name="updates")
    text = models.TextField(_("what happened"))
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=["group", "action", "id"], name="issues_update_of"),)

    def __str__(self) -> str:
        return self.text[:60]
