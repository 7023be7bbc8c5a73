"""Formal letters: their text, and the text they start from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field, version_field
from masam.ui.forms import Lines

MOST_LETTERS = 6000  # signs: two pages


def _subject(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required)


def _body(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST_LETTERS, required=required, help_text=hint, widget=Lines(14)
    )


class WordsForm(forms.Form):
    """The text every letter of the group starts from."""

    subject_mn = _subject(_("Subject"))
    body_mn = _body(_("Text of the letter"))
    subject_en = _subject(_("Subject in English"), required=False)
    body_en = _body(_("Text in English"), required=False)
    version = version_field()


class LetterForm(forms.Form):
    """One letter before it is sent."""

    person = forms.CharField(
        label=_("To whom there"),
        max_length=160,
        required=False,
        help_text=_("Post and name, for example: the director."),
    )
    subject_mn = _subject(_("Subject"))
    body_mn = _body(_("Text of the letter"), hint=_("An empty line begins a new paragraph."))
    subject_en = _subject(_("Subject in English"), required=False)
    body_en = _body(
        _("Text in English"), required=False, hint=_("It becomes a second page. May stay empty.")
    )
    version = version_field()


class SendForm(forms.Form):
    """A person has read the letter."""

    has_read = forms.BooleanField(
        label=_("I have read this letter and sign it off for the group."),
        error_messages={"required": _("Please read the letter, then tick that you have.")},
    )
    version = version_field()


class DropForm(forms.Form):
    """Why the draft is thrown away."""

    note = note_field(_("Reason"))
