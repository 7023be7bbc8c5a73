"""Drawn examples for `/styleguide/`, of invented figures."""

from typing import Any

from django.utils.translation import gettext as _

from masam.charts.bar_chart import bar, bars, legend_of
from masam.charts.data import Bar, Pair, Segment, Series, Spot, Unit
from masam.charts.drawing import ACTION, FIXED, OPEN, REFERRED, Frame
from masam.charts.line_chart import line
from masam.charts.score_chart import dots
from masam.charts.soum_map import points
from masam.charts.tile_map import TILE_POSITIONS, tile_list

_COUNTS = {
    "Баянзүрх": (30, 7, 4, 2),
    "Дорнод": (31, 4, 7, 0),
    "Ховд": (26, 5, 2, 1),
    "Увс": (8, 2, 1, 0),
}


def _rows() -> list[Bar]:
    kinds = (
        (_("verified fixed"), FIXED),
        (_("in action"), ACTION),
        (_("open"), OPEN),
        (_("referred up"), REFERRED),
    )
    return [
        Bar(
            name,
            [Segment(word, n, colour) for n, (word, colour) in zip(counts, kinds, strict=True)],
        )
        for name, counts in _COUNTS.items()
    ]


def _units() -> list[Unit]:
    with_group = {
        "85": 75,
        "67": 50,
        "84": 74,
        "62": 73,
        "21": 70,
        "22": 34,
        "46": None,
        "1110": 67,
        "1125": 50,
    }
    return [
        Unit(
            code,
            code,
            with_group.get(code),
            url="#" if code in with_group else "",
            has_group=code in with_group,
        )
        for code in TILE_POSITIONS
    ]


def examples() -> dict[str, Any]:
    """Return one drawing of every kind."""
    rows = _rows()
    longest = max(row.total for row in rows)
    months = [str(month) for month in range(1, 10)]
    return {
        "legend": legend_of(rows),
        "bars": [(row.label, row.total, bar(row.segments, longest)) for row in rows],
        "tiles": tile_list(_units()),
        "line": line(
            months,
            [
                Series(_("reported"), [12, 14, 9, None, 21, 25, 22, 27, 31]),
                Series(_("verified fixed"), [2, 6, 8, 9, 12, 14, 19, 20, 24]),
            ],
        ),
        "dots": dots(
            [
                Pair("Хүлээх хугацаа", 2.1, 3.8),
                Pair("Эмийн хүртээмж", 3.2, 2.9),
                Pair("Ариун цэвэр", None, 4),
            ],
            words=(_("before"), _("after")),
        ),
        "points": points(
            [
                Spot("Жаргалант", 91.64, 48.0, 9, 14),
                Spot("Булган", 91.55, 46.1, 4, 2),
                Spot("Манхан", 92.22, 47.42, 2, 5),
                Spot("Дөргөн", 92.62, 48.32, 0, 1),
            ]
        ),
        "picture": bars(rows, frame=Frame(_("By group: state of the issues"), source="MASAM")),
    }
