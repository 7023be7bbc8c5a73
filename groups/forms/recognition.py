"""A certificate: for what, for whom, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.ui.forms import DayInput, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.queries import Deed
    from masam.organisations.models import Organisation


class AwardForm(forms.Form):
    """For what and for whom; the words are taken from the deed when left empty."""

    deed = forms.ChoiceField(label=_("For what"))
    organisation = forms.TypedChoiceField(
        label=_("Organisation"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Left empty: the office that did it."),
    )
    awarded_date = forms.DateField(label=_("Date"), widget=DayInput())
    reason_mn = forms.CharField(
        label=_("In your own words, in Mongolian"),
        required=False,
        max_length=300,
        widget=Lines(2),
        help_text=_("Left empty, the usual words stand there. No names of citizens, please."),
    )
    reason_en = forms.CharField(
        label=_("In your own words, in English"), required=False, max_length=300, widget=Lines(2)
    )
    government_chair = forms.CharField(
        label=_("Chair for the government"), required=False, max_length=120
    )
    civil_chair = forms.CharField(
        label=_("Chair for civil society"),
        required=False,
        max_length=120,
        help_text=_("The names stand under the lines for the signatures."),
    )

    def __init__(
        self, *args: Any, deeds: Sequence[Deed], organisations: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.deeds = {deed.key: deed for deed in deeds}
        self.known = {row.pk: row for row in organisations}
        self.fields["deed"].choices = [(deed.key, deed.label) for deed in deeds]  # type: ignore[attr-defined]
        choices = [("", _("who did it")), *((row.pk, row.name) for row in organisations)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_deed(self) -> Deed:
        """Give the deed itself."""
        return self.deeds[self.cleaned_data["deed"]]

    def clean(self) -> dict[str, Any]:
        """Take the organisation of the deed when none was chosen."""
        words: dict[str, Any] = super().clean() or self.cleaned_data
        deed, chosen = words.get("deed"), words.get("organisation")
        pk = chosen or (deed.organisation if deed else None)
        if deed is not None and pk is None and "organisation" not in self.errors:
            self.add_error("organisation", _("Please choose who gets the certificate."))
        words["organisation"] = self.known.get(pk) if pk else None
        return words
