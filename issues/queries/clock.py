"""The clocks of an issue as its pages show them, and which of them the calendar has moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.models import Basis, Clock, ClockKind, Issue, Stop
from issues.models import Pause as PauseRow
from masam import charts
from masam.calendars.models import Certainty, DayUnit
from masam.calendars.queries import (
    LAST_SECOND,
    Calendar,
    DaysOff,
    Deadline,
    Pause,
    Term,
    day_words,
    deadline,
    pause_words,
)
from masam.lifecycle import Allowed, Refused
from masam.places.models.names import is_english

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from groups.models import Group
    from masam.lifecycle import Verdict

# What a page needs of a clock, by the names used in `_face`.
COLUMNS = {
    name: F(name)
    for name in (
        "kind", "basis", "round", "days", "unit", "skipped", "added", "pauses", "stopped_why",
        "start_date", "due_date", "met_at", "stopped_at", "extended_days", "extended_reason",
        "extended_at", "paused_since", "paused_until",
    )
}  # fmt: skip
RULE = {
    name: F(f"rule__{name}")
    for name in (
        "law_mn", "law_en", "article", "certainty", "checked_by", "is_target", "source_url",
        "extension_days",
    )
}  # fmt: skip
UNSAID = (Stop.REPLACED, Stop.UNDONE)  # stand with the history only
FIXED = (Basis.ASKED, Basis.OFFICE)  # a certain day, not a number of days


def with_clocks(rows: Any) -> Any:
    """Add the clocks of issues in the same query; `clocks_of` reads them."""
    clocks = Clock.objects.filter(issue=OuterRef("pk")).order_by("round", "kind", "basis")
    words = JSONObject(**COLUMNS, **RULE)
    return rows.annotate(clock_rows=ArraySubquery(clocks.values_list(words)))


@dataclass(frozen=True)
class Face:
    """One clock as a page shows it: its day, how that was found, and how far it has run.

    `today` is the day in the group's zone. `reason` is why it was extended, for the group only.
    """

    kind: str
    basis: str
    round: int
    deadline: Deadline
    today: date
    law: str
    article: str
    source_url: str
    is_confirmed: bool
    is_target: bool
    reason: str
    why: str
    met: date | None
    stopped: date | None
    extended_on: date | None
    paused_until: date | None

    @property
    def title(self) -> str:
        """What the office is asked to do."""
        return str(ClockKind(self.kind).label).capitalize()

    @property
    def due(self) -> date:
        """The last day."""
        return self.deadline.due_date

    @property
    def is_running(self) -> bool:
        """Whether the day still matters."""
        return self.met is None and self.stopped is None

    @property
    def is_to_fix(self) -> bool:
        """Whether the problem has to be fixed by it, not only acknowledged."""
        return self.kind == ClockKind.RESOLVE

    @property
    def lawful_until(self) -> date | None:
        """The last day to which the law still lets it be extended, if it does."""
        limit = self.deadline.rule.extension_days
        is_open = not (self.deadline.extension or self.is_late or self.is_paused)
        if not (limit and is_open and self.deadline.rule.unit == DayUnit.CALENDAR):
            return None
        return self.due + timedelta(days=limit)

    @property
    def is_late(self) -> bool:
        """Whether it was met after its day, or runs past it."""
        end = self.met or self.today
        return self.stopped is None and end > self.due

    @property
    def is_paused(self) -> bool:
        """Whether it stands still now."""
        return self.paused_until is not None and self.is_running

    @property
    def sentence(self) -> str:
        """How the day was found: "7 working days from 6 Jul 2026, without Naadam ...: 21 Jul"."""
        if self.basis not in FIXED:
            return self.deadline.explain()
        parts = [_("set on %(day)s") % {"day": day_words(self.deadline.start)}]
        if self.deadline.extension:
            parts.append(
                ngettext("moved by %(days)s day", "moved by %(days)s days", self.deadline.extension)
                % {"days": self.deadline.extension}
            )
        if self.deadline.pauses:
            parts.append(
                _("the clock standing still %(days)s") % {"days": pause_words(self.deadline.pauses)}
            )
        return ", ".join(parts) + f": {day_words(self.due)}"

    @property
    def source(self) -> str:
        """Whose day it is: the law with its article, our target, or who promised."""
        if self.basis != Basis.LAW:
            return str(Basis(self.basis).label).capitalize()
        if self.article:
            return _("%(law)s, article %(article)s") % {"law": self.law, "article": self.article}
        return self.law

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        if self.met:
            return _("done late") if self.is_late else _("done in time")
        if self.stopped:
            return str(Stop(self.why).label)
        if self.is_paused:
            return _("stands still")
        return _("over") if self.is_late else _("runs")

    @property
    def chip(self) -> str:
        """The kind of the chip that says so."""
        if self.is_late:
            return "late"
        return "good" if self.met else "calm" if self.stopped else "busy"

    @property
    def left(self) -> int:
        """Calendar days from today to the last day; negative when it is over."""
        return (self.due - self.today).days

    @property
    def left_words(self) -> str:
        """The days left, or over, in words; nothing when it does not run."""
        if not self.is_running:
            return ""
        if self.left < 0:
            return ngettext("%(n)s day over", "%(n)s days over", -self.left) % {"n": -self.left}
        if self.left == 0:
            return _("today is the last day")
        return ngettext("%(n)s day left", "%(n)s days left", self.left) % {"n": self.left}

    @property
    def bar(self) -> str:
        """The picture: days used, left and over, as an SVG with its words."""
        end = self.met or self.stopped or self.today
        whole = max((self.due - self.deadline.start).days, 1)
        gone = max((end - self.deadline.start).days, 0)
        stood, over = self._stood_still(end), max(gone - whole, 0)
        used = min(gone, whole) - stood
        left = max(whole - gone, 0) if self.is_running else 0
        colour = charts.FIXED if self.met else charts.ACTION
        parts = [
            charts.Segment(_("days used"), used, colour),
            charts.Segment(_("days stood still"), stood, charts.REFERRED),
            charts.Segment(_("days left"), left, charts.OPEN),
            charts.Segment(_("days over"), over, charts.OVERDUE),
        ]
        shown = [part for part in parts if part.value] or parts[:1]
        return charts.bar(shown, scale=max(whole, gone), height=16)

    def _stood_still(self, end: date) -> int:
        """Count the days of pauses up to `end`."""
        start, pauses = self.deadline.start, self.deadline.pauses
        spans = ((min(each.until, end) - max(each.since, start)).days for each in pauses)
        return sum(max(days, 0) for days in spans)


def may_be_moved(*, basis: str, due: date, extended_on: date | None, today: date) -> Verdict:
    """Tell whether a clock that runs can be extended at all: once, and before it ends."""
    if extended_on is not None:
        sentence = (
            _("The law lets a term be extended once. That was done on %(day)s.")
            if basis == Basis.LAW
            else _("The promised day was moved once already, on %(day)s.")
        )
        return Refused(sentence % {"day": day_words(extended_on)})
    if due < today:
        return Refused(
            _("The term ended on %(day)s. It cannot be extended afterwards.")
            % {"day": day_words(due)}
        )
    return Allowed()


@dataclass(frozen=True)
class Clocks:
    """The clocks of an issue: those of the latest round, and the history."""

    current: list[Face]
    earlier: list[Face]

    @property
    def running(self) -> list[Face]:
        """Those by which the problem has to be fixed, the binding one first."""
        found = [face for face in self.current if face.is_running and face.is_to_fix]
        return sorted(found, key=lambda face: face.due)

    @property
    def binding(self) -> Face | None:
        """The one whose day is the day of the issue."""
        return next(iter(self.running), None)

    @property
    def paused_until(self) -> date | None:
        """The day until which they stand still."""
        return self.binding.paused_until if self.binding else None

    @property
    def extendable(self) -> Verdict:
        """Whether the office can be given more time, by the clock that binds."""
        face = self.binding
        if face is None:
            return Refused(_("No term runs for this issue now."))
        if face.paused_until:
            return Refused(
                _("The clock stands still until %(day)s. Extend the term when it runs again.")
                % {"day": day_words(face.paused_until)}
            )
        return may_be_moved(
            basis=face.basis, due=face.due, extended_on=face.extended_on, today=face.today
        )

    @property
    def lawful_until(self) -> date | None:
        """The last day the law still allows, when the term can be extended today."""
        law = next((face for face in self.running if face.basis == Basis.LAW), None)
        return law.lawful_until if law else None


def clocks_of(issue: Any) -> Clocks:
    """Give the clocks of an issue fetched `with_clocks`."""
    today, zone = issue.group.today(), issue.group.tz
    faces = [_face(row, today, zone) for row in issue.clock_rows]
    last = max((face.round for face in faces if face.why != Stop.UNDONE), default=0)
    current = [face for face in faces if face.round == last and face.why not in UNSAID]
    earlier = [face for face in faces if face not in current]
    return Clocks(current, earlier[::-1])


def _face(row: dict[str, Any], today: date, zone: ZoneInfo) -> Face:
    has_rule = row["law_mn"] is not None
    return Face(
        kind=row["kind"],
        basis=row["basis"],
        round=row["round"],
        deadline=_deadline(row, zone),
        today=today,
        law=(row["law_en"] if is_english() else row["law_mn"]) or "",
        article=row["article"] or "",
        source_url=row["source_url"] or "",
        is_confirmed=not has_rule
        or row["certainty"] == Certainty.CONFIRMED
        or bool(row["checked_by"]),
        is_target=bool(row["is_target"]),
        reason=row["extended_reason"],
        why=row["stopped_why"],
        met=_moment(row["met_at"], zone),
        stopped=_moment(row["stopped_at"], zone),
        extended_on=_moment(row["extended_at"], zone),
        paused_until=_day(row["paused_until"]),
    )


def _deadline(row: dict[str, Any], zone: ZoneInfo) -> Deadline:
    due = date.fromisoformat(row["due_date"])
    return Deadline(
        rule=Term(row["days"], row["unit"], row["extension_days"] or 0),
        start=date.fromisoformat(row["start_date"]),
        due_date=due,
        due_at=datetime.combine(due, LAST_SECOND, tzinfo=zone),
        extension=row["extended_days"],
        skipped=_runs(row["skipped"]),
        added=_runs(row["added"]),
        pauses=tuple(still(row["pauses"])),
    )


def _runs(rows: list[list[str]]) -> tuple[DaysOff, ...]:
    return tuple(
        DaysOff(name, date.fromisoformat(first), date.fromisoformat(last))
        for name, first, last in rows
    )


def still(rows: list[list[str]]) -> list[Pause]:
    """Give the pauses that a clock keeps."""
    return [Pause(date.fromisoformat(since), date.fromisoformat(until)) for since, until in rows]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None, zone: ZoneInfo) -> date | None:
    return datetime.fromisoformat(text).astimezone(zone).date() if text else None


def deadline_of(
    clock: Clock, *, pauses: Sequence[Pause] = (), calendar: Calendar | None = None
) -> Deadline:
    """Compute the deadline of a clock by the calendar as it stands now."""
    group = clock.group
    return deadline(
        Term(clock.days, clock.unit), clock.start_date, zone=group.zone, unit=group.unit,
        extension=clock.extended_days, pauses=pauses, calendar=calendar,
    )  # fmt: skip


def told(runs: Sequence[DaysOff]) -> list[list[str]]:
    """Give runs of days as a clock keeps them."""
    return [[run.name, run.first.isoformat(), run.last.isoformat()] for run in runs]


def moved_by_calendar(group: Group) -> list[Issue]:
    """Give the issues of which a running clock has another day by the calendar of today.

    Two queries and no write, however many clocks run: only terms in working days can move.
    """
    rows = Clock.objects.filter(group=group, unit=DayUnit.WORKING).running()
    clocks = list(rows.select_related("issue").order_by("start_date", "id"))
    if not clocks:
        return []
    calendar = Calendar(group.unit, clocks[0].start_date - timedelta(days=1))
    found: dict[int, Issue] = {}
    for clock in clocks:
        clock.group = clock.issue.group = group
        now = deadline_of(clock, pauses=still(clock.pauses), calendar=calendar)
        if (now.due_date, told(now.skipped)) != (clock.due_date, clock.skipped):
            found[clock.issue_id] = clock.issue
    return list(found.values())


def over_pauses(group: Group) -> list[Issue]:
    """Give the issues whose clocks stand still although the settled day is over."""
    rows = PauseRow.objects.filter(group=group, ended_at=None, until__lt=group.today())
    return [row.issue for row in rows.select_related("issue").order_by("until", "id")]
