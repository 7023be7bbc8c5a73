"""The clocks of the demo's issues: they follow each step as the real ones do, with its own day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from issues.actions.clock import ACKNOWLEDGE_RULE, ANSWER_RULE, count
from issues.models import Basis, Category, Clock, ClockKind, Issue, Pause, Promise, Stop
from masam.calendars.models import DayUnit, LegalRule
from masam.calendars.queries import Calendar, rules_on
from masam.calendars.queries import Pause as Still

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group

# What groups of the demo promise beside the law, in calendar days, by category.
PROMISED = {"medicine": 14, "meals": 21, "conduct": 21}
ACKNOWLEDGE_DAYS = 5  # working days
LATER = "Захиалсан бараа, ажлын гүйцэтгэл хуулийн хугацаанд амжихгүй тул хугацааг сунгав."
BUDGET = "Төсвийн тодотголоор мөнгө батлагдахыг хүлээж байна."
STOPS = {"reject": Stop.REJECTED, "merge": Stop.MERGED}


def load_promises(group: Group, categories: Iterable[Category]) -> None:
    """Write what the group promises."""
    rows = [
        Promise(
            group=group, kind=ClockKind.ACKNOWLEDGE, days=ACKNOWLEDGE_DAYS, unit=DayUnit.WORKING
        )
    ]
    rows += [
        Promise(
            group=group, kind=ClockKind.RESOLVE, sector=row.sector, category=row,
            days=PROMISED[row.key],
        )
        for row in categories if row.key in PROMISED
    ]  # fmt: skip
    Promise.objects.bulk_create(rows)


class Clockmaker:
    """What the clocks of one group share: the rules, and the calendar read once."""

    def __init__(self, group: Group, first: date) -> None:
        self.group, self.calendar = group, Calendar(group.unit, first)
        found = rules_on(group.today()).filter(key__in=[ANSWER_RULE, ACKNOWLEDGE_RULE])
        self.rules: dict[str, LegalRule] = {rule.key: rule for rule in found}


class Clockwork:
    """The clocks of one issue while its story is told."""

    def __init__(self, maker: Clockmaker, issue: Issue, category: str) -> None:
        self.maker, self.issue, self.promised = maker, issue, PROMISED.get(category)
        self.clocks, self.pauses, self.round = list[Clock](), list[Pause](), 0

    def follow(self, verb: str, day: date, at: datetime, promise: date | None = None) -> None:
        """Do what a step means for the clocks, and set the day of the issue."""
        if verb in {"assign", "reopen", "refer"}:
            self._begin(verb, day, at)
        elif verb in STOPS:
            self._stop(STOPS[verb], at)
        elif verb in {"accept", "not_ours", "working"}:
            self._meet(at, ClockKind.ACKNOWLEDGE)
        elif verb == "claim":
            self._meet(at, *ClockKind.values)
        if verb == "working" and promise is not None:
            self._promise(day, at, promise)
        days = [row.due_date for row in self._running() if row.kind == ClockKind.RESOLVE]
        self.issue.due_date = min(days, default=self.issue.due_date)

    @property
    def is_legal(self) -> bool:
        """Whether the law's day binds now."""
        rows = [row for row in self._running() if row.kind == ClockKind.RESOLVE]
        return min(rows, key=lambda row: row.due_date).basis == Basis.LAW

    @property
    def lawful_day(self) -> date | None:
        """The day to which the law's term was extended, if it was."""
        rows = [row for row in self._running() if row.extended_days]
        return rows[0].due_date if rows else None

    def done(self) -> list[Clock]:
        """Give the clocks, now that the issue has its key."""
        for clock in self.clocks:
            clock.issue = self.issue
        for pause in self.pauses:
            pause.issue = self.issue
        return self.clocks

    def _running(self) -> list[Clock]:
        return [row for row in self.clocks if row.is_running]

    def _begin(self, verb: str, day: date, at: datetime) -> None:
        whys = {"assign": Stop.ANEW, "reopen": Stop.REOPENED, "refer": Stop.REFERRED}
        self._stop(whys[verb], at)
        self.round += 1
        rule = self.maker.rules[ANSWER_RULE]
        if verb != "refer":
            self._add(ClockKind.ACKNOWLEDGE, Basis.PROMISE, day, ACKNOWLEDGE_DAYS, DayUnit.WORKING)
        self._add(ClockKind.RESOLVE, Basis.LAW, day, rule.days, rule.unit, rule=rule)
        if self.promised and verb != "refer":
            self._add(ClockKind.RESOLVE, Basis.PROMISE, day, self.promised)

    def _add(
        self, kind: str, basis: str, day: date, days: int, unit: str = DayUnit.CALENDAR,
        *, rule: LegalRule | None = None,
    ) -> Clock:  # fmt: skip
        clock = Clock(
            group=self.maker.group, kind=kind, basis=basis, round=self.round, start_date=day,
            days=days, unit=unit, rule=rule,
        )  # fmt: skip
        self._count(clock)
        self.clocks.append(clock)
        return clock

    def _count(self, clock: Clock) -> None:
        pauses = [Still(row.since, row.until) for row in self.pauses]
        count(clock, pauses=pauses, calendar=self.maker.calendar)

    def _stop(self, why: str, at: datetime) -> None:
        for row in self._running():
            row.stopped_at, row.stopped_why = at, why

    def _meet(self, at: datetime, *kinds: str) -> None:
        for row in self._running():
            if row.kind in kinds:
                row.met_at = at
                row.paused_since = row.paused_until = None

    def _promise(self, day: date, at: datetime, promise: date) -> None:
        """The office promises a day: the law is extended to it; beyond that the budget waits."""
        law = next(
            row for row in self._running()
            if row.kind == ClockKind.RESOLVE and row.basis == Basis.LAW
        )  # fmt: skip
        for row in self._running():
            if row.basis == Basis.PROMISE and row.kind == ClockKind.RESOLVE:
                row.stopped_at, row.stopped_why = at, Stop.REPLACED
        limit = self.maker.rules[ANSWER_RULE].extension_days
        more = (promise - law.due_date).days
        if more > 0 and law.due_date >= day:
            law.extended_days, law.extended_reason = min(more, limit), LATER
            law.extended_at = law.notified_at = at
            self._wait(day, at, more - limit)
        waited = max(more - limit, 0) if law.extended_days else 0
        office = self._add(ClockKind.RESOLVE, Basis.OFFICE, day, (promise - day).days - waited)
        self._count(law)
        for pause in self.pauses:
            if pause.ended_at is None:
                for row in (law, office):
                    row.paused_since, row.paused_until = pause.since, pause.until

    def _wait(self, day: date, at: datetime, days: int) -> None:
        if days <= 0:
            return
        until = day + timedelta(days=days)
        is_over = until < self.maker.group.today()
        self.pauses.append(
            Pause(
                group=self.maker.group, since=day, until=until, reason=BUDGET, paused_at=at,
                ended_at=at + timedelta(days=days) if is_over else None,
            )
        )  # fmt: skip


def keep_clocks(works: Iterable[Clockwork]) -> None:
    """Write all clocks and pauses of a group."""
    told = list(works)
    Clock.objects.bulk_create(row for work in told for row in work.done())
    Pause.objects.bulk_create(row for work in told for row in work.pauses)
