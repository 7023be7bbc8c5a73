"""What is said of a file, and what of it nobody should see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.actions.evidence import MOST_AREAS
from issues.forms.fields import note_field, version_field
from issues.models import Evidence
from issues.queries import OPENED

if TYPE_CHECKING:
    from collections.abc import Sequence

GRID = 8  # cells a side of the grid for those without a pointer or JavaScript
CELL = 100 / GRID
Area = tuple[float, float, float, float]


class DescribeForm(forms.Form):
    """Caption, what the file shows, its name."""

    caption = forms.CharField(
        label=_("Caption"), required=False, max_length=200,
        help_text=_("What is to be seen, where and when. No names of people, please."),
    )  # fmt: skip
    shows = forms.ChoiceField(
        label=_("It shows"), choices=Evidence.Shows.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name of the file"), max_length=160)


class RedactForm(forms.Form):
    """Areas of a picture: drawn ones (`areas`, with JavaScript) and cells of the grid."""

    areas = forms.CharField(required=False, widget=forms.HiddenInput)
    cells: Any = forms.TypedMultipleChoiceField(
        label=_("Areas that nobody should see"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (
                row * GRID + column,
                _("row %(row)d, column %(column)d") % {"row": row + 1, "column": column + 1},
            )
            for row in range(GRID)
            for column in range(GRID)
        ],
    )
    anew = forms.BooleanField(label=_("Forget the areas that were hidden before"), required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=300,
        help_text=_("For example: a child's face, a name on a paper."),
    )  # fmt: skip
    version = version_field()

    def clean_areas(self) -> list[Area]:
        """Read the rectangles; anything that is none is refused as a whole."""
        text = self.cleaned_data["areas"] or "[]"
        try:
            return [_area(each) for each in json.loads(text)]
        except (ValueError, TypeError) as error:
            raise forms.ValidationError(
                _("The areas could not be read. Please mark them again.")
            ) from error

    def clean(self) -> dict[str, Any]:
        """Join the drawn areas with the cells."""
        words = super().clean() or self.cleaned_data
        drawn = [] if words.pop("anew", False) else words.get("areas", [])
        cells = [_cell(number) for number in words.pop("cells", [])]
        words["areas"] = [*drawn, *(cell for cell in cells if cell not in drawn)]
        if len(words["areas"]) > MOST_AREAS + len(drawn):
            self.add_error("areas", _("Please mark fewer areas."))
        return words


def _area(given: Sequence[Any]) -> Area:
    left, top, width, height = (round(float(number), 2) for number in given)
    if not (0 <= left < 100 and 0 <= top < 100 and width > 0 and height > 0):
        message = "outside the picture"
        raise ValueError(message)
    return left, top, min(width, 100 - left), min(height, 100 - top)


def _cell(number: int) -> Area:
    row, column = divmod(number, GRID)
    return column * CELL, row * CELL, CELL, CELL


class HideForm(forms.Form):
    """Words that nobody should read, exactly as they stand in the text."""

    passage = forms.CharField(
        label=_("Words to hide"), max_length=1000, strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Copy them exactly. They are hidden in every text of this issue."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=300,
        help_text=_("For example: the name of a patient. Do not repeat it here."),
    )  # fmt: skip
    version = version_field()

    def clean(self) -> dict[str, Any]:
        """Refuse a reason that says the words again."""
        words = super().clean() or self.cleaned_data
        passage, reason = words.get("passage", ""), words.get("reason", "")
        if passage and passage in reason:
            self.add_error("reason", _("The reason repeats the words. Please say it without them."))
        return words


class WhyForm(forms.Form):
    """Why something is done; the reason is kept."""

    note = note_field(_("Why"))


class AccessFilter(forms.Form):
    """Who opened what is sensitive: by kind, person and days."""

    what = forms.ChoiceField(
        label=_("What was opened"), required=False,
        choices=[("", _("all")), *zip(OPENED, (
            _("original of a picture"), _("hidden words"), _("contact of a citizen"),
        ), strict=True)],
    )  # fmt: skip
    who = forms.CharField(label=_("Person"), required=False, max_length=100)
    since = forms.DateField(label=_("From"), required=False,
                            widget=forms.DateInput(attrs={"type": "date"}))  # fmt: skip
    until = forms.DateField(label=_("Until"), required=False,
                            widget=forms.DateInput(attrs={"type": "date"}))  # fmt: skip

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
