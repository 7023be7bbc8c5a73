"""Filters with a name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SaveFilterForm(forms.Form):
    """A filter as it stands in the address, and its name."""

    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)


class ChangeFilterForm(forms.Form):
    """One of one's filters: another name, or away with it."""

    filter = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    remove = forms.BooleanField(required=False)
