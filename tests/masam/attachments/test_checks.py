"""Photos are known by their content and stored anew; everything else gets a sentence."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from masam.attachments import checks
from masam.attachments.checks import BadFile, clean_image


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Give a small picture as bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, "#0b5a9b").save(out, kind, **options)
    return out.getvalue()


def upload(data: bytes, name: str = "зураг.jpg") -> SimpleUploadedFile:
    """Give an upload of these bytes."""
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def with_position() -> bytes:
    """Give a JPEG whose EXIF block names a camera, a place, and a turn to the right."""
    exif = Image.Exif()
    exif[0x0110] = "SpyCam"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (48.0, 0.0, 20.0)
    return picture(exif=exif)


def test_position_and_camera_are_gone_and_the_picture_is_upright() -> None:
    clean = clean_image(upload(with_position()))
    data = clean.content.read()
    stored = Image.open(io.BytesIO(data))
    assert not stored.getexif()
    assert b"SpyCam" not in data
    assert stored.size == (30, 40) == (clean.width, clean.height)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_become_jpeg(kind: str) -> None:
    clean = clean_image(upload(picture(kind), f"a.{kind.lower()}"))
    assert clean.content_type == "image/jpeg"
    assert clean.name == "a.jpg"


def test_a_large_photo_is_shrunk() -> None:
    clean = clean_image(upload(picture(size=(4000, 1000))))
    assert (clean.width, clean.height) == (checks.LONG_SIDE, 400)


def test_bytes_behind_the_picture_do_not_survive() -> None:
    clean = clean_image(upload(picture() + b"<script>alert(1)</script>"))
    assert b"script" not in clean.content.read()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 not a photo", "зураг биш"),
        (b"", "хоосон"),
        (picture()[:200], "гэмтсэн"),
        (b"GIF89a" + b"\0" * 300, "зураг биш"),
    ],
    ids=["pdf", "empty", "cut", "gif"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(BadFile) as caught:
        clean_image(upload(data))
    assert words in str(caught.value)
    assert caught.value.field == "photo"


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadFile, match="15"):
        clean_image(upload(b"\xff\xd8\xff" + b"0" * (checks.MOST_BYTES + 1)))


def test_a_bomb_of_pixels_is_refused() -> None:
    bomb = picture("PNG", size=(9000, 9000))
    with pytest.raises(BadFile):
        clean_image(upload(bomb, "bomb.png"))


def test_a_path_in_the_name_is_dropped() -> None:
    assert clean_image(upload(picture(), "C:\\Users\\Дорж\\fix.JPG")).name == "fix.jpg"
