"""Scores before and after: a dot plot."""

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString

from masam.charts.data import Pair
from masam.charts.drawing import (
    INK_2,
    LINE,
    SKY,
    WHITE,
    Frame,
    cut,
    figure,
    picture,
    tag,
    text,
)


def dots(
    pairs: Sequence[Pair],
    *,
    scale: tuple[float, float] = (1, 5),
    words: tuple[str, str] = ("before", "after"),
    frame: Frame | None = None,
    width: float = 320,
) -> SafeString:
    """Draw scores before (hollow) and after (full) on the scale of the round; `words` name the two, translated.

    Names stand above their line, so that long ones are whole on a phone. A first round has nothing
    before, and no legend.
    """
    low, high = scale
    left, right, row_height = 12.0, width - 40.0, 46.0
    has_before = any(pair.before is not None for pair in pairs)
    top = 46.0 if has_before else 24.0
    drawn = _dots_legend(words) if has_before else ""
    for tick in range(math.ceil(low), math.floor(high) + 1):
        x = left + (tick - low) / ((high - low) or 1) * (right - left)
        drawn += tag(
            "line", x1=x, x2=x, y1=top - 8, y2=top + row_height * len(pairs) - 4, stroke=LINE
        )
        drawn += text(tick, x, top - 12, font_size=12, fill=INK_2, text_anchor="middle")
    for at, pair in enumerate(pairs):
        y = top + row_height * at + 30
        drawn += tag("rect", x=left - 12, y=y - 27, width=width - 8, height=18, fill=WHITE)
        drawn += text(cut(pair.label, width + 16), left - 8, y - 13)
        drawn += _two(pair, y, left, (right - left) / ((high - low) or 1), low)
    said = "; ".join(f"{pair.label} {_score(pair.before)} → {_score(pair.after)}" for pair in pairs)
    return picture(drawn, width, top + row_height * len(pairs), frame, said)


def _score(value: float | None) -> str:
    return figure(value) if value is not None and math.isfinite(value) else "–"


def _dots_legend(words: tuple[str, str]) -> str:
    drawn = tag("circle", cx=18, cy=11, r=5, fill=WHITE, stroke=SKY, stroke_width=2)
    drawn += text(words[0], 30, 15, font_size=12, fill=INK_2)
    x = 54 + 7.2 * len(words[0])
    drawn += tag("circle", cx=x, cy=11, r=6, fill=SKY)
    return drawn + text(words[1], x + 12, 15, font_size=12, fill=INK_2)


def _two(pair: Pair, y: float, left: float, unit: float, low: float) -> str:
    places = [
        left + (value - low) * unit if value is not None and math.isfinite(value) else None
        for value in (pair.before, pair.after)
    ]
    before, after = places
    drawn = ""
    if before is not None and after is not None:
        drawn += tag("line", x1=before, x2=after, y1=y, y2=y, stroke=SKY, stroke_width=2)
    if before is not None:
        drawn += tag("circle", cx=before, cy=y, r=5, fill=WHITE, stroke=SKY, stroke_width=2)
    if after is not None:
        drawn += tag("circle", cx=after, cy=y, r=6, fill=SKY)
        is_right = before is None or after >= before
        drawn += text(_score(pair.after), after + (11 if is_right else -11), y + 4, font_weight="bold",
                       text_anchor="start" if is_right else "end")  # fmt: skip
    return drawn
