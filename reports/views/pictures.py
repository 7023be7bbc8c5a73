"""From figures to charts: the same rows for the page, the picture and the file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from masam import charts
from masam.charts import Bar, Frame, Segment, Series, Unit
from masam.places.models import Unit as PlaceUnit
from masam.ui import wording
from masam.ui.addresses import address

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString

    from reports.queries import Choice, Figures, National, Place
    from reports.queries.national import PlaceLine

STEPS = 4


@dataclass(frozen=True)
class BarRow:
    """One row of the chart by group."""

    place: Place
    url: str
    bar: SafeString
    figures: Figures


def segments(figures: Figures) -> list[Segment]:
    """Give the parts of a bar: the issues recorded in the period, by their state now."""
    return [
        Segment(_("verified fixed"), figures.fixed_by_now, charts.FIXED),
        Segment(_("in action"), figures.acting, charts.ACTION),
        Segment(_("open"), figures.open, charts.OPEN),
        Segment(_("referred up"), figures.referred, charts.REFERRED),
    ]


def legend() -> list[tuple[str, str]]:
    """Give (label, colour) of the parts of a bar."""
    parts = ((_("verified fixed"), charts.FIXED), (_("in action"), charts.ACTION),
             (_("open"), charts.OPEN), (_("referred up"), charts.REFERRED))  # fmt: skip
    return list(parts)


def place_url(place: Place, choice: Choice) -> str:
    """Give the address of a group's page that keeps the filters."""
    return address(place.slug) + choice.query(group="", state="")


def bar_rows(national: National) -> list[BarRow]:
    """Give the chart by group as rows of a table."""
    lines = national.groups
    drawn = [(line, segments(line.figures)) for line in lines]
    scale = max((sum(part.value for part in parts) for _line, parts in drawn), default=0)
    return [
        BarRow(line.place, place_url(line.place, national.choice), charts.bar(parts, scale),
               line.figures)
        for line, parts in drawn
    ]  # fmt: skip


def source(national: National) -> str:
    """Give what stands below every picture: what, when, from where."""
    words = _("MASAM, %(period)s. Issues the groups published. As of %(moment)s.")
    return words % {
        "period": national.choice.period.label, "moment": wording.moment(national.made_at)
    }  # fmt: skip


def bars_picture(national: National) -> SafeString:
    """Give the chart by group as a picture that can leave the page."""
    rows = [Bar(line.place.name, segments(line.figures)) for line in national.groups]
    title = _("Issues recorded in the period, by their state now")
    return charts.bars(rows, frame=Frame(title, source=source(national)))


def steps_of(national: National) -> list[int]:
    """Give the lower bounds of the map's steps 2 to 5, from the largest value."""
    most = max((line.figures.fixed for line in national.groups), default=0)
    width = max(1, -(-most // (STEPS + 1)))
    return [width * step for step in range(1, STEPS + 1)]


def map_units(national: National) -> list[Unit]:
    """Give every aimag and district with its group's verified fixes of the period."""
    lines = {line.place.unit_code: line for line in national.groups}
    names = PlaceUnit.objects.filter(code__in=charts.TILE_POSITIONS)
    return [_map_unit(unit, lines.get(unit.code), national) for unit in names]


def _map_unit(unit: Any, line: PlaceLine | None, national: National) -> Unit:
    if line is None:
        return Unit(unit.code, unit.name, text=_("no group"), has_group=False)
    figures = line.figures
    words = _("verified fixed in the period: %(fixed)s; recorded: %(recorded)s")
    said = words % {"fixed": figures.fixed, "recorded": figures.recorded}
    url = place_url(line.place, national.choice)
    return Unit(unit.code, unit.name, figures.fixed, said, url)


def tile_map(national: National) -> SafeString:
    """Give the tile map as lists of links."""
    return charts.tile_list(
        map_units(national), steps=steps_of(national), language=get_language() or "mn"
    )


def tiles_picture(national: National) -> SafeString:
    """Give the tile map as a picture that can leave the page."""
    frame = Frame(_("Verified fixed in the period, by aimag and district"), source=source(national))
    return charts.tiles(
        map_units(national), steps=steps_of(national), language=get_language() or "mn", frame=frame
    )


def map_legend(national: National) -> list[tuple[str, str]]:
    """Give (words, colour) of the map's steps."""
    bounds = [0, *steps_of(national)]
    words = [f"{low}–{high - 1}" if high - 1 > low else str(low) for low, high in pairwise(bounds)]
    return list(zip([*words, f"{bounds[-1]}+"], charts.MAP_STEPS, strict=True))


def trend(months: tuple[tuple[date, int, int], ...], frame: Frame | None = None) -> SafeString:
    """Give recorded and verified fixed by month as lines."""
    labels = [f"{month:%Y.%m}" for month, _recorded, _fixed in months]
    series = [
        Series(_("recorded"), [recorded for _month, recorded, _fixed in months]),
        Series(_("verified fixed"), [fixed for _month, _recorded, fixed in months]),
    ]
    # In a page the picture is as wide as a phone, so that its words keep their size there.
    return charts.line(labels, series, frame=frame, width=560 if frame else 320)
