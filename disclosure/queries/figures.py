"""Figures of disclosure, each with the sentence that defines it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disclosure.models import Duty, Owed, Result
from groups.models import Group
from masam.tenancy import national_read

if TYPE_CHECKING:
    from datetime import date

    from masam.calendars.periods import Period

CHECKED = Count("pk", filter=~Q(result=""))
FOUND = Count("pk", filter=Q(result=Result.FOUND))
COMPLETE = Count("pk", filter=Q(result=Result.FOUND, is_complete=True))
ON_TIME = Count("pk", filter=Q(result=Result.FOUND, is_on_time=True))

DEFINITIONS: dict[str, str | Promise] = {
    "owed": _("Due: what the watched organisations had to publish and whose last day is over."),
    "checked": _("Checked: of these, what somebody has looked for. What nobody looked for is not counted as missing."),
    "found": _("Found: of these, what was found published at the newest check. “Partly” does not count as found."),
    "complete": _("Complete: of what was found, what the newest check calls complete."),
    "on_time": _("On time: of what was found, what the newest check says was published by the last day."),
}  # fmt: skip


@dataclass(frozen=True)
class Compliance:
    """How much of what was due was published. Each figure is part of the one before it."""

    owed: int = 0
    checked: int = 0
    found: int = 0
    complete: int = 0
    on_time: int = 0

    definitions = DEFINITIONS


def compliance(group: Group, period: Period, *, organisation: int | None = None) -> Compliance:
    """Give the figures of what fell due in a period, by the group's own day. One query."""
    rows = Owed.objects.filter(group=group).due_in(period.start, period.end).past(group.today())
    if organisation:
        rows = rows.filter(organisation_id=organisation)
    figures = rows.aggregate(
        owed=Count("pk"), checked=CHECKED, found=FOUND, complete=COMPLETE, on_time=ON_TIME
    )
    return Compliance(**figures)


@dataclass(frozen=True)
class Part:
    """Found of due, for one group and duty (or for all duties of a group)."""

    found: int = 0
    checked: int = 0
    owed: int = 0

    def __add__(self, other: Part) -> Part:
        return Part(self.found + other.found, self.checked + other.checked, self.owed + other.owed)


@dataclass(frozen=True)
class GroupLine:
    """One group: the sum, and a part per duty in the order of `NationalMatrix.duties`."""

    group: Group
    total: Part
    parts: list[Part]


@dataclass(frozen=True)
class NationalMatrix:
    """Groups x duties. Groups that watch nothing are only counted."""

    duties: list[Duty]
    lines: list[GroupLine]
    total: Part
    silent: int


def national_matrix(
    period: Period, *, sector: str = "", today: date | None = None
) -> NationalMatrix:
    """Give found of due per group and duty, read as the national role.

    `today` is Ulaanbaatar's day: the national pages show its time.
    """
    parts = _parts(period, sector, today or timezone.localdate())
    groups = Group.objects.order_by("sort_key", "id")
    asked = {duty for _group, duty in parts}
    duties = list(Duty.objects.select_related("rule").filter(pk__in=asked))
    lines, silent = [], 0
    for group in groups:
        line = _line(group, duties, parts)
        if line.total.owed:
            lines.append(line)
        else:
            silent += 1
    return NationalMatrix(duties, lines, sum((line.total for line in lines), Part()), silent)


def _parts(period: Period, sector: str, today: date) -> dict[tuple[int, int], Part]:
    with national_read():
        rows = Owed.objects.due_in(period.start, period.end).past(today)
        if sector:
            rows = rows.filter(sector=sector)
        sums = (
            rows.order_by()
            .values("group_id", "duty_id")
            .annotate(owed=Count("pk"), checked=CHECKED, found=FOUND)
        )
        parts = defaultdict[tuple[int, int], Part](Part)
        for row in sums:
            parts[row["group_id"], row["duty_id"]] = Part(row["found"], row["checked"], row["owed"])
    return parts


def _line(group: Group, duties: list[Duty], parts: dict[tuple[int, int], Part]) -> GroupLine:
    cells = [parts.get((group.pk, duty.pk), Part()) for duty in duties]
    return GroupLine(group, sum(cells, Part()), cells)
