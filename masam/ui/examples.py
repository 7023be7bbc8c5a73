"""Invented rows for `/styleguide/`: enough to see every part, no real place's figures."""

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.ui import icons, states
from masam.ui.forms import CodeInput, DayInput, Lines, PhotoInput

TODAY = datetime.date(2026, 11, 23)


class ExampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        label=_("The problem in one line"), help_text=_("What is wrong, where?")
    )
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("done", _("Done")), ("working", _("We work on it")), ("not_ours", _("Not ours"))],
        widget=forms.RadioSelect,
    )
    due_date = forms.DateField(label=_("When will it be done?"), widget=DayInput(is_past=True))
    detail = forms.CharField(label=_("What are you doing?"), widget=Lines(), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("health", _("Health")), ("education", _("Education"))]
    )
    present = forms.MultipleChoiceField(
        label=_("Who came?"),
        choices=[("1", "Б.Лхагва"), ("2", "Д.Өнөржаргал"), ("3", "Ж.Цэрэндулам")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    code = forms.CharField(label=_("Code"), widget=CodeInput(), help_text=_("16 digits"))
    photo = forms.FileField(label=_("Photo"), widget=PhotoInput(), required=False)
    is_public = forms.BooleanField(label=_("Show this on the public page"), required=False)


class ExampleFilter(forms.Form):
    """The filters of a list."""

    period = forms.ChoiceField(label=_("Period"), choices=[("2026-Q3", "2026-Q3")], required=False)
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=[("", _("All")), ("health", _("Health")), ("education", _("Education"))],
        required=False,
    )
    q = forms.CharField(label=_("Search"), required=False)


def wrong_form() -> ExampleForm:
    """A form that came back with mistakes."""
    sent = {"title": "", "answer": "working", "due_date": "", "sector": "health", "code": "7204"}
    form = ExampleForm(sent)
    form.full_clean()
    return form


def examples() -> dict[str, Any]:
    """Return what the page shows."""
    rows = [
        ("KHO-42", "Сумын эмнэлгийн халаалт тасалддаг", "in_action", True, TODAY, 12_500_000),
        ("KHO-38", "Цэцэрлэгийн хоолны цэс ил тод бус", "reported", False, TODAY, None),
        ("KHO-35", "Дотуур байрны усан хангамж", "verified_fixed", False, TODAY, 3_200_000),
    ]
    names = ("number", "title", "state", "is_overdue", "due_date", "cost")
    return {
        "rows": [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in rows],
        "states": list(states.ISSUE),
        "marks": list(states.MARKS),
        "icons": list(icons.SHAPES),
        "example_form": ExampleForm(auto_id="id_first_%s"),
        "wrong_form": wrong_form(),
        "filter_form": ExampleFilter({"period": "2026-Q3", "sector": "health"}),
        "slice": SimpleNamespace(next_after="x", is_first=False),
        "moment_shown": datetime.datetime(2026, 11, 23, 14, 5, tzinfo=datetime.UTC),
        "today": TODAY,
        "crumbs": [("/", _("Results")), ("/groups/", _("Groups"))],
        "tabs": [("#a", _("Issues"), True), ("#b", _("Meetings"), False)],
        "code": "7204993158620417",
    }
