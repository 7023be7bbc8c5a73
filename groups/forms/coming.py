"""Answers to invitations: one's own, one that was spoken, one that a calendar program sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Coming
from groups.queries.calendar import LARGEST_REPLY
from masam.ui.forms import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership


class ComingForm(forms.Form):
    """Will you come?"""

    answer = forms.ChoiceField(
        label=_("Will you come?"), choices=Coming.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("A word to the organisers"), required=False, max_length=300, widget=Lines(2)
    )


class SpokenForm(ComingForm):
    """What a member said on the phone or in the corridor."""

    member = forms.TypedChoiceField(label=_("Member"), coerce=int)
    field_order = ("member", "answer", "note")

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {row.pk: row for row in members}
        self.fields["answer"].label = _("What was said")
        choices = [("", "–"), *((row.pk, row.name) for row in members)]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """The calendar file of a mail that answers an invitation, and who sent the mail."""

    sender = forms.EmailField(
        label=_("From which address the mail came"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    file = forms.FileField(
        label=_("The attached file (.ics)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=LARGEST_REPLY,
        widget=Lines(4),
        help_text=_("It begins with BEGIN:VCALENDAR."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two; give it as `raw`."""
        cleaned = super().clean() or {}
        upload, text = cleaned.get("file"), cleaned.get("text", "")
        if not upload and not text.strip():
            self.add_error("file", _("Please choose the file, or paste its text."))
        cleaned["raw"] = upload.read(LARGEST_REPLY + 1) if upload else text
        return cleaned


class RevokeForm(forms.Form):
    """Take a calendar link back."""

    link = forms.IntegerField(widget=forms.HiddenInput)
