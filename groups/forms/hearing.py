"""What a hearing or a khural sitting is about for the group."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.ui.forms import Lines


class HearingForm(forms.Form):
    """What is asked for, and what came of it; `version` says which texts the person had."""

    asked = forms.CharField(
        label=_("What the group asks for"),
        max_length=4000,
        widget=Lines(5),
        help_text=_("As it is handed in: the proposal, the amount, the order or resolution."),
    )
    decided = forms.CharField(
        label=_("What was decided"),
        required=False,
        max_length=4000,
        widget=Lines(5),
        help_text=_("After the day: resolution and number, or that nothing was decided."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
