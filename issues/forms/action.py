"""Planning a joint action, telling of it, cancelling it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Membership
from issues.forms.fields import PapersField, note_field, version_field
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from issues.models import JointAction

MOST_MNT = 10**13
MOST_FUNDS = 5


class PlanForm(forms.Form):
    """One thing to do, one owner of each side, one day."""

    title = forms.CharField(
        label=_("What will be done"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    government_owner: Any = forms.ModelChoiceField(
        label=_("Owner on the government side"), queryset=None, empty_label=_("choose")
    )
    civil_owner: Any = forms.ModelChoiceField(
        label=_("Owner on the civil society side"), queryset=None, empty_label=_("choose")
    )
    due_date = forms.DateField(label=_("Until"), widget=DayInput())
    budget_mnt = forms.IntegerField(
        label=_("Budget, MNT"),
        required=False,
        min_value=0,
        max_value=MOST_MNT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )
    budget_source = forms.CharField(label=_("Who pays"), required=False, max_length=160)
    legal_basis = forms.CharField(label=_("Legal basis"), required=False, max_length=200)

    def __init__(
        self, *args: Any, government: QuerySet[Membership], civil: QuerySet[Membership],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name, rows in (("government_owner", government), ("civil_owner", civil)):
            field: Any = self.fields[name]
            field.queryset = rows
            field.label_from_instance = _with_organisation


class UpdateForm(forms.Form):
    """News of a joint action."""

    text = note_field(_("What happened"))
    files: Any = PapersField(
        label=_("Photos and documents"),
        required=False,
        help_text=_("Photos, PDF, Word, Excel or OpenDocument files; six at most."),
    )


class CancelForm(forms.Form):
    """Why a joint action will not be done."""

    note = note_field(_("Why"))
    version = version_field()


class ActionNoteForm(forms.Form):
    """Why a confirmation is taken back, or a finished action opened again."""

    note = note_field(_("Why"))
    version = version_field()


class EditActionForm(PlanForm):
    """What is planned, and why its day or an owner changes."""

    reason = note_field(
        _("Why the day or an owner changes"),
        required=False,
        hint=_("Needed only for another day or owner. Both owners read it."),
    )
    version = version_field()


class WaitForm(forms.Form):
    """Ticks on the joint actions that have to be done first; the list is asked once."""

    waits_for = forms.TypedMultipleChoiceField(
        label=_("These have to be done first"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, others: Sequence[JointAction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        self.fields["waits_for"].choices = [  # type: ignore[attr-defined]
            (row.pk, f"{row.number}. {row.title}") for row in others
        ]

    def clean_waits_for(self) -> list[JointAction]:
        """Give the joint actions themselves."""
        chosen = set(self.cleaned_data["waits_for"])
        return [row for row in self.others if row.pk in chosen]


def _money(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_MNT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )


class FundsForm(forms.Form):
    """Money by source: up to five lines, empty ones are left out."""

    version = version_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_FUNDS + 1):
            self.fields[f"source_{number}"] = forms.CharField(
                label=_("Source %(number)d") % {"number": number}, required=False, max_length=120
            )
            self.fields[f"planned_{number}"] = _money(_("Planned, MNT"))
            self.fields[f"secured_{number}"] = _money(_("Secured, MNT"))

    def clean(self) -> dict[str, Any]:
        """Ask for the source of every amount, and give the lines as `funds`."""
        data = super().clean() or {}
        lines = []
        for number in range(1, MOST_FUNDS + 1):
            source = data.get(f"source_{number}", "").strip()
            planned, secured = (
                data.get(f"{name}_{number}") or 0 for name in ("planned", "secured")
            )
            if (planned or secured) and not source:
                self.add_error(f"source_{number}", _("Please write who pays this."))
            if source:
                lines.append({"source": source, "planned_mnt": planned, "secured_mnt": secured})
        return {"version": data.get("version"), "funds": lines}


class ConfirmActionForm(forms.Form):
    """Nothing but the button."""

    version = version_field()


def _with_organisation(row: Membership) -> str:
    return f"{row.name} ({row.organisation})" if row.organisation else row.name
