"""The office's answer, and the follower's: is it really fixed?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field, photos_field
from issues.models import AnswerKind, Said
from masam.ui.forms import DayInput


class AnswerForm(forms.Form):
    """The four answers; the date stands ready 30 days on."""

    kind = forms.ChoiceField(
        label=_("Your answer"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    due_date = forms.DateField(
        label=_("When will it be done?"),
        required=False,
        widget=DayInput(),
        help_text=_("Counts with “Working on it”."),
    )
    text = note_field(
        _("What is being done"), required=False, hint=_("One or two sentences are enough.")
    )
    theirs = forms.CharField(
        label=_("If it is not yours: whose is it?"), required=False, max_length=200
    )
    photos = photos_field(_("Photos"))

    def clean(self) -> dict[str, Any]:
        """Ask for what each answer needs, at its field."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        needs = {
            AnswerKind.WORKING: ("due_date", _("Please write when it will be done.")),
            AnswerKind.FIXED: ("text", _("Please write what was done.")),
            AnswerKind.NOT_OURS: ("theirs", _("Please write whose task it is.")),
            AnswerKind.NEED_MORE: ("text", _("Please write what you need to know.")),
        }
        kind = words.get("kind")
        if kind in needs:
            name, sentence = needs[kind]
            if not words.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return words


class AskForm(forms.Form):
    """One of three words, each a button of its own; a few words and photos if one likes."""

    said = forms.ChoiceField(
        label=_("Is it really fixed?"),
        choices=Said.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please press one of the three answers.")},
    )
    note = note_field(
        _("What did you see?"), required=False, hint=_("Please write no names of people.")
    )
    photos = photos_field(_("Photos"))
