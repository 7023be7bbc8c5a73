"""How the clocks of an issue follow what happens to it (I8, docs/decisions.md).

A round begins when an office is asked, when a fix turns out to be none, and when the next level
gets the issue. Acknowledging is met by any answer, resolving by the claim of a fix. Of what runs
for resolving the earliest day binds: it is `Issue.due_date`. Everything here is called with the
issue's row locked, before the issue is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q
from django.utils import timezone

from issues.models import Basis, Clock, ClockKind, Promise, Stop
from issues.models import Pause as PauseRow
from issues.models.clock import ANSWER_RULE
from issues.queries.clock import deadline_of, told
from masam.calendars.models import DayUnit
from masam.calendars.queries import Calendar, Pause, Term, rules_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from issues.models import Issue
    from masam.calendars.models import LegalRule

ACKNOWLEDGE_RULE = "issue-acknowledge"  # 2 working days: our target (domain.md 2.4)


def run_clocks(issue: Issue, verb: str) -> None:
    """Let the clocks follow a transition that the issue has just taken."""
    work = FOLLOWING.get(verb)
    if work is not None:
        work(issue)


def start_round(issue: Issue, why: str, *, asked: date | None = None) -> Clock:
    """Begin a new round for the office that is asked now; give the clock that binds.

    What still runs is stopped because of `why`. `asked` is the day the group asks for; it stands
    in place of the group's standing promise.
    """
    today = issue.group.today()
    rules, promises = _rules(today), _promises(issue)
    rows = [_acknowledging(rules, promises)]
    rows.append((ClockKind.RESOLVE, Basis.LAW, rules[ANSWER_RULE], rules[ANSWER_RULE]))
    if asked is not None:
        rows.append((ClockKind.RESOLVE, Basis.ASKED, Term((asked - today).days), None))
    elif ClockKind.RESOLVE in promises:
        rows.append((ClockKind.RESOLVE, Basis.PROMISE, promises[ClockKind.RESOLVE], None))
    return _begin(issue, why, rows)


def _rules(today: date) -> dict[str, LegalRule]:
    found = rules_on(today).filter(key__in=[ANSWER_RULE, ACKNOWLEDGE_RULE])
    return {rule.key: rule for rule in found.order_by("valid_from")}


def _acknowledging(rules: dict[str, LegalRule], promises: dict[str, Term]) -> Any:
    kind = ClockKind.ACKNOWLEDGE
    if kind in promises:
        return kind, Basis.PROMISE, promises[kind], None
    return kind, Basis.LAW, rules[ACKNOWLEDGE_RULE], rules[ACKNOWLEDGE_RULE]


def _promises(issue: Issue) -> dict[str, Term]:
    """Give the nearest promise of each kind: for the category, else the sector, else for all."""
    fitting = Q(category=None) | Q(category=issue.category_id)
    rows = Promise.objects.filter(fitting, group=issue.group_id, sector__in=["", issue.sector])
    nearest = sorted(rows, key=lambda row: (row.category_id is not None, row.sector != ""))
    return {row.kind: Term(row.days, row.unit) for row in nearest}


def _begin(issue: Issue, why: str, rows: Iterable[Any]) -> Clock:
    """Stop what runs and write the clocks of a new round."""
    stop_clocks(issue, why)
    today, group = issue.group.today(), issue.group
    last = Clock.objects.filter(group=group, issue=issue).aggregate(last=Max("round"))["last"]
    terms = list(rows)
    calendar = _calendar(issue, today, (term.unit for _kind, _basis, term, _rule in terms))
    clocks = [
        Clock(
            group=group, issue=issue, kind=kind, basis=basis, round=(last or 0) + 1, rule=rule,
            start_date=today, days=term.days, unit=term.unit,
        )
        for kind, basis, term, rule in terms
    ]  # fmt: skip
    for clock in clocks:
        count(clock, calendar=calendar)
    Clock.objects.bulk_create(clocks)
    return bind(issue, clocks)


def _calendar(issue: Issue, start: date, units: Iterable[str]) -> Calendar | None:
    """Read the exceptions of the place once, and only when working days are counted."""
    return Calendar(issue.group.unit, start) if DayUnit.WORKING in units else None


def count(clock: Clock, *, pauses: Sequence[Pause] = (), calendar: Calendar | None = None) -> bool:
    """Compute the day of a clock and what explains it; tell whether the day is another one."""
    was = clock.due_date
    found = deadline_of(clock, pauses=pauses, calendar=calendar)
    clock.due_date = found.due_date
    clock.skipped, clock.added = told(found.skipped), told(found.added)
    clock.pauses = [[each.since.isoformat(), each.until.isoformat()] for each in found.pauses]
    return was != clock.due_date


def bind(issue: Issue, clocks: Iterable[Clock]) -> Clock:
    """Give the issue the earliest day by which it has to be fixed; give the clock that has it."""
    to_fix = [row for row in clocks if row.kind == ClockKind.RESOLVE and row.is_running]
    binding = min(to_fix, key=lambda row: row.due_date)
    issue.due_date = binding.due_date
    return binding


def running_clocks(issue: Issue) -> list[Clock]:
    """Give the clocks that run, their group and rule known."""
    rows = Clock.objects.filter(group=issue.group_id, issue=issue).running()
    found = list(rows.select_related("rule").order_by("id"))
    for clock in found:
        clock.group = issue.group
    return found


def recount(issue: Issue, clocks: Sequence[Clock], calendar: Calendar | None = None) -> list[Clock]:
    """Compute running clocks anew and keep them; give those whose day moved."""
    rows = PauseRow.objects.filter(group=issue.group_id, issue=issue).order_by("since", "id")
    pauses = [Pause(row.since, row.until) for row in rows]
    if calendar is None and clocks:
        first = min(clock.start_date for clock in clocks)
        calendar = _calendar(issue, first, (clock.unit for clock in clocks))
    moved = [clock for clock in clocks if count(clock, pauses=pauses, calendar=calendar)]
    Clock.objects.bulk_update(clocks, COUNTED)
    if any(clock.kind == ClockKind.RESOLVE for clock in clocks):
        bind(issue, clocks)
    return moved


COUNTED = (
    "due_date", "skipped", "added", "pauses", "paused_since", "paused_until", "extended_days",
    "extended_reason", "extended_by", "extended_at", "notified_at",
)  # fmt: skip


def meet_clocks(issue: Issue, *kinds: str) -> None:
    """Note that the office did what it was asked for, now."""
    rows = Clock.objects.filter(group=issue.group_id, issue=issue, kind__in=kinds)
    rows.running().update(met_at=timezone.now(), paused_since=None, paused_until=None)


def stop_clocks(issue: Issue, why: str) -> None:
    """Stop what runs without being met; a pause ends with it."""
    rows = Clock.objects.filter(group=issue.group_id, issue=issue).running()
    now = timezone.now()
    if rows.update(stopped_at=now, stopped_why=why, paused_since=None, paused_until=None):
        end_pauses_of(issue)


def end_pauses_of(issue: Issue, by: Any = None) -> int:
    """End the pause that is open, today at the latest; give how many there were."""
    today = issue.group.today()
    rows = PauseRow.objects.filter(group=issue.group_id, issue=issue, ended_at=None)
    rows.filter(until__gt=today).update(until=today)
    return int(rows.update(ended_at=timezone.now(), ended_by=by))


def promise_day(issue: Issue, day: date) -> None:
    """Note the day the office itself promises; it takes the place of what was promised before."""
    today = issue.group.today()
    known = Clock.objects.filter(group=issue.group_id, issue=issue, kind=ClockKind.RESOLVE)
    promised = known.filter(basis__in=(Basis.PROMISE, Basis.ASKED)).running()
    promised.update(stopped_at=timezone.now(), stopped_why=Stop.REPLACED)
    last = known.aggregate(last=Max("round"))["last"] or 1
    fresh = {
        "start_date": today, "days": (day - today).days, "due_date": day, "extended_days": 0,
        "unit": DayUnit.CALENDAR, "pauses": [], "met_at": None, "stopped_at": None,
        "stopped_why": "",
    }  # fmt: skip
    Clock.objects.update_or_create(
        group=issue.group, issue=issue, kind=ClockKind.RESOLVE, basis=Basis.OFFICE, round=last,
        defaults=fresh,
    )  # fmt: skip
    bind(issue, running_clocks(issue))


# --- what each verb does -------------------------------------------------------------------------


def _acknowledge(issue: Issue) -> None:
    meet_clocks(issue, ClockKind.ACKNOWLEDGE)


def _claim(issue: Issue) -> None:
    meet_clocks(issue, *ClockKind.values)
    end_pauses_of(issue)


def _anew(issue: Issue, why: str) -> None:
    """Begin again with the office that was asked, if one was."""
    if issue.responsible_id is not None:
        start_round(issue, why)
    else:
        stop_clocks(issue, why)


def _reopen(issue: Issue) -> None:
    _anew(issue, Stop.REOPENED)


def _recall(issue: Issue) -> None:
    _anew(issue, Stop.RECALLED)


def _restore(issue: Issue) -> None:
    _anew(issue, Stop.ANEW)


def _reject(issue: Issue) -> None:
    stop_clocks(issue, Stop.REJECTED)


def _merge(issue: Issue) -> None:
    stop_clocks(issue, Stop.MERGED)


def _refer(issue: Issue) -> None:
    """The office's clocks stop; the law gives the next level a term of its own."""
    rule = _rules(issue.group.today())[ANSWER_RULE]
    _begin(issue, Stop.REFERRED, [(ClockKind.RESOLVE, Basis.LAW, rule, rule)])


def _unmerge(issue: Issue) -> None:
    """The clocks run on as if they had never stopped: joining was the group's own mistake."""
    rows = Clock.objects.filter(group=issue.group_id, issue=issue, stopped_why=Stop.MERGED)
    if rows.update(stopped_at=None, stopped_why=""):
        recount(issue, running_clocks(issue))


FOLLOWING: dict[str, Callable[[Issue], None]] = {
    "accept": _acknowledge,
    "start": _acknowledge,
    "claim": _claim,
    "reopen": _reopen,
    "reject": _reject,
    "restore": _restore,
    "merge": _merge,
    "unmerge": _unmerge,
    "refer": _refer,
    "recall": _recall,
}
