"""An entry of the register of trainers and mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import TrainerSide, TrainerWork
from masam.ui.forms import DayInput, Lines, PhoneInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership


class TrainerForm(forms.Form):
    """A trainer or mentor; of a member of the group the name may be left empty."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("May stay empty when you choose a member below."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    membership = forms.TypedChoiceField(
        label=_("Member of the group"), required=False, coerce=int, empty_value=None
    )
    work = forms.ChoiceField(
        label=_("What they do"), choices=TrainerWork.choices, widget=forms.RadioSelect
    )
    side = forms.ChoiceField(label=_("Side"), choices=TrainerSide.choices, widget=forms.RadioSelect)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    topics = forms.CharField(
        label=_("What they teach"), max_length=300, required=False, widget=Lines(2)
    )
    languages = forms.CharField(
        label=_("Languages"),
        max_length=100,
        required=False,
        help_text=_("For example: Mongolian, Kazakh, English."),
    )
    trained_by = forms.CharField(
        label=_("Who trained them"),
        max_length=160,
        required=False,
        help_text=_("Trainings of this group are linked from the training itself."),
    )
    trained_date = forms.DateField(
        label=_("Trained when"), required=False, widget=DayInput(is_past=True)
    )
    phone = forms.CharField(
        label=_("Phone, only for facilitators"),
        max_length=20,
        required=False,
        widget=PhoneInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail, only for facilitators"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    is_active = forms.BooleanField(label=_("Works as a trainer now"), required=False)

    def __init__(self, *args: Any, roster: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = {row.pk: row for row in roster}
        choices = [("", _("not a member")), *((row.pk, row.name) for row in roster)]
        self.fields["membership"].choices = choices  # type: ignore[attr-defined]

    def clean_membership(self) -> Membership | None:
        """Give the member who was chosen, or None."""
        return self.roster.get(self.cleaned_data["membership"])


class TrainerEditForm(TrainerForm):
    """A correction; `version` says which text the person had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
