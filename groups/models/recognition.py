"""`Recognition`: a certificate for an office or organisation that did something well (G10)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from masam.places.models.names import is_english
from masam.tenancy.models import GroupOwned
from masam.ui.addresses import in_language


class Recognition(GroupOwned):
    """One line of the register of certificates; one for an organisation and a deed.

    The deed (a verified fix, an inclusive meeting) may live in a higher room, so it is kept as
    words: `deed_key` ("issue:42"), its label, its address without language. A certificate that
    was wrong is taken back with its reason (`revoked_at`); the line and its number stay.
    """

    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    deed_key = models.CharField(max_length=60)
    deed_label = models.CharField(max_length=200)
    deed_url = models.CharField(max_length=300, blank=True)
    reason_mn = models.CharField(_("for what, in Mongolian"), max_length=300)
    reason_en = models.CharField(_("for what, in English"), max_length=300, blank=True)
    awarded_date = models.DateField(_("date"))
    government_chair = models.CharField(_("chair for the government"), max_length=120, blank=True)
    civil_chair = models.CharField(_("chair for civil society"), max_length=120, blank=True)
    awarded_at = models.DateTimeField(default=timezone.now)
    awarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "number"], name="groups_recognition_number_once"
            ),
            models.UniqueConstraint(
                fields=["group", "deed_key", "organisation"],
                condition=Q(revoked_at__isnull=True),
                name="groups_recognition_deed_once",
            ),
        )
        indexes = (
            models.Index(fields=["group", "-awarded_date", "-id"], name="groups_recognition_last"),
        )

    def __str__(self) -> str:
        return f"№ {self.number} {self.organisation}"

    @property
    def reason(self) -> str:
        """For what it was awarded, in the reader's language."""
        return (self.reason_en if is_english() else "") or self.reason_mn

    @property
    def deed_link(self) -> str:
        """The address of the deed in the reader's language; "" when there is none."""
        return in_language(self.deed_url) if self.deed_url else ""
