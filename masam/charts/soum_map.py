"""Issues of one aimag on a map of soum centres."""

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString

from masam.charts.data import Spot
from masam.charts.drawing import (
    FIXED,
    LINE,
    OPEN,
    WHITE,
    Frame,
    picture,
    short,
    tag,
    text,
)


def points(
    spots: Sequence[Spot],
    *,
    outline: Sequence[Sequence[tuple[float, float]]] = (),
    frame: Frame | None = None,
    width: float = 360,
) -> SafeString:
    """Draw one circle per soum of an aimag: area is the count, the inner part what is verified fixed.

    `outline` are rings of (degrees east, degrees north). Places are soum centres, never addresses.
    """
    corners = [(spot.east, spot.north) for spot in spots] + [
        place for ring in outline for place in ring
    ]
    if not corners:
        return picture("<g/>", width, 40, frame, "")
    flat = math.cos(math.radians(sum(north for _, north in corners) / len(corners)))
    west, south = min(x for x, _ in corners), min(y for _, y in corners)
    wide, tall = max(x for x, _ in corners) - west, max(y for _, y in corners) - south
    scale = min((width - 96) / max(wide * flat, 0.01), (width - 110) / max(tall, 0.01))
    height = tall * scale + 72
    side = (width - wide * flat * scale) / 2

    def place(east: float, north: float) -> tuple[float, float]:
        return side + (east - west) * flat * scale, height - 36 - (north - south) * scale

    drawn = "".join(_ring([place(*corner) for corner in ring]) for ring in outline)
    most = max((spot.open + spot.fixed for spot in spots), default=1) or 1
    drawn += "".join(_spot(spot, *place(spot.east, spot.north), most) for spot in spots)
    said = "; ".join(f"{spot.label} {spot.open + spot.fixed}" for spot in spots)
    return picture(drawn, width, height, frame, said)


def _ring(places: Sequence[tuple[float, float]]) -> str:
    path = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in places) + "z"
    return tag("path", d=path, fill="#f7f5f1", stroke=LINE)


def _spot(spot: Spot, x: float, y: float, most: int) -> str:
    total = spot.open + spot.fixed
    outer = 5 + 15 * math.sqrt(total / most)
    inner = outer * math.sqrt(spot.fixed / total) if total else 0
    drawn = tag("circle", cx=x, cy=y, r=outer, fill=OPEN, stroke=WHITE)
    drawn += tag("circle", cx=x, cy=y, r=inner, fill=FIXED) if inner else ""
    drawn += text(f"{spot.label} {total}", x, y + outer + 12, font_size=11, text_anchor="middle")
    return tag("a", drawn, href=spot.url) if spot.url else drawn
