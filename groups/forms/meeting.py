"""The quick log of a meeting (M1) and its correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions.meeting import GUESTS, JOINABLE
from groups.models import MeetingKind
from masam.attachments.checks import BadFile, clean_image
from masam.ui.forms import DayInput, Lines, PhotoInput, TimeInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Membership
    from masam.attachments.checks import CleanFile

MOST_DECISIONS = 40
LONGEST_DECISION = 500
MOST_GUESTS = 5000


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_GUESTS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )


class MeetingForm(forms.Form):
    """A meeting that took place. Everybody on the roster is ticked; one unticks the absent.

    `roster` is asked once and serves for choosing, checking and drawing.
    """

    held_date = forms.DateField(label=_("Date"), widget=DayInput(is_past=True))
    topic = forms.CharField(
        label=_("What was it about"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    attended = forms.TypedMultipleChoiceField(
        label=_("Who came"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    guests_female = _count(_("Women"))
    guests_male = _count(_("Men"))
    guests_young = _count(_("Of them under 35"))
    guests_herder = _count(_("Of them herders"))
    guests_disability = _count(_("Of them with a disability"))
    decisions = forms.CharField(
        label=_("Decisions"),
        required=False,
        widget=Lines(rows=3),
        help_text=_("One line, one decision."),
    )
    photo = forms.FileField(label=_("Photo"), required=False, widget=PhotoInput())
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices, required=False)
    starts_at = forms.TimeField(label=_("Began at"), required=False, widget=TimeInput())
    notes = forms.CharField(
        label=_("Notes for the group"), required=False, max_length=10_000, widget=Lines(3)
    )
    is_closed = forms.BooleanField(label=_("The meeting was closed to the public"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roster: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = roster
        self.fields["attended"].choices = [(row.pk, row.name) for row in roster]  # type: ignore[attr-defined]

    def ticks(self) -> list[tuple[Membership, bool]]:
        """Give the roster with what is ticked, for the template."""
        ticked = {str(value) for value in self["attended"].value() or ()}
        return [(row, str(row.pk) in ticked) for row in self.roster]

    def clean_decisions(self) -> list[str]:
        """Give the decisions, one per line that says something."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["decisions"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_DECISIONS:
            raise forms.ValidationError(
                _("Please write at most %(most)d decisions."), params={"most": MOST_DECISIONS}
            )
        for number, line in enumerate(lines, start=1):
            if len(line) > LONGEST_DECISION:
                raise forms.ValidationError(
                    _("Line %(line)d is too long. Please write the decision in one sentence."),
                    params={"line": number},
                )
        return lines

    def clean_photo(self) -> CleanFile | None:
        """Check the photo by its content, or give None."""
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        try:
            return clean_image(upload)
        except BadFile as error:
            raise forms.ValidationError(str(error)) from error

    def meeting(self) -> dict[str, Any]:
        """Give what `log_meeting` and `edit_meeting` take, of a valid form."""
        data = self.cleaned_data
        came = set(data["attended"])
        return {
            "held_date": data["held_date"],
            "topic": data["topic"],
            "place": data["place"],
            "attended": [row for row in self.roster if row.pk in came],
            "guests": {name: data[f"guests_{name}"] or 0 for name in GUESTS},
            "decisions": data["decisions"],
            "photos": [data["photo"]] if data["photo"] else [],
            "kind": data["kind"] or MeetingKind.REGULAR,
            "starts_at": data["starts_at"],
            "notes": data["notes"],
            "is_closed": data["is_closed"],
        }


class MeetingLogForm(MeetingForm):
    """The quick log. `same`, `seen` and `parts` answer whether it is a meeting that stands already:

    "" not asked yet, "another", or the number of the meeting; `seen` are the numbers that were
    shown; `parts` what is to be added to it.
    """

    ANOTHER = "another"

    same = forms.CharField(label=_("Is it the same meeting?"), required=False, max_length=10)
    seen = forms.CharField(required=False, max_length=100)
    parts = forms.MultipleChoiceField(required=False, choices=[(name, name) for name in JOINABLE])

    def clean_seen(self) -> list[int]:
        """Give the numbers of the meetings that were shown."""
        return [int(word) for word in self.cleaned_data["seen"].split() if word.isdecimal()]


class MeetingEditForm(MeetingForm):
    """A correction; `version` says which text the person had before them."""

    client_key = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)
