"""The forms of an upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.spreadsheets.models import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence


class TableForm(forms.Form):
    """A file with a table."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("XLSX, or CSV as Excel saves it. The first row names the columns."),
    )


class NoFields(forms.Form):
    """Only a button."""


class RepairForm(forms.Form):
    """Whether old letters are repaired."""

    repair = forms.TypedChoiceField(
        label=_("Shall these letters be repaired?"),
        choices=[("yes", _("Yes, write Ө and Ү")), ("no", _("No, leave them as they are"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class OrderForm(forms.Form):
    """All rows or none, or only the good ones."""

    mode = forms.ChoiceField(
        label=_("What shall be taken in?"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": _("Please choose: all rows, or the good ones only.")},
    )

    def __init__(self, *args: Any, has_faults: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].required = has_faults
        if not has_faults:  # nothing to choose
            self.fields["mode"].widget = forms.HiddenInput()

    def clean_mode(self) -> str:
        """Take all or nothing when nothing was said."""
        return self.cleaned_data["mode"] or Mode.ALL


class ColumnsForm(forms.Form):
    """Which column means what; where the table stands in the file."""

    def __init__(
        self, *args: Any, headers: Sequence[str], samples: Sequence[str],
        fields: Sequence[tuple[str, str]], needed: Sequence[str], sheets: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.needed, self.names = needed, dict(fields)
        if len(sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=sheets)
        self.fields["head"] = forms.IntegerField(
            label=_("Row with the names of the columns"), min_value=1, max_value=200
        )
        choices = [("", _("left out")), *fields]
        for place, (name, sample) in enumerate(zip(headers, samples, strict=True)):
            field: Any = forms.ChoiceField(
                label=name, choices=choices, required=False, help_text=sample
            )
            field.is_plain = True  # "left out" stands in the list already
            self.fields[f"column_{place}"] = field

    @property
    def columns(self) -> list[str]:
        """The field chosen for each column."""
        given = self.cleaned_data
        return [given.get(name, "") for name in self.fields if name.startswith("column_")]

    def clean(self) -> dict[str, Any]:
        """Refuse a field that two columns name, and a needed one that none does."""
        words = super().clean() or self.cleaned_data
        chosen: dict[str, str] = {}
        for name in self.fields:
            field = words.get(name, "") if name.startswith("column_") else ""
            if field in chosen:
                self.add_error(name, _("Another column has this meaning already."))
            elif field:
                chosen[field] = name
        for field in self.needed:
            if field not in chosen and not self._is_elsewhere:
                self.add_error(
                    None, _("No column means “%(name)s” yet.") % {"name": self.names[field]}
                )
        return words

    @property
    def _is_elsewhere(self) -> bool:
        """Whether another sheet or row was chosen, so that the columns are read anew first."""
        return any(
            name in self.cleaned_data and self.cleaned_data[name] != self.initial.get(name)
            for name in ("sheet", "head")
        )
