"""What filters of groups share: words in columns, a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from masam.calendars.periods import NoPeriod, Period, parse
from masam.places.models.names import fold

ALL: tuple[str, Any] = ("", _("all"))


def finds(words: str, *columns: str) -> Q:
    """Whether every word stands in one of the folded columns; о may be typed for ө, у for ү."""
    found = Q()
    for word in fold(words).split():
        one = Q()
        for column in columns or ("search_key",):
            one |= Q(**{f"{column}__contains": word})
        found &= one
    return found


def says(column: str, words: str) -> Q:
    """Whether a text holds the words. The C collation knows no Cyrillic case: we name the cases."""
    found = Q()
    for form in {words, words.lower(), words.capitalize(), words.upper()}:
        found |= Q(**{f"{column}__contains": form})
    return found


def period_field() -> forms.CharField:
    return forms.CharField(
        label=_("Period"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )


def says_any(*columns: str, words: str) -> Q:
    found = Q()
    for column in columns:
        found |= says(column, words)
    return found


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
