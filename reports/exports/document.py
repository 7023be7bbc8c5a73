"""A snapshot in words of one language: PDF, XLSX and CSV are drawn from the same document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groups.models import Stakeholder
from issues.lifecycle import IssueState
from masam import charts
from masam.calendars.periods import parse
from masam.charts import Bar, Segment, Series
from masam.organisations.models import Sector
from masam.ui import wording
from reports.indicators import INCLUSION, INDICATORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reports.models import Report

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """A table: headings and rows; numbers stay numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of the document; `chart` is an SVG, `alt` says it in words."""

    title: str
    table: Table | None = None
    words: str = ""
    chart: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Document:
    """A report in one language."""

    language: str
    title: str
    subtitle: str
    made: str
    link: str
    sections: tuple[Section, ...] = field(default_factory=tuple)


def build(report: Report, language: str, link: str) -> Document:
    """Give the report's snapshot as a document in the language that is active now."""
    data: Any = report.snapshot
    name = data["group"][f"name_{language}"]
    made = datetime.fromisoformat(data["made_at"])
    return Document(
        language=language,
        title=_("%(group)s: report of the group") % {"group": name},
        subtitle=parse(data["period"]).label,
        made=_("Frozen on %(moment)s") % {"moment": wording.moment(made)},
        link=link,
        sections=(
            _figures(data), _sectors(data), _states(data), _months(data), _fixed(data, language),
            _overdue(data, language), _meetings(data), _came(data), *_inclusion(data),
            _definitions(),
        ),
    )  # fmt: skip


def _figures(data: Mapping[str, Any]) -> Section:
    rows = tuple(
        (name, *(_shown(key, data, side) for side in ("all", "public")))
        for key, name in _names().items()
    )
    head = (_("Figure"), _("All the group recorded"), _("Of it published"))
    cut = wording.day(date.fromisoformat(data["cut_date"]))
    words = _("The fix-rate counts problems verified before %(day)s, at least 90 days ago.")
    return Section(_("The period in figures"), Table(head, rows), words % {"day": cut})


def _names() -> dict[str, str]:
    return {indicator.key: str(indicator.name) for indicator in INDICATORS}


def _shown(key: str, data: Mapping[str, Any], side: str) -> Cell:
    figures = data["figures"][side]
    if key.startswith("feedback") and side == "public":
        return wording.NOTHING  # what citizens wrote is the group's, a count of it may be small
    if key == "feedback_on_time":
        return wording.share(figures["feedback_on_time"], figures["feedback_due"])
    if key == "fix_rate":
        return wording.share(figures["problems_fixed"], figures["problems"])
    if key == "answered_on_time":
        return wording.share(figures["on_time"], figures["sent"])
    if key == "median_days":
        return data["median_days"][side]
    return figures[key]


def _sectors(data: Mapping[str, Any]) -> Section:
    head = (_("Sector"), _("Recorded"), _("Verified fixed"), _("Overdue today"))
    rows = tuple(
        (str(Sector(sector).label).capitalize(), figures["recorded"], figures["fixed"],
         figures["overdue"])
        for sector, figures in data["sectors"].items()
    )  # fmt: skip
    return Section(_("By sector"), Table(head, rows))


def _states(data: Mapping[str, Any]) -> Section:
    head = (_("State now"), _("Issues recorded in the period"))
    rows = tuple((str(IssueState(state).label).capitalize(), n) for state, n in data["states"])
    figures = data["figures"]["all"]
    parts = [
        Segment(_("verified fixed"), figures["fixed_by_now"], charts.FIXED),
        Segment(_("in action"), figures["acting"], charts.ACTION),
        Segment(_("open"), figures["open"], charts.OPEN),
        Segment(_("referred up"), figures["referred"], charts.REFERRED),
    ]
    bar = charts.bars([Bar(_("Issues"), parts)])
    alt = ", ".join(f"{part.label} {part.value}" for part in parts)
    return Section(_("Issues recorded in the period, by their state now"), Table(head, rows),
                   chart=bar if rows else "", alt=alt)  # fmt: skip


def _months(data: Mapping[str, Any]) -> Section:
    rows = [(date.fromisoformat(day), recorded, fixed) for day, recorded, fixed in data["months"]]
    labels = [f"{day:%Y.%m}" for day, _recorded, _fixed in rows]
    series = [
        Series(_("recorded"), [row[1] for row in rows]),
        Series(_("verified fixed"), [row[2] for row in rows]),
    ]
    chart = charts.line(labels, series, width=560, height=200)
    table = Table(
        (_("Month"), _("Recorded"), _("Verified fixed")),
        tuple((label, *row[1:]) for label, row in zip(labels, rows, strict=True)),
    )
    alt = _(
        "Issues recorded and verified fixed in each of twelve months; the table has the numbers"
    )
    return Section(_("The last twelve months"), table, chart=chart, alt=alt)


def _fixed(data: Mapping[str, Any], language: str) -> Section:
    head = (_("Number"), _("Issue"), _("Service point"), _("Days"))
    rows = tuple(
        (row["code"], row["title"], row[f"point_{language}"], row["days"]) for row in data["fixed"]
    )
    words = "" if rows else _("No fix was verified in this period.")
    return Section(_("Verified fixed in the period"), Table(head, rows) if rows else None, words)


def _overdue(data: Mapping[str, Any], language: str) -> Section:
    head = (_("Number"), _("Issue"), _("Service point"), _("State"), _("Days late"))
    rows = tuple(
        (row["code"], row["title"], row[f"point_{language}"],
         str(IssueState(row["state"]).label), row["days"])
        for row in data["overdue"]
    )  # fmt: skip
    words = "" if rows else _("Nothing is overdue.")
    day = wording.day(date.fromisoformat(data["today"]))
    title = _("Waiting past their date, on %(day)s") % {"day": day}
    return Section(title, Table(head, rows) if rows else None, words)


def _meetings(data: Mapping[str, Any]) -> Section:
    head = (_("Date"), _("Topic"), _("Members present"), _("Guests"), _("Decisions"))
    rows = tuple(
        (wording.day(date.fromisoformat(row["date"]), "short"), row["topic"], row["present"],
         row["guests"], row["decisions"])
        for row in data["meetings"]
    )  # fmt: skip
    words = "" if rows else _("The group did not record a meeting in this period.")
    return Section(_("Meetings"), Table(head, rows) if rows else None, words)


def _came(data: Mapping[str, Any]) -> Section:
    names = {**dict(Stakeholder.choices), "guest_female": _("guests, women"),
             "guest_male": _("guests, men")}  # fmt: skip
    rows = tuple((str(names[who]).capitalize(), n) for who, n in data["came"].items())
    words = "" if rows else _("Nobody was counted in this period.")
    head = (_("Who came"), _("Times"))
    return Section(_("Who took part"), Table(head, rows) if rows else None, words)


def _inclusion(data: Mapping[str, Any]) -> list[Section]:
    """Give the inclusion figures; reports of before there were any have no such part."""
    if not data.get("inclusion"):
        return []
    known = [item for item in INCLUSION if item.key in data["inclusion"][0]]
    head = (_("Quarter"), *(str(item.name) for item in known))
    rows = tuple(
        (parse(row["period"]).label, *(wording.share(*row[item.key]) for item in known))
        for row in data["inclusion"]
    )
    words = _(
        "Each quarter against the group itself. How they are counted stands on the page of inclusion at the desk."
    )
    return [Section(_("Inclusion by quarter"), Table(head, rows), words)]


def _definitions() -> Section:
    head = (_("Figure"), _("What it counts"), _("What is left out"))
    rows = tuple(
        (str(item.name), str(item.sentence), str(item.exclusions) or wording.NOTHING)
        for item in INDICATORS
    )
    return Section(_("How the figures are counted"), Table(head, rows))
