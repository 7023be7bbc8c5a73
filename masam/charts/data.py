"""What charts are made of: frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from masam.charts.drawing import finite


@dataclass(frozen=True)
class Segment:
    """One part of a stacked bar: a count in a colour."""

    label: str
    value: float
    colour: str


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart."""

    label: str
    segments: Sequence[Segment]

    @property
    def total(self) -> float:
        """Sum of the row."""
        return sum(finite(part.value) for part in self.segments)


@dataclass(frozen=True)
class Series:
    """Values in the order of the labels of a line chart; None is a gap, not a zero."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Unit:
    """One aimag or district of the tile map; code is the NSO code, `text` what is said in full about it."""

    code: str
    name: str
    value: float | None = None
    text: str = ""
    url: str = ""
    has_group: bool = True


@dataclass(frozen=True)
class Spot:
    """Issues of one soum: degrees east and north, counts open and verified fixed."""

    label: str
    east: float
    north: float
    open: int
    fixed: int
    url: str = ""


@dataclass(frozen=True)
class Pair:
    """One score before and after, on the scale of the round."""

    label: str
    before: float | None
    after: float | None
