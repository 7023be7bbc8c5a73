"""The forms of an upload."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TableForm(forms.Form):
    """A file with a table."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("XLSX, or CSV as Excel saves it. The first row names the columns."),
    )


class TakeInForm(forms.Form):
    """Only a button: take every row in."""
