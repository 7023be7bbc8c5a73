"""How lists of meetings, members and trainings are narrowed down: by the address, everywhere the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import (
    AccountabilityTool,
    MaterialKind,
    MaterialLanguage,
    Role,
    Side,
    Stakeholder,
    TrainerWork,
    TrainingKind,
)
from masam.calendars.periods import NoPeriod, Period, parse
from masam.search.sortkey import sort_key

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Material, Membership, Trainer, Training
    from groups.models.meeting import MeetingQuerySet

ALL: tuple[str, Any] = ("", _("all"))
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


def _period() -> forms.CharField:
    return forms.CharField(
        label=_("Period"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )


def _any(*columns: str, words: str) -> Q:
    found = Q()
    for column in columns:
        found |= _says(column, words)
    return found


class _ByPeriod(forms.Form):
    """A filter with a period; one that is none narrows nothing."""

    def clean_period(self) -> Period | None:
        """Read the period, or say how one is written."""
        text = self.cleaned_data["period"]
        try:
            return parse(text) if text else None
        except NoPeriod as error:
            raise forms.ValidationError(str(error)) from error

    def wants(self, name: str) -> Any:
        """Give what stands in the address for `name`, or something empty."""
        self.is_valid()
        return self.cleaned_data.get(name)


class YearFilter(_ByPeriod):
    """The period of the summary of learning."""

    period = _period()


class TrainingFilter(_ByPeriod):
    """Trainings by words, kind, tool, period and order."""

    ORDERS = {
        "": ("-from_date", "-id"),
        "oldest": ("from_date", "id"),
        "largest": ("-people", "-id"),
    }

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *TrainingKind.choices])
    tool = forms.ChoiceField(
        label=_("Tool"), required=False, choices=[ALL, *AccountabilityTool.choices]
    )
    period = _period()
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("oldest", _("oldest first")),
            ("largest", _("most participants first")),
        ],
    )

    def apply(self, rows: QuerySet[Training]) -> QuerySet[Training]:
        """Narrow the trainings down."""
        period, kind, tool = self.wants("period"), self.wants("kind"), self.wants("tool")
        if period:
            rows = rows.filter(from_date__gte=period.start, from_date__lt=period.end)
        rows = rows.filter(kind=kind) if kind else rows
        rows = rows.filter(tools__contains=[tool]) if tool else rows
        words = self.wants("q")
        found = _any("title", "topics", "place", "organiser", words=words) if words else Q()
        return rows.filter(found)

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        return self.ORDERS[self.wants("sort") or ""]


class TrainerFilter(_ByPeriod):
    """Trainers by name or topic, side, work, and whether they work now."""

    q = forms.CharField(label=_("Name or topic"), required=False, max_length=100)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[ALL, *Side.choices])
    work = forms.ChoiceField(
        label=_("What they do"), required=False, choices=[ALL, *TrainerWork.choices]
    )
    active = forms.ChoiceField(
        label=_("Works now"), required=False, choices=[ALL, ("on", _("yes")), ("off", _("no"))]
    )

    def apply(self, rows: QuerySet[Trainer]) -> QuerySet[Trainer]:
        """Narrow the register down."""
        side, work, active = self.wants("side"), self.wants("work"), self.wants("active")
        rows = rows.filter(side=side) if side else rows
        # Who does both is found under either.
        rows = rows.filter(work__in=[work, TrainerWork.BOTH]) if work else rows
        rows = rows.filter(is_active=active == "on") if active else rows
        words = self.wants("q")
        return rows.filter(_any("name", "topics", "organisation", words=words)) if words else rows


class MaterialFilter(_ByPeriod):
    """Materials by words, kind, tool and language; `shelf` is "own" or, empty, of all groups."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *MaterialKind.choices])
    tool = forms.ChoiceField(
        label=_("Tool"), required=False, choices=[ALL, *AccountabilityTool.choices]
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[ALL, *MaterialLanguage.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("by title")), ("newest", _("newest first"))],
    )
    shelf = forms.ChoiceField(
        required=False, choices=[("", ""), ("own", "")], widget=forms.HiddenInput
    )

    def apply(self, rows: QuerySet[Material]) -> QuerySet[Material]:
        """Narrow the shelf down."""
        chosen = {name: self.wants(name) for name in ("kind", "tool", "language")}
        rows = rows.filter(**{name: value for name, value in chosen.items() if value})
        words = self.wants("q")
        columns = ("title_mn", "title_en", "about")
        return rows.filter(_any(*columns, words=words)) if words else rows

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the rows, for the pager."""
        return ("-added_at", "-id") if self.wants("sort") == "newest" else ("sort_key", "id")

    @property
    def is_own(self) -> bool:
        """Whether only the group's own shelf is wanted."""
        return bool(self.wants("shelf") == "own")
