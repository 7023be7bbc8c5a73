"""Sub-projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from groups.lifecycle import ProjectState
from groups.models import (
    BudgetLine,
    MoneySource,
)
from masam.organisations.models import Sector
from masam.search.folding import naming

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Project


class ProjectFilter(forms.Form):
    """Sub-projects by words, state, sector, who funds them and order."""

    ORDERS = {
        "": ("-from_date", "-id"),
        "oldest": ("from_date", "id"),
        "money": ("-planned", "-id"),
    }

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *ProjectState.choices]
    )
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("all")), *Sector.choices]
    )
    source = forms.ChoiceField(
        label=_("Who funds it"), required=False, choices=[("", _("all")), *MoneySource.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("oldest", _("oldest first")),
            ("money", _("most money first")),
        ],
    )

    def apply(self, rows: QuerySet[Project]) -> QuerySet[Project]:
        """Narrow the sub-projects down; words are looked for in the lead's name too."""
        self.is_valid()
        given = self.cleaned_data
        for name in ("state", "sector"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        if given.get("source"):
            lines = BudgetLine.objects.filter(project=OuterRef("pk"), source=given["source"])
            rows = rows.filter(Exists(lines))
        return rows.filter(naming(given.get("q", ""), "search_key", "lead__search_key"))

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return self.ORDERS[self.cleaned_data.get("sort", "")]
