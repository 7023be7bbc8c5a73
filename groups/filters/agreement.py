"""The register of agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from groups.models import (
    AgreementKind,
    AgreementParty,
)
from masam.search.folding import naming, saying

if TYPE_CHECKING:
    from datetime import date

    from groups.models.agreement import AgreementQuerySet


class AgreementFilter(forms.Form):
    """Agreements by words, kind, whether they bind today, and order."""

    ORDERS = {
        "": ("-signed_date", "-id"),
        "oldest": ("signed_date", "id"),
        "ending": ("last_day", "id"),
    }

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *AgreementKind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            ("in_force", _("in force")),
            ("ending", _("ends soon")),
            ("ended", _("ended or replaced")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("oldest", _("oldest first")),
            ("ending", _("first to end first")),
        ],
    )

    def apply(self, rows: AgreementQuerySet, day: date) -> AgreementQuerySet:
        """Narrow the register down; words are looked for in the names of the parties too."""
        self.is_valid()
        given = self.cleaned_data
        narrow = {"in_force": rows.unended, "ending": rows.ending, "ended": rows.over}
        if given.get("state"):
            rows = narrow[given["state"]](day)
        if given.get("kind"):
            rows = rows.filter(kind=given["kind"])
        words = given.get("q", "")
        if not words:
            return rows
        sides = AgreementParty.objects.filter(saying(words, "name"), agreement=OuterRef("pk"))
        return rows.filter(naming(words, "search_key") | Q(Exists(sides)))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return self.ORDERS[self.cleaned_data.get("sort", "")]
