"""How lists of meetings and members are narrowed down: by the address, everywhere the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import Role, Stakeholder
from masam.calendars.periods import NoPeriod, Period, parse
from masam.search.sortkey import sort_key

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Decision, Membership
    from groups.models.meeting import MeetingQuerySet

ORDERS = {"": ("-held_date", "-id"), "oldest": ("held_date", "id")}


class MeetingFilter(forms.Form):
    """Meetings by words, period and order. A filter that makes no sense narrows nothing."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("newest first")), ("oldest", _("oldest first"))],
    )

    def clean_period(self) -> Period | None:
        """Read the period, or say how one is written."""
        text = self.cleaned_data["period"]
        try:
            return parse(text) if text else None
        except NoPeriod as error:
            raise forms.ValidationError(str(error)) from error

    def apply(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Narrow the meetings down."""
        self.is_valid()
        words, period = self.cleaned_data.get("q"), self.cleaned_data.get("period")
        if period:
            rows = rows.filter(held_date__gte=period.start, held_date__lt=period.end)
        return rows.filter(_says("topic", words) | _says("place", words)) if words else rows

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return ORDERS[self.cleaned_data.get("sort", "")]


DECISION_ORDERS = {
    "": ("-meeting__held_date", "-id"),
    "oldest": ("meeting__held_date", "id"),
}


class DecisionFilter(MeetingFilter):
    """Decisions by what has become of them, words, period and order."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("not yet acted on")),
            ("acted", _("acted on")),
            ("settled", _("needs no action")),
            ("all", _("all")),
        ],
    )
    field_order = ("state", "q", "period", "sort")

    def apply(self, rows: QuerySet[Decision]) -> QuerySet[Decision]:  # type: ignore[override]
        """Narrow the decisions down."""
        self.is_valid()
        words, period = self.cleaned_data.get("q"), self.cleaned_data.get("period")
        if period:
            rows = rows.filter(meeting__held_date__gte=period.start)
            rows = rows.filter(meeting__held_date__lt=period.end)
        if words:
            rows = rows.filter(_says("text", words) | _says("meeting__topic", words))
        return rows.filter(**STATES_OF_DECISIONS[self.cleaned_data.get("state", "")])

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        self.is_valid()
        return DECISION_ORDERS[self.cleaned_data.get("sort", "")]


# What is acted on needs no word that it needs no action.
STATES_OF_DECISIONS: dict[str, dict[str, bool]] = {
    "": {"is_acted": False, "settled_at__isnull": True},
    "acted": {"is_acted": True},
    "settled": {"is_acted": False, "settled_at__isnull": False},
    "all": {},
}


class MemberFilter(forms.Form):
    """Members by name, stakeholder and role."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    stakeholder = forms.ChoiceField(
        label=_("Stakeholder"), required=False, choices=[("", _("all")), *Stakeholder.choices]
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all")), *Role.choices]
    )

    def apply(self, rows: QuerySet[Membership]) -> QuerySet[Membership]:
        """Narrow the members down; the case of letters does not matter."""
        self.is_valid()
        name = self.cleaned_data.get("q")
        if name:
            rows = rows.filter(sort_key__contains=sort_key(name).removesuffix(" ~"))
        chosen = {key: self.cleaned_data.get(key) for key in ("stakeholder", "role")}
        return rows.filter(**{key: value for key, value in chosen.items() if value})


def _says(field: str, words: str) -> Q:
    """Whether a text holds the words. The C collation knows no Cyrillic case, so we name the cases."""
    forms_of = {words, words.lower(), words.capitalize(), words.upper()}
    found = Q()
    for each in forms_of:
        found |= Q(**{f"{field}__contains": each})
    return found
