"""`Agreement`: what sides have put on paper, what it commits them to, and until when (G7)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.membership import Membership
from masam.attachments.models import Attachment
from masam.places.models import DerivedField
from masam.search.folding import fold
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

REMIND_DAYS = 60


class AgreementKind(models.TextChoices):
    """How it was put on paper."""

    MOU = "mou", _("memorandum of understanding")
    ORDER = "order", _("governor's order")
    RESOLUTION = "resolution", _("khural resolution")
    CONTRACT = "contract", _("clause of a contract")
    OTHER = "other", _("other agreement")


class AgreementStanding(models.TextChoices):
    """Whether an agreement binds today; worked out from its days, never stored."""

    COMING = "coming", _("not yet in force")
    IN_FORCE = "in_force", _("in force")
    ENDING = "ending", _("ends soon")
    ENDED = "ended", _("ended")
    REPLACED = "replaced", _("replaced")


class AgreementQuerySet(GroupOwnedQuerySet["Agreement"]):
    """Agreements: published ones, those that still bind."""

    def published(self) -> Self:
        """Give those that everybody may see."""
        return self.filter(published_at__isnull=False)

    def unended(self, day: date) -> Self:
        """Give those that have not ended by `day` and were not replaced."""
        open_end = Q(to_date__isnull=True) | Q(to_date__gte=day)
        return self.filter(open_end, ended_date__isnull=True, successors__isnull=True)

    def over(self, day: date) -> Self:
        """Give those that have ended by `day` or were replaced."""
        gone = Q(to_date__lt=day) | Q(ended_date__isnull=False) | Q(successors__isnull=False)
        return self.filter(gone)

    def ending(self, day: date) -> Self:
        """Give those in whose time of reminder `day` lies."""
        rows = self.unended(day).filter(to_date__isnull=False, remind_days__gt=0)
        last = ExpressionWrapper(
            Value(day, output_field=models.DateField()) + F("remind_days"),
            output_field=models.DateField(),
        )
        return rows.filter(to_date__lte=last)


class Agreement(GroupOwned):  # type: ignore[django-manager-missing]
    """An agreement. `number` is the running number of the group's register, `reference` the
    number the paper itself carries ("А/127").

    Valid from `from_date` to `to_date` (None: without an end). `ended_date` is the day it was
    ended before its time. `reminded_for` is the `to_date` the people were reminded of.
    `responsible` is who looks after it. `open_government` names a commitment of the Open
    Government partnership that it serves.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=AgreementKind.choices)
    reference = models.CharField(_("number of the document"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=200)
    signed_date = models.DateField(_("signed"))
    from_date = models.DateField(_("valid from"))
    to_date = models.DateField(_("valid until"), null=True, blank=True)
    ended_date = models.DateField(null=True, blank=True)
    open_government = models.CharField(_("Open Government commitment"), max_length=80, blank=True)
    responsible = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    remind_days = models.PositiveSmallIntegerField(default=REMIND_DAYS)
    reminded_for = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    note = models.TextField(_("note"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    search_key = DerivedField(max_length=500, derive="searched_by")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(AgreementQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "number"], name="groups_agreement_number_once"
            ),
            models.UniqueConstraint(
                fields=["group", "replaces"], name="groups_agreement_replaced_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AgreementKind.values), name="groups_agreement_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="groups_agreement_forward",
                violation_error_message=_("The agreement ends before it begins."),
            ),
        )
        indexes = (
            models.Index(fields=["group", "-signed_date", "-id"], name="groups_agreement_latest"),
            models.Index(
                fields=["group", "-signed_date"], name="groups_agreement_public",
                condition=Q(published_at__isnull=False),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def searched_by(self) -> str:
        """Compute what searches look into."""
        return fold(f"{self.reference} {self.title} {self.open_government}")[:500]

    @property
    def standing_today(self) -> AgreementStanding:
        """Whether it binds today; on rows of `groups.queries` only, which know `is_replaced`."""
        return self.standing(self.group.today(), is_replaced=self.is_replaced)  # type: ignore[attr-defined]

    def standing(self, day: date, *, is_replaced: bool) -> AgreementStanding:
        """Tell whether it binds on `day`. Whether another one replaced it is asked by a query."""
        if is_replaced:
            return AgreementStanding.REPLACED
        if self.ended_date is not None or (self.to_date is not None and self.to_date < day):
            return AgreementStanding.ENDED
        if self.from_date > day:
            return AgreementStanding.COMING
        near = self.to_date is not None and self.to_date <= day + timedelta(days=self.remind_days)
        return AgreementStanding.ENDING if near else AgreementStanding.IN_FORCE


class AgreementParty(GroupOwned):
    """A side of an agreement: an organisation we know, or a name."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "agreement parties"
        indexes = (models.Index(fields=["group", "agreement", "position"], name="groups_party_of"),)

    def __str__(self) -> str:
        return self.name


class Commitment(GroupOwned):
    """Something an agreement commits an organisation to. Open until `done_date`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("what it commits to"), max_length=400)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name=_("who"),
    )  # fmt: skip
    due_date = models.DateField(_("by when"), null=True, blank=True)
    done_date = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["group", "agreement", "position"], name="groups_commitment_of"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        """Whether it was fulfilled."""
        return self.done_date is not None


class AgreementFile(Attachment):
    """A scan of an agreement: a PDF or pages as pictures."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="files")

    class Meta:
        indexes = (models.Index(fields=["group", "agreement", "id"], name="groups_scan_of"),)
