"""Hiding areas of a picture: a new picture in which nothing lies under the black."""

from __future__ import annotations

import hashlib
import io
import math
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from masam.attachments.checks import JPEG_QUALITY, CleanFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from masam.attachments.models import Attachment

COVER = "#17212b"


def covered(picture: Attachment, areas: Iterable[Sequence[float]]) -> CleanFile:
    """Give a copy of a picture with areas painted over; nothing else of the file survives.

    `areas` are [left, top, width, height] in percent. Each is widened to whole pixels, and by
    one more, so that no edge of what lies beneath shines through.
    """
    with picture.file.open("rb") as stream, Image.open(stream) as image:
        copy = Image.new("RGB", image.size, "white")
        copy.paste(image.convert("RGB"))
    draw = ImageDraw.Draw(copy)
    for left, top, width, height in areas:
        corner = (_low(left, copy.width), _low(top, copy.height))
        end = (_high(left + width, copy.width), _high(top + height, copy.height))
        draw.rectangle((corner, end), fill=COVER)
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    data = out.getvalue()
    return CleanFile(
        content=ContentFile(data, name="photo.jpg"),
        name=picture.name,
        content_type="image/jpeg",
        sha256=hashlib.sha256(data).hexdigest(),
        width=copy.width,
        height=copy.height,
    )


def _low(percent: float, whole: int) -> int:
    return max(0, math.floor(percent * whole / 100) - 1)


def _high(percent: float, whole: int) -> int:
    return min(whole - 1, math.ceil(percent * whole / 100) + 1)
