"""Forms of series."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Rhythm
from masam.ui.forms import DayInput, Lines, TimeInput


class _SharedForm(forms.Form):
    """What the meetings of a series share."""

    topic = forms.CharField(
        label=_("What is it about"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    starts_at = forms.TimeField(label=_("Begins at"), widget=TimeInput())
    lasts_minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=15,
        max_value=720,
        initial=120,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 15}),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SeriesForm(_SharedForm):
    """A new series; the first day decides the rest."""

    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        initial=Rhythm.MONTHLY,
        widget=forms.RadioSelect,
    )
    first_date = forms.DateField(
        label=_("First meeting"),
        widget=DayInput(),
        help_text=_(
            "The others fall on the same weekday of the same week: the second Friday stays the second Friday."
        ),
    )
    last_date = forms.DateField(label=_("No later than"), required=False, widget=DayInput())
    is_closed = forms.BooleanField(label=_("Closed to the public"), required=False)
    field_order = ("topic", "rhythm", "first_date", "starts_at", "lasts_minutes", "place")


class SeriesChangeForm(_SharedForm):
    """A change of this meeting and all that follow."""

    held_date = forms.DateField(
        label=_("Day of this meeting"),
        widget=DayInput(),
        help_text=_(
            "The meetings after it move to the same weekday of the same week of their month."
        ),
    )
    field_order = ("held_date", "starts_at", "lasts_minutes", "place", "topic")


class SeriesEndForm(forms.Form):
    """The end of a series, with the reason everybody will read."""

    note = forms.CharField(label=_("Reason"), max_length=500, widget=Lines(2))


class SeriesMoveForm(forms.Form):
    """Move one meeting of a series to the day that is proposed."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    held_date = forms.DateField(widget=forms.HiddenInput)
