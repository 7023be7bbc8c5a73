"""The log of a training and its correction; files; withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Stakeholder, Tool, TrainingKind
from masam.attachments.checks import BadFile
from masam.attachments.documents import clean_document
from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Group, Membership, Trainer
    from masam.attachments.checks import CleanFile

MOST_GUESTS = 5000


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_GUESTS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "aria-label": label}),
    )


def _choices(label: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )


class TrainingForm(forms.Form):
    """A training that took place.

    Nobody is ticked: of a group of fifty a training takes some, so ticking is the shorter way.
    `roster`, `register` and `groups` are asked once and serve for choosing, checking, drawing.
    """

    kind = forms.ChoiceField(
        label=_("Kind"), choices=TrainingKind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("What was it called"), max_length=160)
    topics = forms.CharField(
        label=_("What was taught"), max_length=500, required=False, widget=Lines(2)
    )
    tools = forms.MultipleChoiceField(
        label=_("Tools taught"),
        choices=Tool.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_date = forms.DateField(label=_("First day"), widget=DayInput(is_past=True))
    to_date = forms.DateField(
        label=_("Day it ended"),
        required=False,
        widget=DayInput(is_past=True),
        help_text=_("Empty: it took one day."),
    )
    hours = forms.DecimalField(
        label=_("Hours"),
        max_digits=4,
        decimal_places=1,
        localize=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "min": "0.5", "step": "0.5"}),
        help_text=_("How long it took for one participant."),
    )
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    organiser = forms.CharField(label=_("Who organised it"), max_length=160, required=False)
    trainers = _choices(_("Who held it"))
    trained = _choices(_("Trainers who learned there"))
    others = _choices(_("Groups you exchanged with"))
    learned = forms.CharField(
        label=_("What was learned"), max_length=10_000, required=False, widget=Lines(4)
    )
    attended = _choices(_("Members who took part"))
    guests_vulnerable = _count(_("Of the guests: from vulnerable groups"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        roster: Sequence[Membership],
        register: Sequence[Trainer],
        groups: Sequence[Group],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.register, self.groups = roster, register, groups
        for name, rows in (
            ("attended", roster),
            ("trainers", register),
            ("trained", register),
            ("others", groups),
        ):
            self.fields[name].choices = [(row.pk, str(row)) for row in rows]  # type: ignore[attr-defined]
        for kind, label in Stakeholder.choices:
            self.fields[f"female_{kind}"] = _count(_("%(who)s, women") % {"who": label})
            self.fields[f"male_{kind}"] = _count(_("%(who)s, men") % {"who": label})

    def ticks(self) -> list[tuple[Membership, bool]]:
        """Give the roster with what is ticked, for the template."""
        ticked = {str(value) for value in self["attended"].value() or ()}
        return [(row, str(row.pk) in ticked) for row in self.roster]

    def guest_rows(self) -> list[tuple[str, Any, Any]]:
        """Give (stakeholder, field of the women, field of the men)."""
        return [
            (str(label), self[f"female_{kind}"], self[f"male_{kind}"])
            for kind, label in Stakeholder.choices
        ]

    def has_guests(self) -> bool:
        """Whether a number of guests is filled in or wrong, so that the part stands open."""
        names = [name for name in self.fields if name.startswith(("female_", "male_", "guests_"))]
        return any(self[name].value() or self[name].errors for name in names)

    def training(self) -> dict[str, Any]:
        """Give what `log_training` and `edit_training` take, of a valid form."""
        data = self.cleaned_data
        guests = {
            kind: (data[f"female_{kind}"] or 0, data[f"male_{kind}"] or 0)
            for kind in Stakeholder.values
        }
        columns = ("kind", "title", "topics", "tools", "from_date", "to_date", "hours", "place",
                   "organiser", "learned", "guests_vulnerable")  # fmt: skip
        return {
            **{name: data[name] for name in columns},
            "guests": guests,
            "attended": _chosen(self.roster, data["attended"]),
            "trainers": _chosen(self.register, data["trainers"]),
            "trained": _chosen(self.register, data["trained"]),
            "others": _chosen(self.groups, data["others"]),
        }


def _chosen(rows: Sequence[Any], keys: Sequence[int]) -> list[Any]:
    wanted = set(keys)
    return [row for row in rows if row.pk in wanted]


class TrainingEditForm(TrainingForm):
    """A correction; `version` says which text the person had before them."""

    client_key = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(forms.Form):
    """A photo or a document."""

    file = forms.FileField(
        label=_("Photo or document"),
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf,.docx,.xlsx,.pptx"}),
        help_text=_("A photo, PDF, Word, Excel or PowerPoint file."),
    )
    caption = forms.CharField(label=_("What it shows"), max_length=200, required=False)

    def clean_file(self) -> CleanFile | None:
        """Check the file by its content."""
        return cleaned_file(self.cleaned_data["file"])


def cleaned_file(upload: Any) -> CleanFile | None:
    """Check an upload by its content, or give None where there is none."""
    if not upload:
        return None
    try:
        return clean_document(upload)
    except BadFile as error:
        raise forms.ValidationError(str(error)) from error
