"""Teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import (
    TeamKind,
)
from masam.search.folding import naming

if TYPE_CHECKING:
    from datetime import date

    from groups.models.team import TeamQuerySet


class TeamFilter(forms.Form):
    """Teams by words, kind and whether they still work."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *TeamKind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("at work now")), ("past", _("ended")), ("all", _("all"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("newest first")), ("oldest", _("oldest first"))],
    )

    def apply(self, rows: TeamQuerySet, day: date) -> TeamQuerySet:
        """Narrow the teams down."""
        self.is_valid()
        state = self.cleaned_data.get("state", "")
        rows = {"": rows.current, "past": rows.past}[state](day) if state != "all" else rows
        if self.cleaned_data.get("kind"):
            rows = rows.filter(kind=self.cleaned_data["kind"])
        return rows.filter(naming(self.cleaned_data.get("q", ""), "search_key"))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        oldest = self.cleaned_data.get("sort") == "oldest"
        return ("from_date", "id") if oldest else ("-from_date", "-id")
