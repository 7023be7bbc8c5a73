"""Small hands: elements, texts, colours, and the frame around a picture that leaves its page."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Data colours, far apart for every kind of sight (looks.md 7); overdue is a part of open and in action.
FIXED, ACTION, OPEN, OVERDUE, REFERRED = "#1a7f5a", "#c08400", "#8497aa", "#9c1c14", "#5b4b8a"
SKY, INK, INK_2, LINE, WHITE = "#0b5a9b", "#17212b", "#4a5866", "#cfd6dc", "#ffffff"
MAP_STEPS = ("#e3eef6", "#b5d3e8", "#78afd6", "#1f6eaa", "#0a3d69")
FONT = "Noto Sans, system-ui, Segoe UI, Roboto, sans-serif"
SERIES_COLOURS = (SKY, FIXED, ACTION, OVERDUE)


@dataclass(frozen=True)
class Frame:
    """What a picture needs when it leaves the page: title (the finding), a sentence about it, source."""

    title: str
    description: str = ""
    source: str = ""


def finite(value: float | None) -> float:
    """A number that can be drawn: nothing, NaN, infinite and negative become 0."""
    return float(value) if value is not None and math.isfinite(value) and value > 0 else 0.0


def short(value: float) -> str:
    """A coordinate or a count without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def figure(value: float) -> str:
    """A number as printed: thousands apart, one decimal at most."""
    return f"{value:,.1f}".removesuffix(".0").replace(",", "\u202f")


def tag(name: str, inner: str = "", **attributes: object) -> str:
    """One element; `inner` is ready markup, attributes are escaped, `_` in names is `-`."""
    pairs = "".join(
        f' {key.strip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{inner}</{name}>" if inner else f"<{name}{pairs}/>"


def _value(value: object) -> str:
    return short(value) if isinstance(value, float) else escape(value)


def text(words: object, x: object, y: object, **attributes: object) -> str:
    given = {"font_size": 13, "fill": INK, **attributes}
    return tag("text", escape(words), x=x, y=y, **given)


def text_on(colour: str) -> str:
    """The readable text colour on a ground: white or ink, whichever has more contrast."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return WHITE if light < 0.2 else INK


def picture(inner: str, width: float, height: float, frame: Frame | None, label: str) -> SafeString:
    """The whole SVG; with a frame it gets ground, title above and source below."""
    above, below, around = _around(frame, width, height)
    words = frame.title if frame else label
    named = tag("title", escape(words)) if words else ""
    named += tag("desc", escape(frame.description)) if frame and frame.description else ""
    if frame:
        inner = around + tag("g", inner, transform=f"translate(0 {short(above)})")
    box = f"0 0 {short(width)} {short(height + above + below)}"
    size = {"width": width, "height": height + above + below} if frame else {}
    return mark_safe(  # noqa: S308 - reason: all text is escaped above
        tag("svg", named + inner, xmlns="http://www.w3.org/2000/svg", viewBox=box, **size,
             role="img", aria_label=words, font_family=FONT)
    )  # fmt: skip


def _around(frame: Frame | None, width: float, height: float) -> tuple[float, float, str]:
    """Heights above and below a framed picture, and what is drawn there."""
    if frame is None:
        return 0, 0, ""
    lines = wrap(frame.title, max(20, int(width / 9.5)))
    sources = wrap(frame.source, max(30, int(width / 6.2)))
    above, below = 24.0 * len(lines) + 16, 17.0 * len(sources) + 14
    drawn = tag("rect", width=width, height=height + above + below, fill=WHITE)
    for at, words in enumerate(lines):
        drawn += text(words, 12, 28 + 24 * at, font_size=18, font_weight="bold")
    for at, words in enumerate(sources):
        y = height + above + 18 + 17 * at
        drawn += text(words, 12, y, font_size=11, fill=INK_2)
    return above, below, drawn


def cut(words: str, width: float) -> str:
    """Shorten a name to what fits (about 7.5 px a letter at 13 px)."""
    room = int((width - 16) / 7.5)
    return words if len(words) <= room else words[: room - 1] + "…"


def drawn_legend(pairs: Sequence[tuple[str, str]], x: float, y: float) -> str:
    drawn = ""
    for label, colour in pairs:
        drawn += tag("rect", x=x, y=y - 11, width=13, height=13, rx=3, fill=colour)
        drawn += text(label, x + 19, y, font_size=12, fill=INK_2)
        x += 36 + 7.2 * len(label)
    return drawn


def runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Cut at the gaps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if len(run) > 1]
