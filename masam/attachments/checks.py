"""Is the file what it says? Images are decoded and encoded anew, so nothing else survives."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import filetype
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MEBI = 1024 * 1024
MOST_BYTES = 15 * MEBI
MOST_PIXELS = 60_000_000  # a 50-megapixel phone camera passes, a decompression bomb does not
LONG_SIDE = 1600
JPEG_QUALITY = 78
IMAGE_TYPES = {"image/jpeg", "image/png", "image/webp"}


class BadFile(DomainError):
    """A file that is refused, with the sentence for the person who sent it."""


@dataclass(frozen=True)
class CleanFile:
    """A checked file, ready to be stored: its bytes and what is true of them."""

    content: ContentFile[bytes]
    name: str
    content_type: str
    sha256: str
    width: int | None = None
    height: int | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return int(self.content.size)


def clean_image(upload: UploadedFile, *, field: str = "photo") -> CleanFile:
    """Check a photo by its content and encode it anew: turned upright, shrunk, without position.

    Raises `BadFile` with a sentence for what is too large, no photo, or damaged.
    """
    check_size(upload, field)
    upload.seek(0)
    kind = filetype.guess_mime(upload.read(261))
    if kind not in IMAGE_TYPES:
        raise BadFile(
            _("“%(name)s” is not a photo. Please choose a JPEG, PNG or WebP picture.")
            % {"name": upload.name},
            field=field,
        )
    image = _decode(upload, field)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    data = out.getvalue()
    return CleanFile(
        content=ContentFile(data, name="photo.jpg"),
        name=_as_jpeg(upload.name or "photo"),
        content_type="image/jpeg",
        sha256=hashlib.sha256(data).hexdigest(),
        width=image.width,
        height=image.height,
    )


def check_size(upload: UploadedFile, field: str) -> None:
    """Raise `BadFile` for a file that is too large or empty."""
    if (upload.size or 0) > MOST_BYTES:
        raise BadFile(
            _("“%(name)s” is larger than %(most)d MB. Please send a smaller one.")
            % {"name": upload.name, "most": MOST_BYTES // MEBI},
            field=field,
        )
    if not upload.size:
        raise BadFile(_("“%(name)s” is empty.") % {"name": upload.name}, field=field)


def _decode(upload: UploadedFile, field: str) -> Image.Image:
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload)
            if image.width * image.height > MOST_PIXELS:
                raise BadFile(_("The picture has too many pixels."), field=field)
            image.load()
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise BadFile(
            _("“%(name)s” is damaged and cannot be read.") % {"name": upload.name}, field=field
        ) from error
    # EXIF turns are applied to the pixels; a fresh RGB image carries no metadata at all.
    upright = ImageOps.exif_transpose(image)
    flat = Image.new("RGB", upright.size, "white")
    rgba = upright.convert("RGBA")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    flat.thumbnail((LONG_SIDE, LONG_SIDE))
    return flat


def _as_jpeg(name: str) -> str:
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"{stem[:150] or 'photo'}.jpg"
