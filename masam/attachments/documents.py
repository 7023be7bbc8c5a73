"""Documents: is a PDF or an office file what its name says? Pictures are encoded anew as always."""

from __future__ import annotations

import hashlib
import re
import zipfile
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from masam.attachments.checks import MEBI, BadFile, CleanFile, check_size, clean_image

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
WRITTEN = DOCUMENTS | {"txt"}  # plain text too
MOST_UNPACKED = 200 * MEBI  # an office file of 15 MB rarely holds a quarter of that
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # an office file behind a password looks like one of 2003
LOCKED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
WEB_PAGE = re.compile(rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|svg|iframe|\?xml)",
                      re.IGNORECASE | re.DOTALL)  # fmt: skip
ENCODINGS = ("utf-8-sig", "utf-16", "cp1251")  # the last takes nearly everything


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
    _refuse_at_once(upload, ending, name, field)
    if ending == "txt" and "txt" in kinds:
        return _clean_text(upload, name, field)
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


def _refuse_at_once(upload: UploadedFile, ending: str, name: str, field: str) -> None:
    """Say what a file really is when its first bytes tell that it is none of ours."""
    upload.seek(0)
    head = upload.read(1024)
    if WEB_PAGE.search(head):
        raise BadFile(
            _("“%(name)s” is a web page. Please send a PDF of it, or a picture.") % {"name": name},
            field=field,
        )
    if head.startswith(OLD_OFFICE) and ending in MIME:
        raise _locked(name, field)


def _locked(name: str, field: str) -> BadFile:
    sentence = _("“%(name)s” is locked with a password. Please save it without one.")
    return BadFile(sentence % {"name": name}, field=field)


def _clean_text(upload: UploadedFile, name: str, field: str) -> CleanFile:
    """Take a plain text, kept in UTF-8 whatever it came in."""
    upload.seek(0)
    text = _decoded(upload.read())
    if text is None:
        raise BadFile(
            _("“%(name)s” is not what its name says. Please save it again and send that.")
            % {"name": name},
            field=field,
        )
    data = text.encode()
    return CleanFile(
        content=ContentFile(data, name="document.txt"),
        name=f"{name.rsplit('.', 1)[0][:150] or 'document'}.txt",
        content_type="text/plain",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _decoded(data: bytes) -> str | None:
    """Give the text, None when the bytes are none: a control character is never written."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ENCODINGS if is_wide else ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if re.search(r"[\x00-\x08\x0e-\x1a]", text) else text
    return None


def _check_whole(upload: UploadedFile, kind: str, name: str, field: str) -> None:
    if kind == "pdf":
        upload.seek(0)
        data = upload.read()
        if b"%%EOF" not in data[-2048:]:
            raise BadFile(
                _("“%(name)s” is damaged and cannot be read.") % {"name": name}, field=field
            )
        if LOCKED_PDF.search(data):
            raise _locked(name, field)
        return
    upload.seek(0)
    with zipfile.ZipFile(upload) as packed:
        if any(part.flag_bits & 1 for part in packed.infolist()):
            raise _locked(name, field)
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise BadFile(
                _("“%(name)s” would grow to more than %(most)d MB when opened. It is refused.")
                % {"name": name, "most": MOST_UNPACKED // MEBI},
                field=field,
            )
        if any(part.lower().endswith("vbaproject.bin") for part in packed.namelist()):
            raise BadFile(
                _("“%(name)s” carries macros. Please save it without them.") % {"name": name},
                field=field,
            )
