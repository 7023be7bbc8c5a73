"""`SupportSession`: a system administrator inside a group, for a stated reason and a short time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

LONGEST = timedelta(hours=2)


class SupportSessionQuerySet(GroupOwnedQuerySet["SupportSession"]):
    """Sessions; which of them run."""

    def running(self) -> Self:
        """Give those that were neither ended nor ran out."""
        return self.filter(ended_at__isnull=True, until__gt=timezone.now())


class SupportSession(GroupOwned):
    """A support session: at most two hours, announced to the group, every access audited.

    It ends at `until`, or at `ended_at` when somebody ended it before. `person_name` outlives
    the account.
    """

    number = models.PositiveIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_name = models.CharField(max_length=150)
    reason = models.CharField(max_length=500)
    started_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(SupportSessionQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="groups_support_number_once"),
            models.CheckConstraint(
                condition=Q(until__gt=F("started_at")) & Q(until__lte=F("started_at") + LONGEST),
                name="groups_support_short",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="groups_support_has_reason"),
        )
        indexes = (
            models.Index(fields=["group", "-started_at", "-id"], name="groups_support_latest"),
        )

    def __str__(self) -> str:
        return f"support session {self.number}"

    @property
    def is_running(self) -> bool:
        """Whether it lets its person in now."""
        return self.ended_at is None and timezone.now() < self.until

    @property
    def over_at(self) -> datetime:
        """The moment at which it ended or will end."""
        return self.ended_at or self.until
