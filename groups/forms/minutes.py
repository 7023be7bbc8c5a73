"""Forms about minutes: the text, going round, proposals, chairs, signatures, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Side
from masam.accounts.forms import ProofForm
from masam.ui.forms import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership

LONGEST = 100_000
LONGEST_PLACE = 4_000


class MinutesForm(forms.Form):
    """The text of the minutes; `version` says which one the person had before them."""

    text_mn = forms.CharField(
        label=_("Text in Mongolian"),
        max_length=LONGEST,
        widget=Lines(rows=16),
        help_text=_(
            "A line that begins with # and a space is a heading, one that begins with - and a "
            "space is an item of a list. Decisions and attendance are added by themselves."
        ),
    )
    text_en = forms.CharField(
        label=_("Text in English"), max_length=LONGEST, required=False, widget=Lines(rows=8)
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CirculateForm(forms.Form):
    """For how many days the minutes go round."""

    days = forms.IntegerField(
        label=_("Days to read and answer"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 60}),
    )


class AmendForm(forms.Form):
    """A proposal: the place as it stands, and the wording one would like."""

    quoted = forms.CharField(
        label=_("The place, copied as it stands"),
        required=False,
        max_length=LONGEST_PLACE,
        widget=Lines(rows=2),
        help_text=_("Leave it empty to add something at the end."),
    )
    proposed = forms.CharField(
        label=_("Your wording"), max_length=LONGEST_PLACE, widget=Lines(rows=3)
    )


class SettleForm(forms.Form):
    """The answer to a proposal."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("accept", _("Accept: the text changes")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=Lines(2),
        help_text=_("The proposer reads it. Needed when you decline."),
    )


class ChairsForm(forms.Form):
    """The two who sign. `members` are those of today who have an account."""

    government_chair = forms.TypedChoiceField(
        label=_("Chair for government, khural and services"), coerce=int
    )
    civil_chair = forms.TypedChoiceField(
        label=_("Chair for civil society and citizens"), coerce=int
    )

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {row.pk: row for row in members}
        for name, side in (("government_chair", Side.GOVERNMENT), ("civil_chair", Side.CIVIL)):
            mine = [row for row in members if row.stakeholder in side.stakeholders]
            named = [(row.pk, f"{row.name} ({row.get_stakeholder_display()})") for row in mine]
            self.fields[name].choices = [("", "–"), *named]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = _(
                "This person does not stand for this side, or has no account."
            )

    def clean(self) -> dict[str, Any]:
        """Say it in so many words when one person is to sign twice."""
        chosen = [self.data.get(self.add_prefix(name)) for name in self.fields]
        if chosen[0] and chosen[0] == chosen[1]:
            self.add_error("civil_chair", _("The two chairs must be two different persons."))
        return super().clean() or {}

    def chairs(self) -> dict[str, Membership]:
        """Give what `choose_chairs` takes, of a valid form."""
        return {
            "government": self.members[self.cleaned_data["government_chair"]],
            "civil": self.members[self.cleaned_data["civil_chair"]],
        }


class SignForm(ProofForm):
    """A signature: the hash the person saw, and the proof that it is they."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    """What was found wrong after freezing."""

    text = forms.CharField(
        label=_("What is wrong, and what is right"), max_length=LONGEST_PLACE, widget=Lines(4)
    )
    is_public = forms.BooleanField(
        label=_("It names no citizen: show it on the public page"), required=False
    )
