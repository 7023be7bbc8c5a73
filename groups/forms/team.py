"""Forms about teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import TeamKind
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership


class _People(forms.Form):
    """Ticks on a list of members, asked once for choosing, checking and drawing."""

    members = forms.TypedMultipleChoiceField(
        label=_("Who is in the team"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, roster: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = roster
        self.fields["members"].choices = [(row.pk, row.name) for row in roster]  # type: ignore[attr-defined]

    def clean_members(self) -> list[Membership]:
        """Give the members themselves."""
        chosen = set(self.cleaned_data["members"])
        return [row for row in self.roster if row.pk in chosen]


class TeamForm(forms.Form):
    """What a team is."""

    name = forms.CharField(
        label=_("Name of the team"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=TeamKind.choices, widget=forms.RadioSelect)
    mandate = forms.CharField(
        label=_("Mandate"),
        max_length=4000,
        widget=Lines(4),
        help_text=_("What the team may do, for whom, and to whom it reports."),
    )
    approved_by = forms.CharField(
        label=_("Who gave the mandate"),
        max_length=160,
        required=False,
        help_text=_("For example the khural's committee, with the number of its decision."),
    )
    from_date = forms.DateField(label=_("Term from"), widget=DayInput())
    to_date = forms.DateField(label=_("Term until"), required=False, widget=DayInput())


class NewTeamForm(TeamForm, _People):
    """A new team with its people."""

    lead = forms.TypedChoiceField(
        label=_("Who leads it"), coerce=int, required=False, empty_value=None
    )
    field_order = ("name", "kind", "mandate", "from_date", "to_date", "lead", "members",
                   "approved_by")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].required = False
        self.fields["lead"].choices = [("", "–"), *((row.pk, row.name) for row in self.roster)]  # type: ignore[attr-defined]

    def clean_lead(self) -> Membership | None:
        """Give the member who leads."""
        key = self.cleaned_data["lead"]
        return next((row for row in self.roster if row.pk == key), None)


class TeamEditForm(TeamForm):
    """A correction; `version` says which text the person had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TeamJoinForm(_People):
    """People who join."""

    from_date = forms.DateField(label=_("In the team from"), widget=DayInput(is_past=True))


class LastDayForm(forms.Form):
    """The last day of somebody in a team, or of a team."""

    to_date = forms.DateField(label=_("Last day"), widget=DayInput(is_past=True))


class TeamEndForm(LastDayForm):
    """The end of a team."""

    note = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=Lines(2))
