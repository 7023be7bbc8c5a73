"""The picture a shared link shows (Open Graph), 1200 x 630 pixels, drawn with our own font."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_noto_sans
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 1200, 630
EDGE = 72
WIDEST = WIDTH - 2 * EDGE
SKY, FELT, INK, INK_2 = "#0b5a9b", "#f7f5f1", "#17212b", "#4a5866"
# Chips: text on its tint (looks.md 7).
TONES = {
    "calm": ("#314a63", "#e8eef4"), "busy": ("#6f4a00", "#fdf1d3"),
    "good": ("#0f5130", "#e2f2e9"), "late": ("#8c1d12", "#fbe6e3"),
}  # fmt: skip
MOST_LINES = 3  # of the title


@dataclass(frozen=True)
class Card:
    """The words of a card; `tone` is calm, busy, good or late."""

    code: str
    title: str
    state: str
    tone: str
    lines: Sequence[str]
    source: str


def draw_card(card: Card) -> bytes:
    """Draw a card; give it as PNG with few colours (about 20 KB)."""
    image = Image.new("RGB", (WIDTH, HEIGHT), FELT)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 16), fill=SKY)
    pen.text((EDGE, 64), card.code, font=_font("Bold", 40), fill=SKY)
    below = _title(pen, card.title)
    below = _chip(pen, card, below + 24)
    for line in card.lines[:2]:
        pen.text((EDGE, below + 20), _cut(pen, line, _font("Regular", 34)),
                 font=_font("Regular", 34), fill=INK_2)  # fmt: skip
        below += 48
    pen.text((EDGE, HEIGHT - 84), f"MASAM · {card.source}", font=_font("Bold", 30), fill=INK)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _title(pen: ImageDraw.ImageDraw, title: str) -> int:
    """Write the title in at most three lines; give where it ends."""
    font, top = _font("Bold", 58), 128
    lines = _broken(pen, title, font)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    for line in lines:
        pen.text((EDGE, top), _cut(pen, line, font), font=font, fill=INK)
        top += 74
    return top


def _chip(pen: ImageDraw.ImageDraw, card: Card, top: int) -> int:
    ink, tint = TONES.get(card.tone, TONES["calm"])
    font = _font("Bold", 34)
    wide = pen.textlength(card.state, font=font)
    pen.rounded_rectangle((EDGE, top, EDGE + wide + 48, top + 64), radius=12, fill=tint)
    pen.text((EDGE + 24, top + 8), card.state, font=font, fill=ink)
    return top + 64


def _broken(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break a text into lines that fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) <= WIDEST:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _cut(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> str:
    """Shorten one line until it fits, with an ellipsis."""
    if pen.textlength(text, font=font) <= WIDEST:
        return text
    while text and pen.textlength(f"{text}…", font=font) > WIDEST:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Give Noto Sans in a weight ("Regular", "Bold") and a size in pixels; it has Ө, Ү and ₮."""
    root = Path(fontpkg_noto_sans.__file__).parent
    font = ImageFont.truetype(next(root.rglob("NotoSans[[]*.ttf")), size)
    font.set_variation_by_name(weight)
    return font
