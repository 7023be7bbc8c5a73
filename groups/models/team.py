"""`Team`: people of the group who do one kind of work together, for a term (G5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.membership import Membership
from masam.places.models import DerivedField
from masam.search.folding import fold
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date
    from typing import Self


class TeamKind(models.TextChoices):
    """What a team is for."""

    MONITORING = "monitoring", _("monitoring team")
    SCORECARD = "scorecard", _("scorecard team")
    OTHER = "other", _("other team")


class TeamQuerySet(GroupOwnedQuerySet["Team"]):
    """Teams, and which of them have not ended."""

    def current(self, day: date) -> Self:
        """Give the teams whose term has not ended before `day`."""
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gte=day))

    def past(self, day: date) -> Self:
        """Give the teams whose term ended before `day`."""
        return self.filter(to_date__lt=day)


class Team(GroupOwned):
    """A team inside the group. `to_date` is the last day of its term, None while none is set.

    `approved_by` says who gave the mandate, for example the khural's social-policy committee.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=TeamKind.choices)
    name = models.CharField(_("name of the team"), max_length=120)
    mandate = models.TextField(_("mandate"))
    approved_by = models.CharField(_("who gave the mandate"), max_length=160, blank=True)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("to"), null=True, blank=True)
    formed_at = models.DateTimeField(default=timezone.now)
    formed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    search_key = DerivedField(max_length=400, derive="searched_by")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(TeamQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="groups_team_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=TeamKind.values), name="groups_team_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="groups_team_term_forward",
                violation_error_message=_("The term ends before it begins."),
            ),
        )
        indexes = (models.Index(fields=["group", "-from_date", "-id"], name="groups_team_latest"),)

    def __str__(self) -> str:
        return self.name

    def searched_by(self) -> str:
        """Compute what searches look into."""
        return fold(f"{self.name} {self.approved_by}")[:400]

    def is_current(self, day: date) -> bool:
        """Tell whether the term has not ended before `day`."""
        return self.to_date is None or self.to_date >= day


class TeamMember(GroupOwned):
    """A member of the group in a team, from a day to a day. At most one leads."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="teams")
    is_lead = models.BooleanField(default=False)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "team", "membership"],
                condition=Q(to_date__isnull=True),
                name="groups_team_member_open_once",
            ),
            models.UniqueConstraint(
                fields=["group", "team"],
                condition=Q(is_lead=True, to_date__isnull=True),
                name="groups_team_one_lead",
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="groups_team_member_forward",
            ),
        )
        indexes = (models.Index(fields=["group", "team", "id"], name="groups_team_member_of"),)

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.team_id}"
