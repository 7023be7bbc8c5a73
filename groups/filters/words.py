"""What filters of groups share: words in columns, a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.calendars.periods import NoPeriod, Period, parse

ALL: tuple[str, Any] = ("", _("all"))


def period_field() -> forms.CharField:
    return forms.CharField(
        label=_("Period"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )


class ByPeriod(forms.Form):
    """A filter with a period; one that is none narrows nothing."""

    def clean_period(self) -> Period | None:
        """Read the period, or say how one is written."""
        text = self.cleaned_data["period"]
        try:
            return parse(text) if text else None
        except NoPeriod as error:
            raise forms.ValidationError(str(error)) from error

    def wants(self, name: str) -> Any:
        """Give what stands in the address for `name`, or something empty."""
        self.is_valid()
        return self.cleaned_data.get(name)
