"""Threads for ministries: what comes in from coordinators, ministries and groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.fields import note_field
from issues.queries import published_by_codes
from masam.organisations.models import Sector
from masam.ui.forms import DayInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issues.models import Issue, SystemicLink

MOST_ASKED = 100


class GatherForm(forms.Form):
    """Offers of groups by ticks, published issues by their numbers."""

    offered = forms.TypedMultipleChoiceField(
        label=_("Offered by groups"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = forms.CharField(
        label=_("Published issues to ask groups for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Their numbers, for example KHO-12 BZD-4. Each group is asked first."),
    )

    def __init__(self, *args: Any, offers: Sequence[SystemicLink], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {link.pk: link for link in offers}
        words = [(pk, f"{link.group.name}: {link.title}") for pk, link in self.offers.items()]
        self.fields["offered"].choices = words  # type: ignore[attr-defined]

    def clean_offered(self) -> list[SystemicLink]:
        """Give the offers themselves."""
        return [self.offers[pk] for pk in self.cleaned_data["offered"]]

    def clean_codes(self) -> list[Issue]:
        """Give the issues; a number that no published issue has is named."""
        codes = [code.upper() for code in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if code]
        if len(codes) > MOST_ASKED:
            raise forms.ValidationError(_("At most a hundred issues at once, please."))
        found = published_by_codes(codes)
        missing = sorted(set(codes) - {issue.code for issue in found})
        if missing:
            raise forms.ValidationError(
                _("There is no published issue with this number: %(codes)s.")
                % {"codes": ", ".join(missing)}
            )
        return found

    def gathered(self) -> dict[str, Any]:
        """Give what is gathered, as the actions take it."""
        return {"offered": self.cleaned_data["offered"], "issues": self.cleaned_data["codes"]}


class OpenThreadForm(GatherForm):
    """What the ministry is asked, until when, and what is gathered from the beginning."""

    title_mn = forms.CharField(label=_("Title in Mongolian"), max_length=160)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    text_mn = note_field(_("What the ministry is asked to solve, in Mongolian"))
    text_en = note_field(_("The same in English"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)
    ministry = forms.ChoiceField(label=_("Ministry"))
    due_date = forms.DateField(label=_("Answer until"), widget=DayInput())
    field_order = (
        "title_mn", "title_en", "text_mn", "text_en", "sector", "ministry", "due_date",
    )  # fmt: skip

    def __init__(self, *args: Any, ministries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ministry"].choices = [(name, name) for name in ministries]  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """Give the words of the thread."""
        return {name: self.cleaned_data[name] for name in self.field_order}


class AnswerThreadForm(forms.Form):
    """The ministry's one answer."""

    text = note_field(_("Answer"), hint=_("All groups of the thread get this answer."))


class CloseThreadForm(forms.Form):
    """Why the thread is closed."""

    note = note_field(_("Why"))


class OfferForm(forms.Form):
    """A title that may be read by everybody."""

    title = forms.CharField(
        label=_("Title for the national page"),
        max_length=160,
        help_text=_("Without names of persons. Only this title, the sector and the place go up."),
    )
