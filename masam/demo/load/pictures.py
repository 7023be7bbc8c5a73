"""Pictures for the demo: drawn here, plain colours and shapes, never a stranger's photo."""

from __future__ import annotations

import hashlib
import io
from functools import cache

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from masam.attachments.checks import CleanFile

SIZE = (640, 480)
WALLS = ("#d9d2c3", "#cfd8dc", "#e3d5ca", "#d8e2dc")


def picture(number: int, *, fixed: bool) -> CleanFile:
    """Give a picture of a wall with a door: broken, or repaired. `number` chooses the colours."""
    data = _drawn(number % 8, fixed=fixed)
    return CleanFile(
        content=ContentFile(data, name="photo.jpg"),
        name="zasvar.jpg" if fixed else "asuudal.jpg",
        content_type="image/jpeg",
        sha256=hashlib.sha256(data).hexdigest(),
        width=SIZE[0],
        height=SIZE[1],
    )


@cache
def _drawn(number: int, *, fixed: bool) -> bytes:
    image = Image.new("RGB", SIZE, WALLS[number % 4])
    draw = ImageDraw.Draw(image)
    left = 150 + 30 * (number % 5)
    draw.rectangle((0, 400, 640, 480), fill="#8d8577")
    draw.rectangle((left, 120, left + 170, 400), fill="#2e6f57" if fixed else "#6b5847")
    draw.rectangle((left + 230, 150, left + 360, 270), fill="#9cc3d5" if fixed else "#4a4f55")
    if fixed:
        draw.ellipse((left + 135, 250, left + 155, 270), fill="#f2c14e")
        draw.polygon([(left - 120, 400), (left, 400), (left, 350)], fill="#b9b1a1")
    else:
        for shift in range(0, 120, 30):
            draw.line((left + 20 + shift, 130, left + 60 + shift, 390), fill="#2d241d", width=4)
        draw.line((left + 230, 150, left + 360, 270), fill="#e8e8e8", width=3)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()
