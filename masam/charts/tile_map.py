"""The tile map: every aimag and district the same size, as links on a page or as a picture."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from masam.charts.data import Unit
from masam.charts.drawing import (
    INK_2,
    MAP_STEPS,
    WHITE,
    Frame,
    figure,
    picture,
    tag,
    text,
    text_on,
)

# NSO code -> column, row, letters in Mongolian and English (looks.md 3). Districts stand in row 5.
TILE_POSITIONS: dict[str, tuple[int, int, str, str]] = {
    "85": (2, 1, "УВ", "UV"),
    "67": (4, 1, "ХӨ", "KG"),
    "61": (5, 1, "ОР", "OR"),
    "43": (6, 1, "СЭ", "SE"),
    "83": (1, 2, "БӨ", "BU"),
    "84": (2, 2, "ХО", "KD"),
    "81": (3, 2, "ЗА", "ZA"),
    "65": (4, 2, "АР", "AR"),
    "63": (5, 2, "БУ", "BL"),
    "45": (6, 2, "ДА", "DA"),
    "23": (7, 2, "ХЭ", "KN"),
    "21": (8, 2, "ДО", "DD"),
    "82": (3, 3, "ГА", "GA"),
    "64": (4, 3, "БХ", "BK"),
    "62": (5, 3, "ӨВ", "UR"),
    "41": (6, 3, "ТӨ", "TU"),
    "11": (7, 3, "УБ", "UB"),
    "22": (8, 3, "СҮ", "SU"),
    "46": (5, 4, "ӨМ", "UM"),
    "48": (6, 4, "ДУ", "DU"),
    "42": (7, 4, "ГС", "GS"),
    "44": (8, 4, "ДГ", "DG"),
    "1107": (1, 5, "БГ", "BG"),
    "1110": (2, 5, "БЗ", "BZ"),
    "1125": (3, 5, "ЧД", "CH"),
    "1119": (4, 5, "СБ", "SB"),
    "1122": (5, 5, "ХУ", "KU"),
    "1116": (6, 5, "СХ", "SK"),
    "1113": (7, 5, "НА", "NA"),
    "1101": (8, 5, "БН", "BN"),
    "1104": (9, 5, "БХД", "BKH"),
}
DISTRICT_ROW = 5


def tile_step(value: float, steps: Sequence[float]) -> int:
    """Return the map step 1..5 of a value; `steps` are the four lower bounds of steps 2..5."""
    return min(bisect_right(list(steps), value), len(MAP_STEPS) - 1) + 1


def _letters(unit: Unit, language: str) -> str:
    place = TILE_POSITIONS[unit.code]
    return place[3] if language == "en" else place[2]


def _placed(units: Iterable[Unit]) -> list[Unit]:
    known = [unit for unit in units if unit.code in TILE_POSITIONS]
    return sorted(
        known, key=lambda unit: (TILE_POSITIONS[unit.code][1], TILE_POSITIONS[unit.code][0])
    )


def tile_list(
    units: Iterable[Unit], *, steps: Sequence[float] = (35, 50, 60, 70), language: str = "mn"
) -> SafeString:
    """Return the tile map as lists of links: aimags in the shape of the country, districts in a row below.

    A unit without a group is dashed; one with a group but no value shows a dash. Units off the grid are left out.
    """
    placed = _placed(units)
    aimags = [unit for unit in placed if TILE_POSITIONS[unit.code][1] < DISTRICT_ROW]
    districts = [unit for unit in placed if TILE_POSITIONS[unit.code][1] == DISTRICT_ROW]
    lists = (("tiles", aimags), ("tiles districts", districts))
    return mark_safe(  # noqa: S308 - reason: all text is escaped in _tile
        "".join(
            f'<ul class="{name}">{"".join(_tile(unit, steps, language) for unit in each)}</ul>'
            for name, each in lists
            if each
        )
    )


def _tile(unit: Unit, steps: Sequence[float], language: str) -> str:
    column, row = TILE_POSITIONS[unit.code][:2]
    place = f"c{column}" if row == DISTRICT_ROW else f"c{column} r{row}"
    inner = tag("b", escape(_letters(unit, language)))
    if unit.has_group:
        inner += tag("span", figure(unit.value) if unit.value is not None else "–")
    said = f"{unit.name}: {unit.text}" if unit.text else unit.name
    look = {"class_": f"tile {_tone(unit, steps)}", "title": said}
    if unit.url:
        tile = tag("a", inner, href=unit.url, aria_label=said, **look)
    else:
        tile = tag("span", inner + tag("span", escape(said), class_="vh"), **look)
    return tag("li", tile, class_=place)


def _tone(unit: Unit, steps: Sequence[float]) -> str:
    if not unit.has_group:
        return "none"
    return "blank" if unit.value is None else f"m{tile_step(unit.value, steps)}"


def tiles(
    units: Iterable[Unit],
    *,
    steps: Sequence[float] = (35, 50, 60, 70),
    language: str = "mn",
    frame: Frame | None = None,
) -> SafeString:
    """Draw the tile map as one picture, for PDFs and slides."""
    side, gap = 46.0, 3.0
    placed = _placed(units)
    drawn = "".join(_square(unit, steps, language, side, gap) for unit in placed)
    return picture(drawn, 24 + 9 * (side + gap), 12 + 5 * (side + gap) + 14, frame,
                    "; ".join(f"{unit.name} {unit.text}".strip() for unit in placed if unit.has_group))  # fmt: skip


def _square(unit: Unit, steps: Sequence[float], language: str, side: float, gap: float) -> str:
    column, row = TILE_POSITIONS[unit.code][:2]
    x, y = 12 + (column - 1) * (side + gap), 6 + (row - 1) * (side + gap)
    y += 10 if row == DISTRICT_ROW else 0
    is_filled = unit.has_group and unit.value is not None
    fill = (
        MAP_STEPS[tile_step(unit.value, steps) - 1]
        if unit.has_group and unit.value is not None
        else WHITE
    )
    edge = {"stroke": INK_2, "stroke_dasharray": "none" if unit.has_group else "3 3"}
    drawn = tag(
        "rect", x=x, y=y, width=side, height=side, rx=4, fill=fill, **({} if is_filled else edge)
    )
    ink = text_on(fill) if is_filled else INK_2
    middle = {"text_anchor": "middle", "fill": ink}
    drawn += text(_letters(unit, language), x + side / 2, y + (20 if unit.has_group else 28),
                   font_weight="bold", **middle)  # fmt: skip
    if unit.has_group:
        shown = figure(unit.value) if unit.value is not None else "–"
        drawn += text(shown, x + side / 2, y + 36, font_size=12, **middle)
    return drawn
