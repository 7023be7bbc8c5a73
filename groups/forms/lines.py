"""A form of lines: those that stand, and three empty ones. Works without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from masam.ui.forms import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BoundField

EMPTY = 3
MOST = 60
MOST_MNT = 10**13
APART = re.compile(r"[\s,'₮\u00a0\u202f]")


class MoneyField(forms.IntegerField):
    """Whole tugriks. "1 500 000", "1,500,000" and "₮1500000" mean the same; empty means 0."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            min_value=0,
            max_value=MOST_MNT,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "invalid": _("Please write whole tugriks, in digits."),
                "min_value": _("Money cannot be negative. Please write 0 or more."),
                "max_value": _("This is too much money. Please check the digits."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> int | None:
        """Take the signs between thousands away."""
        return super().to_python(APART.sub("", str(value)) if value is not None else value)

    def prepare_value(self, value: Any) -> Any:
        """Write thousands apart, as people read them."""
        return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


@dataclass(frozen=True)
class Row:
    """One line of the form, for the template. `title` is the line as it stands, "" when new."""

    number: int
    title: str
    fields: list[BoundField]
    drop: BoundField | None
    pk: BoundField

    @property
    def is_filled(self) -> bool:
        """Whether somebody wrote something into the line."""
        return any(field.value() for field in self.fields)

    @property
    def has_errors(self) -> bool:
        """Whether something in the line is to be put right."""
        return any(field.errors for field in self.fields)


class LinesForm(forms.Form):
    """Lines of something. Subclasses say the columns; `needed` are those no line can lack.

    `rows` are the rows that stand; a line with nothing in it is no line. After a good POST
    `lines()` gives the lines as dicts, with `pk` where a row stood.
    """

    needed: ClassVar[Sequence[str]] = ()
    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    count = forms.IntegerField(
        min_value=0, max_value=MOST, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        self.size = self._size()
        self.initial["count"] = self.size
        for at in range(self.size):
            self._add_row(at, self.rows[at] if at < len(self.rows) else None)

    def columns(self) -> dict[str, forms.Field]:
        """Give the fields of one line, anew for each line."""
        raise NotImplementedError

    def _size(self) -> int:
        if not self.is_bound:
            return min(MOST, len(self.rows) + EMPTY)
        told = str(self.data.get("count", ""))
        return min(MOST, int(told)) if told.isdecimal() else min(MOST, len(self.rows) + EMPTY)

    def _add_row(self, at: int, row: Any) -> None:
        self.fields[f"pk_{at}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.initial[f"pk_{at}"] = row.pk if row is not None else None
        for name, field in self.columns().items():
            field.required = False
            field.short_label = field.label  # type: ignore[attr-defined]
            field.label = now("Line %(number)d: %(label)s") % {
                "number": at + 1,
                "label": field.label,
            }
            self.fields[f"{name}_{at}"] = field
            if row is not None:
                self.initial[f"{name}_{at}"] = self.value_of(row, name)
        self.fields[f"drop_{at}"] = forms.BooleanField(
            label=_("Take this line away"), required=False
        )

    def value_of(self, row: Any, name: str) -> Any:
        """Give what a field shows of a row that stands."""
        value = getattr(row, name)
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return getattr(value, "pk", value)

    def shown(self) -> list[Row]:
        """Give the lines for the template."""
        names, known = list(self.columns()), {str(row.pk): str(row) for row in self.rows}
        titles = [known.get(str(self[f"pk_{at}"].value()), "") for at in range(self.size)]
        return [
            Row(
                at + 1,
                title,
                [self[f"{name}_{at}"] for name in names],
                self[f"drop_{at}"] if title else None,
                self[f"pk_{at}"],
            )
            for at, title in enumerate(titles)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for what a line cannot lack, in the lines that say anything."""
        cleaned = super().clean() or {}
        for at in range(self.size):
            if cleaned.get(f"drop_{at}") or self._is_empty(at):
                continue
            for name in self.needed:
                key = f"{name}_{at}"
                if key not in self.errors and cleaned.get(key) in (None, ""):
                    self.add_error(key, _("Please fill this in, or take the line away."))
            self.check_line(at)
        return cleaned

    def check_line(self, at: int) -> None:
        """Check what several columns of a line say together."""

    def _is_empty(self, at: int) -> bool:
        names = [f"{name}_{at}" for name in self.columns()]
        return not any(name in self.errors or self._says(name) for name in names)

    def _says(self, name: str) -> bool:
        value = self.cleaned_data.get(name)
        return value is not None and value != ""

    def lines(self) -> list[dict[str, Any]]:
        """Give the lines of a valid form, in their order."""
        data = self.cleaned_data
        return [
            {"pk": data.get(f"pk_{at}"), **{n: self.line_value(n, at) for n in self.columns()}}
            for at in range(self.size)
            if not data.get(f"drop_{at}") and not self._is_empty(at)
        ]

    def line_value(self, name: str, at: int) -> Any:
        """Give what a cell of a line means."""
        value = self.cleaned_data.get(f"{name}_{at}")
        if isinstance(value, str):
            return " ".join(value.split())
        return 0 if value is None and isinstance(self.fields[f"{name}_{at}"], MoneyField) else value


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """Give a choice that begins with nothing chosen, so that an empty line says nothing."""
    return forms.ChoiceField(label=label, choices=[("", "–"), *choices])


def line(label: Any, most: int) -> forms.CharField:
    """Give a line of text; a long one is seen whole while it is written."""
    short = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, widget=Lines(2) if most > 160 else short)


def figure(label: Any) -> forms.DecimalField:
    """Give a figure with at most two decimals."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label,
        max_digits=14,
        decimal_places=2,
        widget=widget,
        error_messages={"invalid": _("Please write a number, for example 12 or 12.5.")},
    )
