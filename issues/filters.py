"""How lists of issues, joint actions and lessons are narrowed down: by the address, everywhere the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.lifecycle import ActionState, IssueState, LessonState, LetterState, SystemicState
from issues.models import Level, Tool
from masam.calendars.periods import NoPeriod, Period, parse
from masam.organisations.models import PointType, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group, Membership
    from masam.organisations.models import Organisation

ALL: tuple[str, Any] = ("", _("all"))


class IssueFilter(forms.Form):
    """Issues by words, sector, state, period and order. What makes no sense narrows nothing."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[ALL, *Sector.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *IssueState.choices])
    overdue = forms.ChoiceField(
        label=_("Term"),
        required=False,
        choices=[ALL, ("on", _("only overdue")), ("week", _("due within 7 days"))],
    )
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("newest first")), ("due", _("earliest due first"))],
    )

    def clean_period(self) -> Period | None:
        """Read the period, or say how one is written."""
        text = self.cleaned_data["period"]
        try:
            return parse(text) if text else None
        except NoPeriod as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense, for `issues.queries`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DeskFilter(IssueFilter):
    """The same, and by the organisation that answers, the group's tags and its priorities."""

    tag = forms.CharField(label=_("Tag"), required=False, max_length=40)
    priority = forms.TypedChoiceField(
        label=_("Priority"), required=False, coerce=int, choices=[ALL, *Level.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("due", _("earliest due first")),
            ("priority", _("most urgent first")),
            ("me_too", _("most “me too” first")),
        ],
    )
    organisation = forms.TypedChoiceField(label=_("Organisation"), required=False, coerce=int)
    nobody = forms.ChoiceField(
        label=_("Who acts next"),
        required=False,
        choices=[ALL, ("on", _("nobody can: find somebody"))],
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [ALL, *((row.pk, row.name) for row in organisations)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class OfficeFilter(forms.Form):
    """Words or a number in the inbox; the office that was chosen stays chosen."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    organisation = forms.IntegerField(required=False, widget=forms.HiddenInput)
    group = forms.SlugField(required=False, widget=forms.HiddenInput)

    @property
    def wanted(self) -> dict[str, Any]:
        """What is looked for; nothing when the field is empty."""
        self.is_valid()
        return {"q": self.cleaned_data["q"]} if self.cleaned_data.get("q") else {}


class NationalFilter(IssueFilter):
    """The same, and by group."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    field_order = ("group", "q", "sector", "state", "period")

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [ALL, *((row.slug, row.name) for row in groups)]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]


class LessonFilter(forms.Form):
    """Lessons by words, sector, tool and kind of service point."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[ALL, *Sector.choices])
    tool = forms.ChoiceField(label=_("Tool used"), required=False, choices=[ALL, *Tool.choices])
    point_type = forms.ChoiceField(
        label=_("Type of service point"), required=False, choices=[ALL, *PointType.choices]
    )

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense, for `issues.queries`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DeskLessonFilter(LessonFilter):
    """The same, and by state."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *LessonState.choices])


class NationalLessonFilter(LessonFilter):
    """The same, and by group."""

    group = forms.ChoiceField(label=_("Aimag or district"), required=False)
    field_order = ("q", "group", "sector", "tool", "point_type")

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [ALL, *((row.slug, row.name) for row in groups)]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]


class ActionFilter(forms.Form):
    """Joint actions by words, whose they are, state, whom they wait for, sector, order.

    `issue` (KHO-42) and `meeting` (its number) come by links. What makes no sense narrows nothing.
    """

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    mine = forms.ChoiceField(label=_("Whose"), required=False, choices=[ALL, ("1", _("only mine"))])
    overdue = forms.ChoiceField(
        label=_("Term"), required=False, choices=[ALL, ("1", _("only overdue"))]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *ActionState.choices])
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int)
    side = forms.ChoiceField(
        label=_("Waits for"),
        required=False,
        choices=[
            ALL,
            ("government", _("the government side")),
            ("civil", _("the civil society side")),
        ],
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[ALL, *Sector.choices])
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("earliest due first")),
            ("newest", _("newest first")),
            ("title", _("by name")),
        ],
    )
    issue = forms.CharField(required=False, max_length=14, widget=forms.HiddenInput)
    meeting = forms.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, owners: Iterable[Membership], me: Membership | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.me = me
        choices = [ALL, *((row.pk, row.name) for row in owners)]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense, for `issues.queries.desk_actions`."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        found.pop("sort", None)
        if found.pop("mine", None):
            found["mine"] = self.me.pk if self.me else -1
        return found

    @property
    def sorting(self) -> str:
        """The chosen order, "" for the list by date."""
        self.is_valid()
        return str(self.cleaned_data.get("sort", ""))


class LetterFilter(forms.Form):
    """Formal letters by words, state, office and the period in which they were sent."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *LetterState.choices])
    addressee = forms.TypedChoiceField(label=_("Organisation"), required=False, coerce=int)
    period = forms.CharField(
        label=_("Sent in"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )
    clean_period = IssueFilter.clean_period

    def __init__(self, *args: Any, addressees: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].choices = [ALL, *addressees]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense, for `issues.queries`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ThreadFilter(forms.Form):
    """Threads for ministries by state and sector."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[ALL, *SystemicState.choices]
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[ALL, *Sector.choices])

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense, for `issues.queries`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
