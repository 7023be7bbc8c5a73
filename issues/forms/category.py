"""The group's categories, their questions, and the answers to them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from issues.models import QuestionKind
from masam.organisations.models import Sector
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from issues.models import CategoryVersion

MOST_QUESTIONS = 8
SPARE = 2  # empty blocks behind the questions there are
MOST_CHOICES = 12


class RenameForm(forms.Form):
    """The two names of a category."""

    name_mn = forms.CharField(label=_("Name in Mongolian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)


class CategoryForm(RenameForm):
    """A new category."""

    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices, widget=forms.RadioSelect)
    field_order = ("sector", "name_mn", "name_en")


class SortForm(forms.Form):
    """One row one place up or down: the button pressed says "17 up"."""

    move = forms.RegexField(regex=r"^[0-9]{1,9} (up|down)$")

    @property
    def wanted(self) -> tuple[int, bool]:
        """The row, and whether it goes up."""
        key, way = self.cleaned_data["move"].split()
        return int(key), way == "up"


class QuestionsForm(forms.Form):
    """The questions of a category: a block of fields each, in their order."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(questions)
        self.size = min(len(self.known) + SPARE, MOST_QUESTIONS)
        for place in range(self.size):
            question = self.known[place] if place < len(self.known) else {}
            self._add_block(place, question)

    def _add_block(self, place: int, question: Mapping[str, Any]) -> None:
        kind = question.get("kind", QuestionKind.YES_NO)
        choices = "\n".join(_choice_line(pair) for pair in question.get("choices", ()))
        fields: dict[str, forms.Field] = {
            "mn": forms.CharField(
                label=_("Question in Mongolian"), max_length=160, initial=question.get("mn", "")
            ),
            "en": forms.CharField(
                label=_("Question in English"), max_length=160, initial=question.get("en", "")
            ),
            "kind": forms.ChoiceField(
                label=_("Kind of answer"), choices=QuestionKind.choices, initial=kind
            ),
            "unit": forms.CharField(
                label=_("Unit of the number"), max_length=20, initial=question.get("unit", ""),
                help_text=_("For example °C or beds."),
            ),
            "choices": forms.CharField(
                label=_("Answers to choose from"), max_length=1000, initial=choices,
                widget=Lines(), help_text=_("One in each line: Mongolian | English."),
            ),
            "place": forms.IntegerField(
                label=_("Place in the order"), min_value=1, max_value=99, initial=place + 1
            ),
            "needed": forms.BooleanField(
                label=_("An answer is needed"), initial=question.get("required", False)
            ),
        }  # fmt: skip
        for name, field in fields.items():
            field.required = False
            self.fields[f"{name}_{place}"] = field

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks as the page shows them: their fields by name, and whether one is new."""
        names = ("mn", "en", "kind", "unit", "choices", "place", "needed")
        return [
            {"number": place + 1, "is_new": place >= len(self.known)}
            | {name: self[f"{name}_{place}"] for name in names}
            for place in range(self.size)
        ]

    def clean(self) -> dict[str, Any]:
        """Read the blocks; one without a text is left out, which removes its question."""
        words = super().clean() or self.cleaned_data
        rows = []
        for place in range(self.size):
            given = {name: words.get(f"{name}_{place}") for name in ("mn", "en", "kind", "unit")}
            if not given["mn"] and not given["en"]:
                continue
            if not given["mn"]:
                self.add_error(f"mn_{place}", _("Please write the question in Mongolian too."))
            row = self._question(place, given, words)
            rows.append((words.get(f"place_{place}") or 99, place, row))
        words["questions"] = [row for _order, _place, row in sorted(rows, key=lambda row: row[:2])]
        return words

    def _question(
        self, place: int, given: dict[str, Any], words: Mapping[str, Any]
    ) -> dict[str, Any]:
        is_choice = given["kind"] == QuestionKind.CHOICE
        lines = (words.get(f"choices_{place}") or "").splitlines() if is_choice else []
        choices = [_choice_pair(line) for line in lines if line.strip()]
        if is_choice and not 1 < len(choices) <= MOST_CHOICES:
            self.add_error(f"choices_{place}", _("Please write from two to twelve answers."))
        known = self.known[place] if place < len(self.known) else {}
        # The same question in another kind is another question: old answers would not fit it.
        is_same = known.get("kind") == given["kind"]
        return {
            "key": known.get("key", "") if is_same else "",
            "mn": given["mn"] or "",
            "en": given["en"] or "",
            "kind": str(given["kind"] or QuestionKind.YES_NO),
            "unit": (given["unit"] or "") if given["kind"] == QuestionKind.NUMBER else "",
            "choices": choices,
            "required": bool(words.get(f"needed_{place}")),
        }


def _choice_line(pair: Sequence[str]) -> str:
    return " | ".join(word for word in pair if word)


def _choice_pair(line: str) -> list[str]:
    mongolian, _bar, english = line.partition("|")
    return [mongolian.strip()[:80], english.strip()[:80]]


class ParticularsForm(forms.Form):
    """What the category of an issue asks, as the version asks it that the issue is tied to."""

    def __init__(
        self, *args: Any, questions: Sequence[Mapping[str, Any]], answers: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for key, field in question_fields(questions).items():
            field.initial = _as_typed(answers.get(key))
            self.fields[key] = field

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as plain values, the empty ones left out."""
        return plain_answers(self.cleaned_data)


class AsksQuestions(forms.Form):
    """A form that also asks what the category chosen in it asks today.

    The fields carry the version in their names, so that what was typed for one category is never
    read as the answer to another. `version` is None when nothing is asked.
    """

    version: CategoryVersion | None = None

    def ask(self, version: CategoryVersion | None, *, is_shown: bool) -> None:
        """Add the fields; an answer is needed only to what the person has seen."""
        self.version, self.is_shown = version, is_shown
        for key, field in question_fields(version.questions if version else ()).items():
            field.required = field.required and is_shown
            self.fields[self._name(key)] = field

    def _name(self, key: str) -> str:
        return f"q{self.version.pk if self.version else 0}_{key}"

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        """The fields as a page draws them."""
        questions = self.version.questions if self.version else ()
        return [self[self._name(question["key"])] for question in questions]

    def take_answers(self, words: dict[str, Any]) -> None:
        """Move what was answered from the form's words to `answers`, by the questions' keys."""
        questions = self.version.questions if self.version else ()
        given = {each["key"]: words.pop(self._name(each["key"]), None) for each in questions}
        words["answers"] = plain_answers(given) if self.is_shown else {}


class AskedForm(AsksQuestions):
    """The questions of one category alone, to be put into a page that is open."""

    def __init__(self, *args: Any, version: CategoryVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(version, is_shown=True)


def question_fields(questions: Iterable[Mapping[str, Any]]) -> dict[str, forms.Field]:
    """Give a field for each question, by its key, in the reader's language."""
    tongue = "en" if (get_language() or "").startswith("en") else "mn"
    found = {}
    for question in questions:
        field = found[question["key"]] = _answer_field(question, tongue)
        field.label = question[tongue] or question["mn"]
        field.required = question["required"]
    return found


def plain_answers(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the answers as they are kept, the empty ones left out."""
    plain = {key: _plain(value) for key, value in given.items()}
    return {key: value for key, value in plain.items() if value not in (None, "")}


def _as_typed(answer: Any) -> Any:
    """Give a kept answer as the field shows it."""
    return ("yes" if answer else "no") if isinstance(answer, bool) else answer


def _answer_field(question: Mapping[str, Any], tongue: str) -> forms.Field:
    kind = question["kind"]
    if kind == QuestionKind.YES_NO:
        return _YesNo(choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.RadioSelect)
    if kind == QuestionKind.CHOICE:
        words = [pair[1] if tongue == "en" and pair[1] else pair[0] for pair in question["choices"]]
        choices = [(str(place), word) for place, word in enumerate(words)]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
    if kind == QuestionKind.NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        return _Number(max_digits=12, decimal_places=2, widget=widget,
                       help_text=question.get("unit", ""))  # fmt: skip
    if kind == QuestionKind.DATE:
        return forms.DateField(widget=DayInput(is_past=True))
    return forms.CharField(max_length=300)


class _Number(forms.DecimalField):
    """A number; a comma for the decimal point is understood."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace(",", ".").strip())


class _YesNo(forms.ChoiceField):
    """Yes, no, or not answered."""

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        return {"yes": True, "no": False}.get(given)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, datetime.date) else value
