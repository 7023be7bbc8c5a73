"""What was to stand by when, and what stands: one line for each milestone over the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from masam.charts.drawing import (
    FIXED,
    INK_2,
    LINE,
    OVERDUE,
    SKY,
    WHITE,
    Frame,
    cut,
    picture,
    tag,
    text,
)


@dataclass(frozen=True)
class Mark:
    """A milestone: its day, and the day it was done (None: not yet). `note` says it in words."""

    label: str
    due: date
    done: date | None = None
    note: str = ""


def milestones(
    marks: Sequence[Mark],
    *,
    start: date,
    end: date,
    today: date,
    word: str = "today",
    frame: Frame | None = None,
    width: float = 360,
) -> SafeString:
    """Draw milestones over the time from `start` to `end`, stretched to hold every mark.

    A ring is the day it is due (red when that has passed), a full circle the day it was done; a
    line joins the two. `word` names the line of today. Names stand above their line, so
    that they are whole on a phone.
    """
    days = [day for mark in marks for day in (mark.due, mark.done) if day]
    first, last = min([start, *days]), max([end, *days])
    left, right, top, height = 12.0, width - 12.0, 34.0, 44.0
    unit = (right - left) / max(1, (last - first).days)
    floor = top + height * len(marks)
    drawn = text(f"{first:%Y.%m}", left, 14, font_size=12, fill=INK_2)
    drawn += text(f"{last:%Y.%m}", right, 14, font_size=12, fill=INK_2, text_anchor="end")
    if first <= today <= last:
        drawn += _today(left + (today - first).days * unit, top, floor, word, (left, right))
    for at, mark in enumerate(marks):
        y = top + height * at + 30
        drawn += tag("line", x1=left, x2=right, y1=y, y2=y, stroke=LINE, stroke_width=2)
        drawn += text(cut(mark.label, width), left, y - 12)
        drawn += _mark(mark, y, left, unit, first, today)
    said = "; ".join(f"{mark.label} {mark.note}".strip() for mark in marks)
    return picture(drawn, width, floor, frame, said)


def _today(x: float, top: float, floor: float, word: str, edges: tuple[float, float]) -> str:
    drawn = tag("line", x1=x, x2=x, y1=top - 5, y2=floor, stroke=SKY, stroke_dasharray="3 3")
    half = 3.6 * len(word)
    place = min(max(x, edges[0] + half), edges[1] - half)
    return drawn + text(word, place, top - 10, font_size=11, fill=SKY, text_anchor="middle")


def _mark(mark: Mark, y: float, left: float, unit: float, first: date, today: date) -> str:
    due = left + (mark.due - first).days * unit
    if mark.done is None:
        colour = OVERDUE if mark.due < today else INK_2
        return tag("circle", cx=due, cy=y, r=6, fill=WHITE, stroke=colour, stroke_width=3)
    done = left + (mark.done - first).days * unit
    drawn = tag("line", x1=due, x2=done, y1=y, y2=y, stroke=FIXED, stroke_width=2)
    drawn += tag("circle", cx=due, cy=y, r=4, fill=WHITE, stroke=INK_2, stroke_width=2)
    return drawn + tag("circle", cx=done, cy=y, r=6, fill=FIXED)
