"""The forms of the group's desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.forms.give import GiveForm
from feedback.models import Channel
from issues.models import Issue
from masam.organisations.models import Sector
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from datetime import date

OFF_LINE = [pair for pair in Channel.choices if pair[0] != Channel.WEB]


class PlainForm(forms.Form):
    """A form of one button."""


class AnswerForm(forms.Form):
    """The group's answer. `version` guards against two answers at once."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=5000, widget=Lines(rows=6),
        help_text=gettext_lazy("The citizen reads it with the code. Write plainly and say what happens next."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CloseForm(forms.Form):
    """Why a case is closed; stays inside the group."""

    note = forms.CharField(
        label=gettext_lazy("Why it is closed"), max_length=1000, widget=Lines(rows=3),
        help_text=gettext_lazy("For the group only. What the citizen should read belongs in an answer."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EnterForm(GiveForm):
    """A citizen's paper or spoken word, written down by staff with the real day (F5)."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did it come in?"), choices=OFF_LINE, widget=forms.RadioSelect,
        initial=Channel.PAPER,
    )  # fmt: skip
    received_date = forms.DateField(
        label=gettext_lazy("On which day was it said?"), widget=DayInput(is_past=True),
        help_text=gettext_lazy("The day on the paper. The clock for the answer starts there."),
    )  # fmt: skip
    website = None  # type: ignore[assignment]
    opened = None  # type: ignore[assignment]
    field_order = ("channel", "received_date", "kind", "point", "text", "photo", "way", "contact")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_received_date(self) -> date:
        """Refuse days to come, and days so long ago that the year must be wrong."""
        day: date = self.cleaned_data["received_date"]
        if day > self.today:
            raise ValidationError(_("The day lies in the future."))
        if (self.today - day).days > 2 * 366:
            raise ValidationError(_("That is more than two years ago. Please look at the year."))
        return day


class RaiseForm(forms.Form):
    """A new issue from a case, or the number of one that already stands."""

    title = forms.CharField(
        label=gettext_lazy("Problem in one line"), max_length=160, required=False,
        help_text=gettext_lazy("In the group's words, without names."),
    )  # fmt: skip
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=Sector.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    detail = forms.CharField(label=gettext_lazy("Details"), required=False, widget=Lines(rows=4))
    joins = forms.CharField(
        label=gettext_lazy("Or join an issue that already stands"), required=False, max_length=20,
        help_text=gettext_lazy("Its number, for example KHO-42."),
    )  # fmt: skip

    def clean_joins(self) -> Issue | None:
        """Find the issue of this group by the number people say."""
        said = self.cleaned_data["joins"].strip()
        number = re.fullmatch(r"(?:[A-Za-z]{2,4}-)?(\d{1,9})", said)
        found = Issue.objects.filter(number=int(number[1])).first() if number else None
        if said and found is None:
            raise ValidationError(_("There is no issue of this number in your group."))
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for a title and a sector unless an issue is joined."""
        data = super().clean() or {}
        if "joins" in self.errors or data.get("joins"):
            return data
        for name in ("title", "sector"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, self.fields["title"].error_messages["required"])
        return data
