"""Documents: is a PDF or an office file what its name says? Pictures are encoded anew as always."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from masam.attachments.checks import BadFile, CleanFile, check_size, clean_image

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.core.files.uploadedfile import UploadedFile

PICTURES = frozenset({"jpg", "jpeg", "png", "webp"})
SCANS = PICTURES | {"pdf"}
# Kinds of office files by the part that only they have. None of them may carry macros.
OFFICE_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    **{kind: mime.decode() for mime, kind in OPEN_TYPES.items()},
}
DOCUMENTS = PICTURES | MIME.keys()


def clean_document(
    upload: UploadedFile, *, field: str = "file", kinds: Collection[str] = DOCUMENTS
) -> CleanFile:
    """Check a document by its content. `kinds` are the endings that are taken (`SCANS`).

    Raises `BadFile` with a sentence for what is too large, of another kind, damaged, with
    macros, or not what its name says. What is taken is only ever sent as a download.
    """
    check_size(upload, field)
    name = (upload.name or "file").replace("\\", "/").rsplit("/", 1)[-1]
    ending = name.rsplit(".", 1)[-1].lower()
    kind = _kind_of(upload)
    if kind is None and ending in PICTURES & set(kinds):
        return clean_image(upload, field=field)
    if kind is None or kind not in kinds or ending not in kinds:
        raise BadFile(_wanted(kinds) % {"name": name}, field=field)
    if kind != ending:
        raise BadFile(
            _("“%(name)s” is not what its name says. Please save it again and send that.")
            % {"name": name},
            field=field,
        )
    _check_whole(upload, kind, name, field)
    upload.seek(0)
    data = upload.read()
    return CleanFile(
        content=ContentFile(data, name=f"document.{kind}"),
        name=f"{name.rsplit('.', 1)[0][:150] or 'document'}.{kind}",
        content_type=MIME[kind],
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _wanted(kinds: Collection[str]) -> str:
    if "docx" in kinds:
        return _(
            "“%(name)s” cannot be taken. Please send a PDF, a picture, or a Word, Excel or "
            "OpenDocument file."
        )
    return _("“%(name)s” is neither a PDF nor a picture. Please scan the paper or photograph it.")


def _kind_of(upload: UploadedFile) -> str | None:
    """Give the kind a file has by its content, None when it is no document."""
    upload.seek(0)
    if upload.read(5) == b"%PDF-":
        return "pdf"
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as packed:
            return _office_kind(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None


def _office_kind(packed: zipfile.ZipFile) -> str | None:
    names = set(packed.namelist())
    found = next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)
    if found or "mimetype" not in names:
        return found
    with packed.open("mimetype") as part:
        return OPEN_TYPES.get(part.read(100).strip())


def _check_whole(upload: UploadedFile, kind: str, name: str, field: str) -> None:
    if kind == "pdf":
        upload.seek(max(0, (upload.size or 0) - 2048))
        if b"%%EOF" not in upload.read():
            raise BadFile(
                _("“%(name)s” is damaged and cannot be read.") % {"name": name}, field=field
            )
        return
    upload.seek(0)
    with zipfile.ZipFile(upload) as packed:
        if any(part.lower().endswith("vbaproject.bin") for part in packed.namelist()):
            raise BadFile(
                _("“%(name)s” carries macros. Please save it without them.") % {"name": name},
                field=field,
            )
