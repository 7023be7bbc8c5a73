"""Forms of the group itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions.group import SETTINGS
from masam.ui.forms import Lines, PhoneInput


class SettingsForm(forms.Form):
    """What the group says about itself. `seen_<name>` holds each text as the form showed it."""

    NAMES = SETTINGS

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
    address_mn = forms.CharField(
        label=_("Postal address, in Mongolian"), required=False, max_length=200
    )
    address_en = forms.CharField(
        label=_("Postal address, in English"), required=False, max_length=200
    )
    office_mn = forms.CharField(
        label=_("Facilitator's office, in Mongolian"),
        required=False,
        max_length=200,
        help_text=_("Where and when citizens find the facilitator: house, room, days, hours."),
    )
    office_en = forms.CharField(
        label=_("Facilitator's office, in English"), required=False, max_length=200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _add_seen(self, self.NAMES)

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


class EndingForm(NoteForm):
    """Pausing, closing, opening again: the reason is for everybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _("Everybody reads it on the group's public page.")


def _percent(label: Any, most: int, sentence: Any, *, least: int = 0) -> forms.IntegerField:
    errors = dict.fromkeys(("min_value", "max_value", "invalid"), sentence)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages=errors,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": least, "max": most}),
    )


class RulesForm(forms.Form):
    """What the group has settled for itself; whole percent. 0 turns a warning off."""

    NAMES = (
        "quorum_percent", "community_percent", "sex_percent", "vulnerable_percent",
        "circulation_days",
    )  # fmt: skip

    quorum_percent = _percent(
        _("Quorum, percent of members"),
        100,
        _(
            "A quorum is a whole number from 1 to 100 percent of the members: more than all can "
            "never come, and with 0 a meeting of nobody would decide."
        ),
        least=1,
    )
    community_percent = _percent(
        _("Least share of citizens and civil society, percent"),
        100,
        _("A share is a whole number from 0 to 100 percent."),
    )
    sex_percent = _percent(
        _("Least share of either sex, percent"),
        50,
        _("Both sexes can have at most half each: a whole number from 0 to 50 percent."),
    )
    vulnerable_percent = _percent(
        _("Least share of vulnerable people, percent"),
        100,
        _("A share is a whole number from 0 to 100 percent."),
    )
    circulation_days = _percent(
        _("Days that minutes go round"),
        60,
        _("Minutes go round for 1 to 60 days."),
        least=1,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _add_seen(self, self.NAMES)


def _add_seen(form: forms.Form, names: Any) -> None:
    """Add hidden fields that say how each text stood when the form was shown."""
    for name in names:
        form.fields[f"seen_{name}"] = forms.CharField(
            required=False, strip=False, widget=forms.HiddenInput
        )
