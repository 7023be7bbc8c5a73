"""Forms of the group itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.ui.forms import Lines, PhoneInput


class SettingsForm(forms.Form):
    """What the group says about itself. `seen_<name>` holds each text as the form showed it."""

    NAMES = ("about_mn", "about_en", "contact_email", "contact_phone")

    about_mn = forms.CharField(
        label=_("About the group, in Mongolian"),
        required=False,
        max_length=2000,
        widget=Lines(rows=5),
        help_text=_(
            "Two or three sentences for the public page: who meets, about what, how often."
        ),
    )
    about_en = forms.CharField(
        label=_("About the group, in English"), required=False, max_length=2000, widget=Lines(5)
    )
    contact_email = forms.EmailField(
        label=_("E-mail for citizens"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        help_text=_("Shown on the public page."),
    )
    contact_phone = forms.CharField(
        label=_("Phone for citizens"),
        required=False,
        max_length=20,
        widget=PhoneInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.NAMES:
            self.fields[f"seen_{name}"] = forms.CharField(
                required=False, strip=False, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        """Write line ends the way they are stored, so that an untouched text counts as such."""
        cleaned = super().clean() or {}
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in cleaned.items()
        }


class NoteForm(forms.Form):
    """A step that asks for a reason, or allows one."""

    note = forms.CharField(label=_("Reason"), max_length=500, widget=Lines(2))

    def __init__(self, *args: Any, is_required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = is_required
