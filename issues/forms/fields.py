"""Fields that several forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from masam.attachments.checks import BadFile, clean_image
from masam.attachments.documents import WRITTEN, clean_document
from masam.ui.forms import Lines, PhotoInput

if TYPE_CHECKING:
    from masam.attachments.checks import CleanFile

MOST_PHOTOS = 6
PAPERS = "image/*,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp"


class ManyPhotos(PhotoInput):
    """Several photos at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True})


class PhotosField(forms.FileField):
    """Up to six photos; each is checked by its content and gives a `CleanFile`."""

    widget = ManyPhotos

    def clean(self, data: Any, initial: Any = None) -> list[CleanFile]:
        """Check every photo; what is wrong with one is said with its name."""
        uploads = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("At most %(most)d files at once, please."), params={"most": MOST_PHOTOS}
            )
        files, faults = [], []
        for upload in uploads:
            try:
                files.append(self.check(upload))
            except BadFile as error:
                faults.append(str(error))
        if faults:
            raise forms.ValidationError(faults)
        return files

    def check(self, upload: Any) -> CleanFile:
        """Check one file."""
        return clean_image(upload)


class ManyFiles(ManyPhotos):
    """Several photos or documents at once."""

    def __init__(self) -> None:
        super().__init__()
        endings = sorted(f".{ending}" for ending in WRITTEN)
        self.attrs["accept"] = ",".join(["image/*", *endings])


class FilesField(PhotosField):
    """Up to six photos and documents; each is checked by its content."""

    widget = ManyFiles

    def check(self, upload: Any) -> CleanFile:
        """Check one file as what its name says."""
        return clean_document(upload, field="photos", kinds=WRITTEN)


class ManyPapers(forms.ClearableFileInput):
    """Several photos and documents at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": PAPERS})


class PapersField(forms.FileField):
    """Up to six photos and documents; each is checked by its content and gives a `CleanFile`."""

    widget = ManyPapers

    def clean(self, data: Any, initial: Any = None) -> list[CleanFile]:
        """Check every file; what is wrong with one is said with its name."""
        uploads = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("At most %(most)d files at once, please."), params={"most": MOST_PHOTOS}
            )
        try:
            return [clean_document(upload) for upload in uploads]
        except BadFile as error:
            raise forms.ValidationError(str(error)) from error


def photos_field(label: Any, *, required: bool = False) -> PhotosField:
    """Give the field of photos."""
    return PhotosField(label=label, required=required)


def files_field(label: Any, *, required: bool = False) -> FilesField:
    """Give the field of photos and documents."""
    return FilesField(
        label=label,
        required=required,
        help_text=_("Pictures, PDF, Word, Excel, OpenDocument or text, 15 MB each at most."),
    )


def note_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """Give the field of a few lines."""
    return forms.CharField(
        label=label, required=required, max_length=4000, help_text=hint, widget=Lines()
    )


def version_field() -> forms.IntegerField:
    """Give the hidden field that tells from which version the form was filled in."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)
