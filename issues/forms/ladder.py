"""The steps of the ladder, and switching it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.actions.ladder import AT_ONCE, FROM_NOW
from issues.models import FURTHEST, LadderKind
from masam.organisations.models import Sector


class StepForm(forms.Form):
    """What happens, and how many days before or after the due day."""

    kind = forms.ChoiceField(
        label=_("What happens"), choices=LadderKind.choices, widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        label=_("How many days before or after the due day"),
        min_value=1,
        max_value=FURTHEST,
        help_text=_("Calendar days. A reminder before the day counts back, all others forward."),
    )
    sector = forms.ChoiceField(
        label=_("For issues of"),
        required=False,
        choices=[("", _("both sectors")), *Sector.choices],
    )


class NothingForm(forms.Form):
    """Nothing to fill in: the button says it."""


class SwitchForm(forms.Form):
    """What becomes of the issues that are late today when the ladder begins to run."""

    start: Any = forms.ChoiceField(
        label=_("The issues that are late today"),
        choices=[
            (
                FROM_NOW,
                _("Begin gently: what is due today already is left out; later steps are taken"),
            ),
            (AT_ONCE, _("At once: the next working morning takes the highest step of each")),
        ],
        initial=FROM_NOW,
        widget=forms.RadioSelect,
    )
