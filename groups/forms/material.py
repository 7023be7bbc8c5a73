"""A material of the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.training import cleaned_file
from groups.models import MaterialKind, MaterialLanguage, Tool
from masam.ui.forms import Lines

if TYPE_CHECKING:
    from masam.attachments.checks import CleanFile


class MaterialForm(forms.Form):
    """A file, or an address on the web."""

    title_mn = forms.CharField(label=_("Title in Mongolian"), max_length=160)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=MaterialKind.choices, widget=forms.RadioSelect
    )
    tool = forms.ChoiceField(
        label=_("Tool"), choices=[("", _("none")), *Tool.choices], required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=MaterialLanguage.choices, initial=MaterialLanguage.MN
    )
    about = forms.CharField(
        label=_("In one sentence"), max_length=300, required=False, widget=Lines(2)
    )
    address = forms.URLField(
        label=_("Address on the web"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("It begins with https://. Needed when there is no file."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf,.docx,.xlsx,.pptx"}),
        help_text=_("A photo, PDF, Word, Excel or PowerPoint file."),
    )
    edition = forms.CharField(
        label=_("Edition"),
        max_length=40,
        required=False,
        help_text=_("For example: 2nd edition, 2026."),
    )
    is_shared = forms.BooleanField(
        label=_("For all groups"),
        required=False,
        help_text=_("Members of every group can then read it. Do not share names of citizens."),
    )
    is_current = forms.BooleanField(label=_("On the shelf"), required=False)

    def clean_file(self) -> CleanFile | None:
        """Check the file by its content."""
        return cleaned_file(self.cleaned_data["file"])


class MaterialEditForm(MaterialForm):
    """A correction; a newer file takes the place of the former one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
