"""How lists of issues, joint actions and lessons are narrowed down: by the address, everywhere the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groups.models import Tool
from issues.lifecycle import ActionState, IssueState, LessonState, LetterState, SystemicState
from issues.models import Level, QuestionKind
from issues.queries.mail import SHOWN
from masam.calendars.periods import NoPeriod, Period, parse
from masam.organisations.models import PointType, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from groups.models import Group, Membership
    from issues.queries import Choice

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

    category = forms.TypedChoiceField(label=_("Category"), required=False, coerce=int)

    def __init__(
        self, *args: Any, organisations: Iterable[Choice], categories: Iterable[Choice],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """What the chosen category asks (yes or no, one of a list, a number) is asked here too."""
        super().__init__(*args, **kwargs)
        known = {row.pk: row for row in categories}
        self._offer("organisation", organisations)
        self._offer("category", known.values())
        key = str(self.data.get("category", ""))
        chosen = known.get(int(key)) if key.isdecimal() else None
        self.asked: dict[str, tuple[str, str]] = {}  # field: (question, how it is compared)
        for question in chosen.questions if chosen else ():
            self._ask(f"a{key}_{question['key']}", question)

    def _offer(self, name: str, rows: Iterable[Choice]) -> None:
        choices = [ALL, *((row.pk, row.name) for row in rows)]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _ask(self, name: str, question: Mapping[str, Any]) -> None:
        label = question["en"] if get_language() == "en" and question["en"] else question["mn"]
        key = question["key"]
        if question["kind"] == QuestionKind.NUMBER:
            for limit, words in (
                ("from", _("%(asked)s (at least)")),
                ("to", _("%(asked)s (at most)")),
            ):
                self.fields[f"{name}_{limit}"] = forms.DecimalField(
                    label=words % {"asked": label}, required=False, max_digits=12, decimal_places=2,
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                )  # fmt: skip
                self.asked[f"{name}_{limit}"] = (key, limit)
            return
        choices = answers_to(question)
        if choices:
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[ALL, *choices]
            )
            self.asked[name] = (key, "is")

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense; what was asked by the category under `answers`."""
        found = super().wanted
        answers = tuple(
            (*self.asked[name], YES_NO.get(value, value))
            for name in self.asked
            if (value := self.cleaned_data.get(name)) not in (None, "")
        )
        for name in self.asked:
            found.pop(name, None)
        return found | {"answers": answers} if answers else found


YES_NO = {"yes": True, "no": False}


def answers_to(question: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Give the answers one can choose from, as (kept, in words); none where one writes freely."""
    if question["kind"] == QuestionKind.YES_NO:
        return [("yes", _("yes")), ("no", _("no"))]
    if question["kind"] != QuestionKind.CHOICE:
        return []
    pairs = (
        pair[::-1] if get_language() == "en" and pair[1] else pair for pair in question["choices"]
    )
    return [(str(place), pair[0]) for place, pair in enumerate(pairs)]


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


class RouteFilter(forms.Form):
    """Lines of the table of who answers, by words of the office, sector and kind of place.

    It stands on one page with the form that adds a line, so its fields have ids of their own.
    """

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[ALL, *Sector.choices])
    point_type = forms.ChoiceField(
        label=_("Type of service point"), required=False, choices=[ALL, *PointType.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense, for `issues.queries`."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class MailFilter(forms.Form):
    """Mails that came by words of what they are about or why they wait, by state and period."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[ALL, *((state.value, state.label) for state in SHOWN)],
    )
    period = forms.CharField(
        label=_("Came in"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"placeholder": "2026-Q3"}),
    )
    clean_period = IssueFilter.clean_period

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
