"""What a citizen sends with a receipt code."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models.code import DIGITS
from issues.models import Said
from masam.ui.forms import CodeInput, Lines

LOOK, REPLY, RATE, FIXED = "look", "reply", "rate", "fixed"
YES_NO = (("yes", gettext_lazy("Yes, it helped")), ("no", gettext_lazy("No, it did not help")))
STARS = (
    (5, gettext_lazy("5: very good")), (4, gettext_lazy("4: good")),
    (3, gettext_lazy("3: so so")), (2, gettext_lazy("2: poor")), (1, gettext_lazy("1: very poor")),
)  # fmt: skip


class CodeForm(forms.Form):
    """The 16 digits of the receipt; spaces and hyphens do not matter."""

    code = forms.CharField(
        label=gettext_lazy("The 16 digits of your slip"), max_length=60, widget=CodeInput,
        help_text=gettext_lazy("For example: 7204 9931 5862 0417"),
    )  # fmt: skip
    verb = forms.ChoiceField(
        choices=[(verb, verb) for verb in (LOOK, REPLY, RATE, FIXED)], required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip

    def clean_code(self) -> str:
        """Give the bare digits."""
        digits = re.sub(r"[\s\u2009\u00a0-]", "", self.cleaned_data["code"])
        if not (len(digits) == DIGITS and digits.isascii() and digits.isdecimal()):
            raise ValidationError(_("The code has 16 digits. Please look at your slip again."))
        return digits


class ReplyForm(forms.Form):
    """What the citizen says next."""

    text = forms.CharField(
        label=gettext_lazy("Write to the group"), max_length=5000, widget=Lines(rows=3)
    )


class FixedForm(forms.Form):
    """Is it really fixed? Each answer is a button of its own."""

    said = forms.ChoiceField(
        choices=Said.choices,
        error_messages={"required": gettext_lazy("Please press one of the three answers.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What did you see?"), required=False, max_length=4000,
        widget=Lines(rows=2), help_text=gettext_lazy("Please write no names of people."),
    )  # fmt: skip


class RatingForm(forms.Form):
    """Did it help, and how good was the answer? One of the two is enough."""

    did_help = forms.ChoiceField(
        label=gettext_lazy("Did it help?"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    rating = forms.TypedChoiceField(
        label=gettext_lazy("How was the answer?"), choices=STARS, widget=forms.RadioSelect,
        required=False, coerce=int, empty_value=None,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the two."""
        data = super().clean() or {}
        if not self.errors and not data.get("did_help") and not data.get("rating"):
            raise ValidationError(_("Please choose at least one."))
        return data

    @property
    def helped(self) -> bool | None:
        """The answer to the first question, None when it was left out."""
        return {"yes": True, "no": False}.get(self.cleaned_data["did_help"])
