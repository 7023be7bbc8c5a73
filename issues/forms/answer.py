"""The office's answer, and the follower's: is it really fixed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import files_field, note_field, photos_field
from issues.forms.office import kinds_offered
from issues.models import AnswerKind, Channel, Said
from masam.organisations.models import Organisation
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from collections.abc import Sequence


class AnswerForm(forms.Form):
    """The four answers; the date stands ready 30 days on."""

    kind = forms.ChoiceField(
        label=_("Your answer"), choices=kinds_offered, widget=forms.RadioSelect
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
    to = forms.TypedChoiceField(
        label=_("If it is not yours: whose is it?"), required=False, coerce=int, empty_value=None
    )
    theirs = forms.CharField(
        label=_("Or write whose it is"), required=False, max_length=200,
        help_text=_("When it does not stand in the list."),
    )  # fmt: skip
    photos = files_field(_("Photos or documents"))

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("choose")), *others]  # type: ignore[attr-defined]

    def clean_to(self) -> Organisation | None:
        """Give the organisation itself."""
        chosen = self.cleaned_data["to"]
        return Organisation.objects.filter(pk=chosen).first() if chosen else None

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
            is_named = name == "theirs" and words.get("to")
            if not words.get(name) and not is_named and name not in self.errors:
                self.add_error(name, sentence)
        return words


class NoteWordForm(forms.Form):
    """What a citizen said of a fix by phone or in person, in a few words."""

    said = forms.ChoiceField(
        label=_("Is it really fixed?"),
        choices=Said.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the three answers.")},
    )
    channel = forms.ChoiceField(
        label=_("How was it said?"),
        choices=[(way.value, way.label) for way in (Channel.CALL, Channel.TALK)],
        widget=forms.RadioSelect,
    )
    note = note_field(_("What did the citizen say?"), hint=_("Please write no names of people."))


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
