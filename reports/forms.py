"""What people of a group may ask of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.calendars.periods import Kind, Period, last_closed, parse

if TYPE_CHECKING:
    from datetime import date


class RunForm(forms.Form):
    """Which period to report on: closed ones only."""

    period = forms.ChoiceField(
        label=_("Period"), help_text=_("Only periods that are over: their figures stand still.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (str(period), period.label) for period in closed_periods(today)
        ]

    def clean_period(self) -> Period:
        """Give the period itself."""
        return parse(self.cleaned_data["period"])


class NoFields(forms.Form):
    """A form that is only a button."""


def closed_periods(today: date) -> list[Period]:
    """Give the last six months, two quarters and the half-year that are over."""
    periods: list[Period] = []
    for kind, count in ((Kind.MONTH, 6), (Kind.QUARTER, 2), (Kind.HALF, 1)):
        period = last_closed(kind, today)
        for _turn in range(count):
            periods.append(period)
            period = period.previous
    return periods
