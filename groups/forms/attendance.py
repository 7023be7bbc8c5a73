"""Forms about who came: by QR, and by the paper list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions.meeting import GUESTS
from groups.forms.meeting import MeetingForm
from masam.ui.forms import PhotoInput


class SignInForm(forms.Form):
    """A member tells which line of the sheet is theirs."""

    who = forms.CharField(
        label=_("Your number on the sheet"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "code-input"}
        ),
        help_text=_("The four digits beside your name."),
    )


class NameForm(forms.Form):
    """A member without the sheet at hand writes the name as it stands on the list."""

    who = forms.CharField(
        label=_("Your name, as on the list"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For example “Б.Лхагва”."),
    )


class GuestForm(forms.Form):
    """A guest is only counted: no name is asked."""

    sex = forms.ChoiceField(
        label=_("You are counted as"),
        choices=[("f", _("a woman")), ("m", _("a man"))],
        widget=forms.RadioSelect,
    )
    traits = forms.MultipleChoiceField(
        label=_("If you like to tell"),
        required=False,
        choices=[
            ("young", _("I am under 35")),
            ("herder", _("I am a herder")),
            ("disability", _("I have a disability")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )


class AttendanceForm(MeetingForm):
    """The whole attendance, corrected by the paper list."""

    held_date = topic = place = decisions = kind = None  # type: ignore[assignment]
    starts_at = notes = is_closed = client_key = None  # type: ignore[assignment]
    photo = forms.FileField(
        label=_("Photo of the paper list"),
        required=False,
        widget=PhotoInput(),
        help_text=_("Only the facilitator and the secretary can open it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def attendance(self) -> dict[str, Any]:
        """Give what `correct_attendance` takes, of a valid form."""
        data = self.cleaned_data
        came = set(data["attended"])
        return {
            "version": data["version"],
            "attended": [row for row in self.roster if row.pk in came],
            "guests": {name: data[f"guests_{name}"] or 0 for name in GUESTS},
            "photos": [data["photo"]] if data["photo"] else [],
        }


class ListForm(forms.Form):
    """Whether a photo shows the paper list."""

    is_list = forms.BooleanField(label=_("This photo shows the attendance list"), required=False)
