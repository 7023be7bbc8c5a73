"""The forms of the steps: a note where the table asks for one, and little else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field, photos_field, version_field
from issues.models import Issue

if TYPE_CHECKING:
    from django.db.models import QuerySet


class MoveForm(forms.Form):
    """A step that needs no words, but takes some."""

    note = note_field(_("Note"), required=False)
    version = version_field()


class NoteForm(MoveForm):
    """A step that needs a few words."""

    note = note_field(_("What was seen, or why"))


class ClaimForm(MoveForm):
    """The office says that it is fixed."""

    note = note_field(_("What was done"))
    photos = photos_field(_("Photos"))


class ConfirmForm(MoveForm):
    """Somebody outside the office saw the fix, and shows it."""

    note = note_field(_("What did you see?"), hint=_("Write what is different now."))
    photos = photos_field(_("Photo of the fix"), required=True)


class ReferForm(MoveForm):
    """The next level."""

    referred_to = forms.CharField(
        label=_("To whom"),
        max_length=200,
        help_text=_("For example the Ministry of Health."),
    )
    note = note_field(_("Why"))
    field_order = ("referred_to", "note")


class MergeForm(MoveForm):
    """The issue that goes on; chosen on the page before, where both stand side by side."""

    into: Any = forms.ModelChoiceField(
        label=_("The issue that goes on"), queryset=None, widget=forms.HiddenInput
    )
    field_order = ("into", "note")

    def __init__(self, *args: Any, others: QuerySet[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
        self.fields["into"].error_messages["required"] = _("Please choose the issue that goes on.")
