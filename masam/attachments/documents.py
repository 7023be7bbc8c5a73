"""Documents: PDF and office files, known by their content. They are stored as they came.

Unlike photos they are never shown in a page: `file_response` only lets them be downloaded.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import filetype
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from masam.attachments.checks import IMAGE_TYPES, BadFile, CleanFile, check_size, clean_image

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = {
    "application/pdf": "pdf",
    f"{OFFICE}.wordprocessingml.document": "docx",
    f"{OFFICE}.spreadsheetml.sheet": "xlsx",
    f"{OFFICE}.presentationml.presentation": "pptx",
}
# The folder that tells an office file from any other ZIP.
FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
MIME = {ending: mime for mime, ending in DOCUMENTS.items()}


def clean_document(upload: UploadedFile, *, field: str = "file") -> CleanFile:
    """Check a document or a photo by its content.

    Photos go through `clean_image`. Raises `BadFile` with a sentence for what is too large,
    empty, or neither PDF, Word, Excel, PowerPoint nor a photo, and for files with macros.
    """
    check_size(upload, field)
    upload.seek(0)
    data = upload.read()
    if filetype.guess_mime(data[:261]) in IMAGE_TYPES:
        return clean_image(upload, field=field)
    ending = _ending(data)
    if ending is None:
        raise BadFile(
            _("“%(name)s” is not a PDF, Word, Excel, PowerPoint file or photo.")
            % {"name": upload.name},
            field=field,
        )
    return CleanFile(
        content=ContentFile(data, name=f"document.{ending}"),
        name=_named(upload.name or "document", ending),
        content_type=MIME[ending],
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _ending(data: bytes) -> str | None:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return None
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    kinds = {FOLDERS[folder] for folder in FOLDERS for name in names if name.startswith(folder)}
    return kinds.pop() if len(kinds) == 1 else None


def _named(name: str, ending: str) -> str:
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"{stem[:150] or 'document'}.{ending}"
