"""Stacked bars: one in a table cell, or a whole picture of rows."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString, mark_safe

from masam.charts.data import Bar, Segment
from masam.charts.drawing import (
    WHITE,
    Frame,
    cut,
    drawn_legend,
    figure,
    finite,
    picture,
    short,
    tag,
    text,
    text_on,
)


def bar(segments: Sequence[Segment], scale: float, *, height: int = 20) -> SafeString:
    """Draw one stacked bar for a table cell; `scale` is the largest total of the table.

    Widths are in percent of the cell, so the bar stretches and the numbers keep their size. A number is printed
    when its segment is wider than 5 % of the cell; the label says all of them.
    """
    scale = finite(scale) or 1
    drawn, at = "", 0.0
    for part in segments:
        share = min(100 * finite(part.value) / scale, 100 - at)
        if share > 0:
            drawn += _piece(part, at, share, height)
        at += share
    said = ", ".join(f"{part.label} {figure(finite(part.value))}" for part in segments)
    return mark_safe(  # noqa: S308 - reason: all text is escaped above
        tag("svg", drawn or "<g/>", width="100%", height=height, role="img", aria_label=said)
    )


def _piece(part: Segment, at: float, share: float, height: int) -> str:
    x, width = f"{short(at)}%", f"{short(share)}%"
    drawn = tag("rect", x=x, width=width, height=height, fill=part.colour, stroke=WHITE)
    if share <= 5:
        return drawn
    middle = f"{short(at + share / 2)}%"
    return drawn + text(figure(part.value), middle, height / 2 + 4.5, text_anchor="middle",
                         font_weight="bold", fill=text_on(part.colour))  # fmt: skip


def legend_of(rows: Iterable[Bar]) -> list[tuple[str, str]]:
    """Return label and colour of every kind of segment, each once, in order."""
    seen: dict[str, str] = {}
    for row in rows:
        for part in row.segments:
            seen.setdefault(part.label, part.colour)
    return list(seen.items())


def bars(rows: Sequence[Bar], *, frame: Frame | None = None, width: float = 640) -> SafeString:
    """Draw stacked bars, one row each, name in front and total behind, legend above."""
    top, row_height, name_width, total_width = 30.0, 26.0, width * 0.28, 44.0
    longest = max((row.total for row in rows), default=0) or 1
    room = width - name_width - total_width - 12
    drawn = drawn_legend(legend_of(rows), 12, 14)
    for at, row in enumerate(rows):
        y = top + row_height * at
        drawn += text(cut(row.label, name_width), name_width - 8, y + 15, text_anchor="end")
        drawn += _row(row, name_width, y, room / longest)
        drawn += text(figure(row.total), width - 12, y + 15, text_anchor="end", font_weight="bold")
    return picture(drawn, width, top + row_height * len(rows), frame, _said(rows))


def _row(row: Bar, x: float, y: float, step: float) -> str:
    drawn = ""
    for part in row.segments:
        length = finite(part.value) * step
        if length:
            drawn += tag("rect", x=x, y=y, width=length, height=20, fill=part.colour, stroke=WHITE)
        if length > 22:
            drawn += text(figure(part.value), x + length / 2, y + 14.5, text_anchor="middle",
                           font_size=12, font_weight="bold", fill=text_on(part.colour))  # fmt: skip
        x += length
    return drawn


def _said(rows: Iterable[Bar]) -> str:
    return "; ".join(f"{row.label} {figure(row.total)}" for row in rows)
