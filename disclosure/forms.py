"""What may come in: checks, answers, events, organisations to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.models import Duty, Result
from disclosure.queries import events_duties, watchable, watched
from issues.models import Issue
from masam.attachments.checks import BadFile, CleanFile, clean_image
from masam.organisations.models import Organisation, Sector
from masam.ui.forms import DayInput, Lines, PhotoInput

if TYPE_CHECKING:
    from groups.models import Group

ANSWERS = (("", _("not known")), ("yes", _("yes")), ("no", _("no")))


def _yes_or_no(value: str) -> bool:
    return value == "yes"


def _question(label: Any) -> forms.TypedChoiceField:
    """Give a question that may stay open."""
    return forms.TypedChoiceField(
        label=label, choices=ANSWERS, coerce=_yes_or_no, empty_value=None, required=False,
        widget=forms.RadioSelect, initial="",
    )  # fmt: skip


class CheckForm(forms.Form):
    """What was found, where, with a screenshot."""

    result = forms.ChoiceField(
        label=_("What did you find?"), choices=Result.choices, widget=forms.RadioSelect
    )
    url = forms.CharField(
        label=_("Address where you looked"), max_length=500, required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("The whole address, beginning with http:// or https://."),
    )  # fmt: skip
    is_complete = _question(_("Is it complete?"))
    is_on_time = _question(_("Was it published on time?"))
    is_right_place = _question(_("Is it in the right place?"))
    screenshot = forms.FileField(label=_("Screenshot"), required=False, widget=PhotoInput)
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=Lines(rows=3),
        help_text=_("Seen by the group and the office. Please name no citizen."),
    )  # fmt: skip

    def clean_screenshot(self) -> CleanFile | None:
        """Check the picture by its content."""
        upload = self.cleaned_data["screenshot"]
        if not upload:
            return None
        try:
            return clean_image(upload, field="screenshot")
        except BadFile as error:
            raise forms.ValidationError(str(error)) from error


class WatchForm(forms.Form):
    """An organisation of the group's place that a law binds."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = watchable(group)  # type: ignore[attr-defined]


class EventForm(forms.Form):
    """An event after which something must be published."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    duty = forms.ModelChoiceField(label=_("What must be published"), queryset=Duty.objects.none())
    event_date = forms.DateField(label=_("Day of the event"), widget=DayInput(is_past=True))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = watched(group).values_list("organisation_id", flat=True)
        organisations = Organisation.objects.filter(pk__in=list(mine))
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["duty"].queryset = events_duties(group.today())  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The office's word to a check."""

    text = forms.CharField(
        label=_("Your answer"), max_length=2000, widget=Lines(rows=5),
        help_text=_("It is shown publicly beside the check."),
    )  # fmt: skip


class RaiseForm(forms.Form):
    """An issue from a gap; the text is prefilled."""

    title = forms.CharField(
        label=_("Problem in one line"), max_length=Issue._meta.get_field("title").max_length
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices, widget=forms.RadioSelect)
    detail = forms.CharField(
        label=_("Details"), max_length=4000, required=False, widget=Lines(rows=6)
    )


class NoFields(forms.Form):
    """A form that is only a button."""
