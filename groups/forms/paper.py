"""The paper of formal letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.attachments.checks import BadFile, clean_image
from masam.ui.forms import Lines, PhotoInput

if TYPE_CHECKING:
    from masam.attachments.checks import CleanFile

MOST_LINES = 5


def _head(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=500, help_text=hint, widget=Lines(3)
    )


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=120)


class PaperForm(forms.Form):
    """Head, who signs, picture. Everything is optional."""

    head_mn = _head(_("Letterhead"), _("Five lines at most. Empty: the name of the group."))
    head_en = _head(_("Letterhead in English"))
    first_post_mn = _words(_("Signs first: post"))
    first_post_en = _words(_("Signs first: post in English"))
    first_name = _words(_("Signs first: name"))
    second_post_mn = _words(_("Signs second: post"))
    second_post_en = _words(_("Signs second: post in English"))
    second_name = _words(_("Signs second: name"))
    logo = forms.FileField(
        label=_("Picture for the head"),
        required=False,
        widget=PhotoInput(),
        help_text=_("JPEG, PNG or WebP; stands beside the lines of the head."),
    )
    no_logo = forms.BooleanField(label=_("Take the picture away"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_head_mn(self) -> str:
        """Refuse more lines than the head has room for."""
        return _few_lines(self.cleaned_data["head_mn"])

    def clean_head_en(self) -> str:
        """Refuse more lines than the head has room for."""
        return _few_lines(self.cleaned_data["head_en"])

    def clean_logo(self) -> CleanFile | None:
        """Check the picture by its content."""
        upload = self.cleaned_data["logo"]
        try:
            return clean_image(upload, field="logo") if upload else None
        except BadFile as error:
            raise forms.ValidationError(str(error)) from error


def _few_lines(text: str) -> str:
    if len(text.strip().splitlines()) > MOST_LINES:
        raise forms.ValidationError(_("A letterhead has at most five lines."))
    return text
