"""Values over time: a line chart with direct labels, and a sparkline."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from masam.charts.data import Series
from masam.charts.drawing import (
    INK_2,
    LINE,
    SERIES_COLOURS,
    SKY,
    Frame,
    cut,
    figure,
    finite,
    picture,
    runs,
    short,
    tag,
    text,
)


@dataclass(frozen=True)
class _Field:
    """Where values lie: left edge, way from label to label, floor, pixels of one unit."""

    left: float
    step: float
    floor: float
    unit: float

    def place(self, at: int, value: float | None) -> tuple[float, float]:
        return self.left + self.step * at, self.floor - finite(value) * self.unit


def line(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    frame: Frame | None = None,
    width: float = 360,
    height: float = 170,
) -> SafeString:
    """Draw values over time, from zero up; each line carries its name and last value, so no legend is needed."""
    values = [finite(value) for one in series for value in one.values]
    top = _round_up(max(values, default=0))
    left, right, floor = 40.0, width - 108.0, height - 26.0
    step = (right - left) / max(1, len(labels) - 1)
    drawn = _scale(top, left, right, floor)
    for at in {0, len(labels) // 2, len(labels) - 1} if labels else ():
        anchor = "middle" if 0 < at < len(labels) - 1 else ("start" if at == 0 else "end")
        drawn += text(
            labels[at], left + step * at, height - 8, font_size=12, fill=INK_2, text_anchor=anchor
        )
    field = _Field(left, step, floor, (floor - 14) / top)
    taken: list[float] = []
    for one, colour in zip(series, SERIES_COLOURS, strict=False):
        drawn += _one_line(one, colour, field, taken)
    return picture(drawn, width, height, frame, ", ".join(one.label for one in series))


def _round_up(value: float) -> float:
    """The top of a scale: 1, 2, 4, 5 or 10 times a power of ten, at least 1."""
    power = 10 ** math.floor(math.log10(value)) if value >= 1 else 1
    return next(step * power for step in (1, 2, 4, 5, 10) if step * power >= value)


def _scale(top: float, left: float, right: float, floor: float) -> str:
    drawn = ""
    for share in (0, 0.5, 1):
        y = floor - share * (floor - 14)
        drawn += tag("line", x1=left, x2=right, y1=y, y2=y, stroke=LINE)
        drawn += text(
            figure(top * share), left - 6, y + 4, text_anchor="end", font_size=12, fill=INK_2
        )
    return drawn


def _one_line(one: Series, colour: str, field: _Field, taken: list[float]) -> str:
    """One line, its last point, value and name; `taken` are the heights other names stand on."""
    places = [
        field.place(at, value) if value is not None else None for at, value in enumerate(one.values)
    ]
    drawn = "".join(_polyline(run, colour) for run in runs(places))
    known = [(place, value) for place, value in zip(places, one.values, strict=True) if place]
    if not known:
        return drawn
    (x, y), value = known[-1]
    drawn += tag("circle", cx=x, cy=y, r=3.5, fill=colour)
    name_y = _free(y + 4, taken)
    drawn += text(figure(finite(value)), x + 8, name_y, font_weight="bold", fill=colour)
    return drawn + text(cut(one.label, 138), x + 8, name_y + 14, font_size=11, fill=INK_2)


def _polyline(run: Sequence[tuple[float, float]], colour: str) -> str:
    places = " ".join(f"{short(x)},{short(y)}" for x, y in run)
    return tag("polyline", points=places, fill="none", stroke=colour, stroke_width=2)


def _free(y: float, taken: list[float]) -> float:
    """A height for a label that no other label stands on."""
    while any(abs(y - other) < 30 for other in taken):
        y += 5
    taken.append(y)
    return y


def sparkline(
    values: Sequence[float | None], *, label: str = "", width: int = 80, height: int = 20
) -> SafeString:
    """Draw a small line without scale, for a KPI tile; `label` says it in words."""
    top = max((finite(value) for value in values), default=0) or 1
    step = (width - 6) / max(1, len(values) - 1)
    places = [
        (3 + step * at, height - 3 - finite(value) / top * (height - 6))
        if value is not None
        else None
        for at, value in enumerate(values)
    ]
    drawn = "".join(_polyline(run, SKY) for run in runs(places))
    last = next((place for place in reversed(places) if place), None)
    drawn += tag("circle", cx=last[0], cy=last[1], r=2.5, fill=SKY) if last else "<g/>"
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return mark_safe(tag("svg", drawn, width=width, height=height, **spoken))  # noqa: S308 - reason: `tag` escapes all text
