"""Forms of the project's phases, and of a group's part in one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Phase
from groups.queries import phases_in_order
from masam.ui.forms import DayInput


class PhaseForm(forms.Form):
    """A phase of the project."""

    name_mn = forms.CharField(label=_("Name in Mongolian"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    start_date = forms.DateField(label=_("First day"), widget=DayInput())
    end_date = forms.DateField(label=_("Last day"), required=False, widget=DayInput())


class EnterPhaseForm(forms.Form):
    """A group enters a phase."""

    phase = forms.ModelChoiceField(
        label=_("Phase of the project"), queryset=Phase.objects.none(), empty_label=_("choose")
    )
    lead_partner = forms.CharField(
        label=_("Lead partner"),
        max_length=120,
        help_text=_("The organisation that leads the group in this phase."),
    )
    from_date = forms.DateField(label=_("First day"), widget=DayInput(is_past=True))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = phases_in_order()  # type: ignore[attr-defined]


class LeavePhaseForm(forms.Form):
    """A group's part in a phase ends."""

    to_date = forms.DateField(label=_("Last day"), widget=DayInput(is_past=True))
