"""Planning a joint action, telling of it, cancelling it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Membership
from issues.forms.fields import note_field, version_field
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_MNT = 10**13


class PlanForm(forms.Form):
    """One thing to do, one owner of each side, one day."""

    title = forms.CharField(
        label=_("What will be done"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    government_owner: Any = forms.ModelChoiceField(
        label=_("Owner on the government side"), queryset=None
    )
    civil_owner: Any = forms.ModelChoiceField(
        label=_("Owner on the civil society side"), queryset=None
    )
    due_date = forms.DateField(label=_("Until"), widget=DayInput())
    budget_mnt = forms.IntegerField(
        label=_("Budget, MNT"),
        required=False,
        min_value=0,
        max_value=MOST_MNT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )
    budget_source = forms.CharField(label=_("Who pays"), required=False, max_length=160)
    legal_basis = forms.CharField(label=_("Legal basis"), required=False, max_length=200)

    def __init__(
        self, *args: Any, government: QuerySet[Membership], civil: QuerySet[Membership],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name, rows in (("government_owner", government), ("civil_owner", civil)):
            field: Any = self.fields[name]
            field.queryset = rows
            field.label_from_instance = _with_organisation


class UpdateForm(forms.Form):
    """News of a joint action."""

    text = note_field(_("What happened"))


class CancelForm(forms.Form):
    """Why a joint action will not be done."""

    note = note_field(_("Why"))
    version = version_field()


class ConfirmActionForm(forms.Form):
    """Nothing but the button."""

    version = version_field()


def _with_organisation(row: Membership) -> str:
    return f"{row.name} ({row.organisation})" if row.organisation else row.name
