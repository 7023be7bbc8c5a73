"""`AgreementLink`: an issue or a joint action that rests on an agreement of the group (G7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models.action import JointAction
from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class AgreementLink(GroupOwned):
    """Links point down: the row lives here, the agreement knows nothing of it."""

    agreement = models.ForeignKey("groups.Agreement", on_delete=models.PROTECT, related_name="+")
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="agreement_links"
    )
    action = models.ForeignKey(
        JointAction, null=True, blank=True, on_delete=models.PROTECT,
        related_name="agreement_links",
    )  # fmt: skip
    tied_at = models.DateTimeField(default=timezone.now)
    tied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "agreement", "issue"], name="issues_agreement_issue_once"
            ),
            models.UniqueConstraint(
                fields=["group", "agreement", "action"], name="issues_agreement_action_once"
            ),
            models.CheckConstraint(
                condition=Q(issue__isnull=True, action__isnull=False)
                | Q(issue__isnull=False, action__isnull=True),
                name="issues_agreement_of_one",
            ),
        )
        indexes = (
            models.Index(fields=["group", "issue", "id"], name="issues_agreement_of_issue"),
            models.Index(fields=["group", "action", "id"], name="issues_agreement_of_action"),
        )

    def __str__(self) -> str:
        return f"{self.issue_id or self.action_id} rests on {self.agreement_id}"
