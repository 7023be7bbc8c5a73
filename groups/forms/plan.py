"""Planning a meeting and changing the plan (M2)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import MeetingKind
from masam.ui.forms import DayInput, TimeInput


class MeetingPlanForm(forms.Form):
    """A meeting to come: about what, when, where, how long."""

    topic = forms.CharField(
        label=_("What will it be about"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )
    held_date = forms.DateField(label=_("Date"), widget=DayInput())
    starts_at = forms.TimeField(label=_("Begins at"), widget=TimeInput())
    lasts_minutes = forms.IntegerField(
        label=_("Length in minutes"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 15, "max": 720, "step": 5}),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices)
    is_closed = forms.BooleanField(
        label=_("The meeting will be closed to the public"), required=False
    )
    invite_now = forms.BooleanField(
        label=_("Send the invitations now"),
        required=False,
        help_text=_("Else nobody is mailed until you send them: the agenda can come first."),
    )


class PlanEditForm(MeetingPlanForm):
    """A change of the plan; `version` says which one the person had before them."""

    invite_now = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)
