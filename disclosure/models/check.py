"""`Check`: somebody looked; with its proof, and the word of the office."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.models.owed import Owed, Result
from masam.attachments.models import Attachment
from masam.tenancy.models import GroupOwned


class Check(GroupOwned):
    """One look at what is owed. A row is never changed: who looks again writes a new one.

    Who looked stands in the audit only: the facts of disclosure carry no person.
    """

    owed = models.ForeignKey(Owed, on_delete=models.PROTECT, related_name="checks")
    result = models.CharField(_("what was found"), max_length=10, choices=Result.choices)
    is_complete = models.BooleanField(_("complete"), null=True)
    is_on_time = models.BooleanField(_("on time"), null=True)
    is_right_place = models.BooleanField(_("in the right place"), null=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=["group", "owed", "-id"], name="disclosure_check_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(result__in=Result.values), name="disclosure_check_result_known"
            ),
            models.CheckConstraint(
                condition=~Q(result="missing")
                | Q(is_complete__isnull=True, is_right_place__isnull=True),
                name="disclosure_check_missing_is_nowhere",
            ),
        )

    def __str__(self) -> str:
        return f"{self.owed}: {self.get_result_display()}"


class CheckProof(Attachment):
    """A screenshot of what was seen, with its hash (`sha256`)."""

    check_row = models.ForeignKey(
        Check, on_delete=models.PROTECT, related_name="proofs", db_column="check_id"
    )

    class Meta:
        indexes = (models.Index(fields=["group", "check_row"], name="disclosure_proof_of"),)


class OfficeWord(GroupOwned):
    """What the organisation says to a check. Shown publicly beside it; never changed."""

    check_row = models.ForeignKey(
        Check, on_delete=models.PROTECT, related_name="words", db_column="check_id"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("answer"))
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=["group", "check_row", "id"], name="disclosure_word_of"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text[:60]}"
