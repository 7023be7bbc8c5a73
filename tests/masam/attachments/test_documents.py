"""Documents are what their names say, or they are refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from masam.attachments.checks import MEBI, BadFile
from masam.attachments.documents import SCANS, clean_document

PDF = b"%PDF-1.4\nbody\n%%EOF\n"


def packed(*names: str, mimetype: bytes = b"") -> bytes:
    """Give a zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def image() -> bytes:
    """Give a small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")
ODT = packed("content.xml", mimetype=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("name", "data", "stored"),
    [
        ("тайлан.pdf", PDF, "application/pdf"),
        ("тайлан.DOCX", WORD, "wordprocessingml.document"),
        ("тайлан.odt", ODT, "opendocument.text"),
        ("зураг.png", image(), "image/jpeg"),
    ],
)
def test_a_document_is_taken_by_its_content(name, data, stored):
    clean = clean_document(SimpleUploadedFile(name, data))
    assert clean.content_type.endswith(stored)
    assert clean.name.startswith(name.split(".")[0])


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("а.pdf", b"", "хоосон"),
        ("а.pdf", b"%PDF-1.4 cut", "гэмтсэн"),
        ("а.pdf", WORD, "бичсэн төрөл биш"),
        ("а.docx", PDF, "бичсэн төрөл биш"),
        ("а.jpg", PDF, "бичсэн төрөл биш"),
        ("а.pdf", image(), "авах боломжгүй"),
        ("а.exe", b"MZ\x90\x00", "авах боломжгүй"),
        ("а.zip", packed("a.txt"), "авах боломжгүй"),
        ("а.docx", packed("word/document.xml", "word/vbaProject.bin"), "макро"),
        ("а.jpg", b"no picture", "зураг"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, data, sentence):
    with pytest.raises(BadFile, match=sentence):
        clean_document(SimpleUploadedFile(name, data))


def test_a_scan_is_a_pdf_or_a_picture_of_at_most_15_mb():
    with pytest.raises(BadFile, match="PDF ч биш"):
        clean_document(SimpleUploadedFile("а.docx", WORD), kinds=SCANS)
    large = SimpleUploadedFile("а.pdf", PDF)
    large.size = 40 * MEBI
    with pytest.raises(BadFile, match="15"):
        clean_document(large, kinds=SCANS)
