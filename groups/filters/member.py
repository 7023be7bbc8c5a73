"""Members and their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import (
    Role,
    Stakeholder,
)
from masam.search.folding import naming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from groups.models import Membership
    from masam.organisations.models import Organisation


MEMBER_ORDERS = {
    "": ("sort_key", "id"),
    "newest": ("-from_date", "-id"),
    "oldest": ("from_date", "id"),
    "stakeholder": ("stakeholder", "sort_key", "id"),
    "role": ("role", "sort_key", "id"),
}


class MemberFilter(forms.Form):
    """Members by name, stakeholder, role, organisation and whether they belong today."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[
            ("", _("today's members")),
            ("former", _("former members")),
            ("coming", _("terms still to come")),
            ("all", _("all terms")),
        ],
    )
    stakeholder = forms.ChoiceField(
        label=_("Stakeholder"), required=False, choices=[("", _("all")), *Stakeholder.choices]
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all")), *Role.choices]
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("by name")),
            ("newest", _("newest term first")),
            ("oldest", _("oldest term first")),
            ("stakeholder", _("by stakeholder")),
            ("role", _("by role")),
        ],
    )

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), row.name) for row in organisations]
        self.fields["organisation"].choices = [("", _("all")), *rows]  # type: ignore[attr-defined]

    @property
    def whose(self) -> str:
        """Whom the list is about; today's members when nothing sensible is asked."""
        self.is_valid()
        return str(self.cleaned_data.get("state", ""))

    def apply(self, rows: QuerySet[Membership]) -> QuerySet[Membership]:
        """Narrow the members down; case does not matter, ө may be typed as о and ү as у."""
        self.is_valid()
        rows = rows.filter(naming(self.cleaned_data.get("q", ""), "search_key"))
        wanted = ("stakeholder", "role", "organisation")
        chosen = {key: self.cleaned_data.get(key) for key in wanted}
        return rows.filter(**{key: value for key, value in chosen.items() if value})

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return MEMBER_ORDERS[self.cleaned_data.get("sort", "")]
