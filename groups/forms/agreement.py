"""Forms about agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions.agreement import MOST_REMIND_DAYS
from groups.forms.lines import LinesForm, line
from groups.models import AgreementKind
from groups.models.agreement import REMIND_DAYS
from masam.attachments.checks import BadFile
from masam.attachments.documents import SCANS, clean_document
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership
    from masam.attachments.checks import CleanFile
    from masam.organisations.models import Organisation

MOST_PARTIES = 20


class AgreementForm(forms.Form):
    """An agreement as the paper says it. Members are asked once, for choosing and checking."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=AgreementKind.choices, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=_("Number of the document"),
        required=False,
        max_length=60,
        help_text=_("As it stands on the paper, for example “А/127”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    parties = forms.CharField(
        label=_("Parties"),
        required=False,
        widget=Lines(3),
        help_text=_("One line, one party: organisations, offices, people."),
    )
    signed_date = forms.DateField(label=_("Signed"), widget=DayInput(is_past=True))
    from_date = forms.DateField(label=_("Valid from"), widget=DayInput())
    to_date = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DayInput(),
        help_text=_("Leave it empty when no end is written."),
    )
    responsible = forms.TypedChoiceField(
        label=_("Who looks after it"), coerce=int, required=False, empty_value=None
    )
    remind_days = forms.IntegerField(
        label=_("Remind so many days before it ends"),
        min_value=0,
        max_value=MOST_REMIND_DAYS,
        initial=REMIND_DAYS,
        help_text=_("The facilitator and who looks after it get a mail, once. 0: no reminder."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )
    open_government = forms.CharField(
        label=_("Open Government commitment"),
        required=False,
        max_length=80,
        help_text=_("When it serves one: its number or name, for example “OGP 2023–2027, 4”."),
    )
    note = forms.CharField(
        label=_("Notes for the group"), required=False, max_length=10_000, widget=Lines(3)
    )

    def __init__(
        self, *args: Any, roster: Sequence[Membership], names: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.names = roster, names
        self.fields["responsible"].choices = [  # type: ignore[attr-defined]
            ("", "–"), *((row.pk, row.name) for row in roster),
        ]  # fmt: skip

    def clean_parties(self) -> list[str]:
        """Give the parties, one per line that says something."""
        names = [" ".join(row.split()) for row in self.cleaned_data["parties"].splitlines()]
        names = [name for name in names if name]
        if len(names) > MOST_PARTIES:
            raise forms.ValidationError(
                _("Please write at most %(most)d parties."), params={"most": MOST_PARTIES}
            )
        for number, name in enumerate(names, start=1):
            if len(name) > 200:
                raise forms.ValidationError(
                    _("Line %(line)d is too long. Please write only the name of the party."),
                    params={"line": number},
                )
        return names

    def clean_responsible(self) -> Membership | None:
        """Give the member who looks after it."""
        key = self.cleaned_data["responsible"]
        return next((row for row in self.roster if row.pk == key), None)


class AgreementLogForm(AgreementForm):
    """A new agreement, with a scan when there is one."""

    scan = forms.FileField(
        label=_("Scan"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
        help_text=_("The signed paper as PDF or picture; at most 15 MB."),
    )
    field_order = ("kind", "reference", "title", "parties", "signed_date", "from_date", "to_date",
                   "scan")  # fmt: skip

    def clean_scan(self) -> CleanFile | None:
        """Check the scan by its content, or give None."""
        upload = self.cleaned_data["scan"]
        if not upload:
            return None
        try:
            return clean_document(upload, field="scan", kinds=SCANS)
        except BadFile as error:
            raise forms.ValidationError(str(error)) from error


class AgreementEditForm(AgreementForm):
    """A correction; `version` says which text the person had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AgreementEndForm(forms.Form):
    """An end before its time."""

    ended_date = forms.DateField(label=_("Ended on"), widget=DayInput(is_past=True))
    note = forms.CharField(label=_("Reason"), max_length=500, widget=Lines(2))


class CommitmentsForm(LinesForm):
    """What it commits to, whom, by when, and when it was done."""

    needed = ("text",)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        self.organisations = {str(row.pk): row for row in organisations}
        super().__init__(*args, **kwargs)

    def columns(self) -> dict[str, forms.Field]:
        names = [("", "–"), *((key, row.name) for key, row in self.organisations.items())]
        return {
            "text": line(_("What it commits to"), 400),
            "organisation": forms.ChoiceField(label=_("Who"), choices=names),
            "due_date": forms.DateField(label=_("By when"), widget=DayInput()),
            "done_date": forms.DateField(label=_("Done on"), widget=DayInput()),
        }

    def line_value(self, name: str, at: int) -> Any:
        """Give the organisation itself."""
        value = super().line_value(name, at)
        return self.organisations.get(value) if name == "organisation" else value
