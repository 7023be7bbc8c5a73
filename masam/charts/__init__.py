"""Charts: rows in, SVG string out. Pure functions; one renderer for page, PDF and picture (looks.md 2).

`bar` draws one stacked bar for a table cell (it stretches, its text does not). The others draw whole pictures with a
`viewBox`: `bars`, `line`, `tiles`, `points`, `dots`, `milestones`. With a `Frame` a picture stands alone: white ground, title,
source. `tile_list` is the tile map as a list of links, for pages. Colours and sizes are attributes and icons are
written out, because page styles and `<use>` are lost in PDFs. Text is escaped here; results are safe strings.
"""

from masam.charts.bar_chart import bar, bars, legend_of
from masam.charts.data import Bar, Pair, Segment, Series, Spot, Unit
from masam.charts.drawing import ACTION, FIXED, MAP_STEPS, OPEN, OVERDUE, REFERRED, Frame
from masam.charts.line_chart import line, sparkline
from masam.charts.milestones import Mark, milestones
from masam.charts.score_chart import dots
from masam.charts.soum_map import points
from masam.charts.tile_map import TILE_POSITIONS, tile_list, tile_step, tiles

__all__ = [
    "ACTION",
    "FIXED",
    "MAP_STEPS",
    "OPEN",
    "OVERDUE",
    "REFERRED",
    "TILE_POSITIONS",
    "Bar",
    "Frame",
    "Mark",
    "Pair",
    "Segment",
    "Series",
    "Spot",
    "Unit",
    "bar",
    "bars",
    "dots",
    "legend_of",
    "line",
    "milestones",
    "points",
    "sparkline",
    "tile_list",
    "tile_step",
    "tiles",
]
