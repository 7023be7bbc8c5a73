"""Forms about sub-projects: the sub-project itself, its lines, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.lines import LinesForm, MoneyField, choice, figure, line
from groups.models import LogframeLevel, MoneySource, Tool
from masam.attachments.checks import BadFile
from masam.attachments.documents import DOCUMENTS, SCANS, clean_document
from masam.organisations.models import Sector
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership
    from masam.attachments.checks import CleanFile
    from masam.organisations.models import Organisation


class ProjectForm(forms.Form):
    """A sub-project. The lists are asked once, for choosing and for checking."""

    title = forms.CharField(
        label=_("Title"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    lead = forms.TypedChoiceField(label=_("Lead organisation"), coerce=int)
    from_date = forms.DateField(label=_("Begins on"), widget=DayInput())
    to_date = forms.DateField(label=_("Ends on"), widget=DayInput())
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("both sectors")), *Sector.choices]
    )
    about = forms.CharField(
        label=_("What it wants to change"), required=False, max_length=4000, widget=Lines(4)
    )
    tools = forms.MultipleChoiceField(
        label=_("Tools it uses"), required=False, choices=Tool.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    mentor = forms.TypedChoiceField(
        label=_("Mentor from the group"), coerce=int, required=False, empty_value=None
    )
    mentor_name = forms.CharField(
        label=_("Or a mentor from outside: name"), required=False, max_length=150
    )
    mentor_organisation = forms.CharField(
        label=_("Organisation of the mentor"), required=False, max_length=200
    )
    notes = forms.CharField(
        label=_("Notes for the group"), required=False, max_length=10_000, widget=Lines(3)
    )

    def __init__(
        self, *args: Any, leads: Sequence[Organisation], roster: Sequence[Membership],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.leads, self.roster = leads, roster
        self.fields["lead"].choices = [("", "–"), *((row.pk, row.name) for row in leads)]  # type: ignore[attr-defined]
        self.fields["mentor"].choices = [  # type: ignore[attr-defined]
            ("", "–"), *((row.pk, _with_organisation(row)) for row in roster),
        ]  # fmt: skip

    def clean_lead(self) -> Organisation:
        """Give the organisation itself."""
        return next(row for row in self.leads if row.pk == self.cleaned_data["lead"])

    def clean_mentor(self) -> Membership | None:
        """Give the member who mentors."""
        return next((row for row in self.roster if row.pk == self.cleaned_data["mentor"]), None)


class ProjectEditForm(ProjectForm):
    """A correction; `version` says which text the person had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BudgetForm(LinesForm):
    """What for, who funds it, planned, spent."""

    needed = ("name", "source")

    def columns(self) -> dict[str, forms.Field]:
        return {
            "name": line(_("What for"), 160),
            "source": choice(_("Who funds it"), MoneySource.choices),
            "planned_mnt": MoneyField(label=_("Planned, ₮")),
            "spent_mnt": MoneyField(label=_("Spent, ₮")),
        }


class LogframeForm(LinesForm):
    """Level, text, indicator, and its figures."""

    needed = ("level", "text")

    def columns(self) -> dict[str, forms.Field]:
        return {
            "level": choice(_("Level"), LogframeLevel.choices),
            "text": line(_("What is to be reached or done"), 300),
            "indicator": line(_("Indicator"), 300),
            "unit": line(_("Unit"), 40),
            "baseline": figure(_("Baseline")),
            "target": figure(_("Target")),
            "actual": figure(_("Actual")),
            "as_of_date": forms.DateField(label=_("As of"), widget=DayInput()),
        }

    def check_line(self, at: int) -> None:
        """An actual figure needs its day."""
        data, day = self.cleaned_data, f"as_of_date_{at}"
        if data.get(f"actual_{at}") is not None and not data.get(day) and day not in self.errors:
            self.add_error(day, _("Please write of which day the actual figure is."))


class MilestonesForm(LinesForm):
    """What will stand, by when, and when it stood."""

    needed = ("text", "due_date")

    def columns(self) -> dict[str, forms.Field]:
        return {
            "text": line(_("Milestone"), 200),
            "due_date": forms.DateField(label=_("Due"), widget=DayInput()),
            "done_date": forms.DateField(label=_("Done on"), widget=DayInput()),
        }


class DocumentForm(forms.Form):
    """A document or a picture."""

    kinds = DOCUMENTS

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(),
        help_text=_("PDF, picture, Word, Excel or OpenDocument; at most 15 MB."),
    )
    caption = forms.CharField(label=_("What it shows"), required=False, max_length=200)

    def clean_file(self) -> CleanFile:
        """Check the file by its content."""
        try:
            return clean_document(self.cleaned_data["file"], kinds=self.kinds)
        except BadFile as error:
            raise forms.ValidationError(str(error)) from error


class ScanForm(DocumentForm):
    """A scan: PDF or picture."""

    kinds = SCANS
    caption = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("The signed paper as PDF or picture; at most 15 MB.")
        self.fields["file"].widget.attrs["accept"] = ".pdf,image/*"


def _with_organisation(row: Membership) -> str:
    return f"{row.name} ({row.organisation})" if row.organisation else row.name
