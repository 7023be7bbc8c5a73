"""Extending the term of an issue, letting its clocks stand still, and days that move by themselves.

The law lets the head of the office add days once, before the term ends, with a reason, and the
petitioner must be told (law on petitions, article 16). The same holds here for what was promised.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.actions.change import announce, check, keep, locked, person
from issues.actions.clock import end_pauses_of, recount, running_clocks
from issues.actions.refusals import CannotExtend, CannotPause
from issues.models import Basis, ClockKind, Pause
from issues.notices import term_moved as tell
from issues.permissions import RULES, answerable
from issues.queries.clock import may_be_moved
from masam.audit.actions import record
from masam.calendars.models import DayUnit
from masam.calendars.queries import Term, day_words, deadline, working_days_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from issues.models import Clock, Issue

LONGEST_PAUSE = 180  # days; a longer wait is a matter for the next level


@transaction.atomic
def extend_issue(
    issue: Issue, *, actor: Any, until: date, note: str, version: int | None = None
) -> Issue:
    """Give the office until `until`, once, with a reason, within the law; everybody is told.

    Raises `CannotExtend` when it was done before, the term is over, the law allows less, the
    clock stands still, or nothing runs.
    """
    issue = locked(issue, version)
    check("extend", RULES["extend"](person(issue, actor), issue))
    _must_be_open(issue, CannotExtend)
    if not note.strip():
        raise CannotExtend(_("Please write why more time is needed."), field="note")
    clocks = running_clocks(issue)
    moved = _to_extend(issue, clocks, until)
    before = issue.counted()
    _extend(issue, clocks, moved, until, actor=actor, note=note.strip())
    keep(issue)
    record(
        "issue.extended", actor=actor, target=issue, note=note.strip(), data=_days(issue, before)
    )
    tell(issue, "issue_extended", actor=actor, note=note.strip(), was=before["due_date"])
    announce(issue, before)
    return issue


def _must_be_open(issue: Issue, refusal: type[Exception]) -> None:
    verdict = answerable(issue)
    if not verdict:
        raise refusal(verdict.reason)


def _days(issue: Issue, before: dict[str, object]) -> dict[str, str]:
    """What the audit entry holds: the day that now binds, and the one before."""
    return {"due_date": str(issue.due_date), "was": str(before["due_date"] or "")}


def _to_extend(issue: Issue, clocks: Sequence[Clock], until: date) -> list[Clock]:
    """Give the clocks that end before `until`, after every one of them has agreed."""
    to_fix = [clock for clock in clocks if clock.kind == ClockKind.RESOLVE]
    if not to_fix:
        raise CannotExtend(_("No term runs for this issue now."))
    paused = next((clock.paused_until for clock in to_fix if clock.paused_until), None)
    if paused is not None:
        raise CannotExtend(
            _("The clock stands still until %(day)s. Extend the term when it runs again.")
            % {"day": day_words(paused)}
        )
    moved = [clock for clock in to_fix if clock.due_date < until]
    if not moved:
        first = min(clock.due_date for clock in to_fix)
        raise CannotExtend(
            _("The term ends on %(day)s anyway. Please choose a later day.")
            % {"day": day_words(first)},
            field="until",
        )
    for clock in moved:
        _may_extend(issue, clock, until)
    return moved


def _may_extend(issue: Issue, clock: Clock, until: date) -> None:
    """Raise `CannotExtend` with the reason why one clock may not end on `until`."""
    at, tz = clock.extended_at, issue.group.tz
    verdict = may_be_moved(
        basis=clock.basis, due=clock.due_date, today=issue.group.today(),
        extended_on=timezone.localtime(at, tz).date() if at else None,
    )  # fmt: skip
    if not verdict:
        raise CannotExtend(verdict.reason)
    is_law = clock.basis == Basis.LAW
    if is_law and until > (last := last_lawful_day(clock)):
        limit = _lawful_days(clock)
        sentence = ngettext(
            "The law adds %(days)s day at most: until %(day)s.",
            "The law adds %(days)s days at most: until %(day)s.",
            limit,
        )
        raise CannotExtend(sentence % {"days": limit, "day": day_words(last)}, field="until")


def last_lawful_day(clock: Clock) -> date:
    """Give the last day to which the law lets a clock be extended."""
    limit = _lawful_days(clock)
    if clock.unit == DayUnit.CALENDAR:
        return clock.due_date + timedelta(days=limit)
    term, group = Term(limit, clock.unit), clock.group
    return deadline(term, clock.due_date, zone=group.zone, unit=group.unit).due_date


def _lawful_days(clock: Clock) -> int:
    return clock.rule.extension_days if clock.rule is not None else 0


def _extend(
    issue: Issue, clocks: Sequence[Clock], moved: Sequence[Clock], until: date, *, actor: Any,
    note: str,
) -> None:  # fmt: skip
    now = timezone.now()
    for clock in moved:
        clock.extended_days = _between(clock, until)
        clock.extended_reason, clock.extended_by = note, actor
        clock.extended_at = clock.notified_at = now
    recount(issue, clocks)


def _between(clock: Clock, until: date) -> int:
    """Give how many days of the clock's unit lie after its day up to and with `until`."""
    if clock.unit == DayUnit.WORKING:
        return working_days_between(clock.due_date, until, unit=clock.group.unit)
    return (until - clock.due_date).days


def extend_by_promise(issue: Issue, day: date, *, actor: Any, note: str) -> None:
    """Extend the law's term for an office that answers "working on it" with a later day.

    Once, and no further than the law allows; what lies beyond is a promise that the page shows
    as late. Raises `CannotExtend` without words why. Called with the issue locked.
    """
    clocks = running_clocks(issue)
    law = next((row for row in clocks if row.basis == Basis.LAW and row.rule is not None
                and row.kind == ClockKind.RESOLVE), None)  # fmt: skip
    if law is None or day <= law.due_date or not _is_extendable(issue, law):
        return
    if not note.strip():
        raise CannotExtend(
            _("The law's term ends on %(day)s. Please write why it takes longer.")
            % {"day": day_words(law.due_date)},
            field="text",
        )
    before = issue.counted()
    until = min(day, last_lawful_day(law))
    _extend(issue, clocks, [law], until, actor=actor, note=note.strip())
    data = {"due_date": until.isoformat(), "was": str(before["due_date"])}
    record("issue.extended", actor=actor, target=issue, note=note.strip(), data=data)


def _is_extendable(issue: Issue, clock: Clock) -> bool:
    is_fresh = clock.extended_at is None and clock.paused_since is None
    has_room = clock.rule is not None and clock.rule.extension_days > 0
    return is_fresh and has_room and clock.due_date >= issue.group.today()


# --- standing still ------------------------------------------------------------------------------


@transaction.atomic
def pause_issue(
    issue: Issue, *, actor: Any, until: date, note: str, version: int | None = None
) -> Issue:
    """Let the clocks stand still up to and with `until`; they run on by themselves after it.

    Raises `CannotPause` when nothing runs, it stands still already, the term is over, or the day
    is not in the next 180.
    """
    issue = locked(issue, version)
    _must_be_open(issue, CannotPause)
    if not note.strip():
        raise CannotPause(_("Please write what is waited for."), field="note")
    clocks = running_clocks(issue)
    _may_pause(issue, clocks, until)
    before, today = issue.counted(), issue.group.today()
    Pause.objects.create(
        group=issue.group, issue=issue, since=today, until=until, reason=note.strip(),
        paused_by=actor,
    )  # fmt: skip
    for clock in clocks:
        clock.paused_since, clock.paused_until = today, until
    recount(issue, clocks)
    _finish(issue, before, "paused", actor=actor, note=note.strip(), until=until)
    return issue


def _may_pause(issue: Issue, clocks: Sequence[Clock], until: date) -> None:
    today = issue.group.today()
    last = today + timedelta(days=LONGEST_PAUSE)
    if not any(clock.kind == ClockKind.RESOLVE for clock in clocks):
        raise CannotPause(_("No term runs for this issue now."))
    standing = next((clock.paused_until for clock in clocks if clock.paused_until), None)
    if standing is not None:
        raise CannotPause(
            _("The clock stands still already, until %(day)s.") % {"day": day_words(standing)}
        )
    if issue.due_date is not None and issue.due_date < today:
        raise CannotPause(
            _("The term ended on %(day)s. A pause cannot bring it back.")
            % {"day": day_words(issue.due_date)}
        )
    if until <= today:
        raise CannotPause(_("Please choose a day after today."), field="until")
    if until > last:
        raise CannotPause(
            _("A pause lasts %(days)s days at most: until %(day)s.")
            % {"days": LONGEST_PAUSE, "day": day_words(last)},
            field="until",
        )


@transaction.atomic
def resume_issue(issue: Issue, *, actor: Any, note: str = "", version: int | None = None) -> Issue:
    """Let the clocks run again today, before the day that was settled. Raises `CannotPause`."""
    issue = locked(issue, version)
    if not end_pauses_of(issue, actor):
        raise CannotPause(_("The clock runs. There is nothing to resume."))
    _run_again(issue, actor=actor, note=note.strip())
    return issue


@transaction.atomic
def end_pause(issue: Issue) -> bool:
    """Let the clocks run again because the settled day is over; again: does nothing."""
    issue = locked(issue)
    over = Pause.objects.filter(
        group=issue.group_id, issue=issue, ended_at=None, until__lt=issue.group.today()
    )
    if not over.exists():
        return False
    end_pauses_of(issue)
    _run_again(issue, actor=None, note="")
    return True


def _run_again(issue: Issue, *, actor: Any, note: str) -> None:
    before, clocks = issue.counted(), running_clocks(issue)
    for clock in clocks:
        clock.paused_since = clock.paused_until = None
    recount(issue, clocks)
    _finish(issue, before, "resumed", actor=actor, note=note)


def _finish(
    issue: Issue, before: dict[str, object], verb: str, *, actor: Any, note: str,
    until: date | None = None,
) -> None:  # fmt: skip
    """Save, write down, tell, announce."""
    keep(issue)
    more = {"until": until.isoformat()} if until else {}
    record(f"issue.{verb}", actor=actor, target=issue, note=note, data=_days(issue, before) | more)
    tell(issue, f"issue_{verb}", actor=actor, note=note, was=before["due_date"], until=until)
    announce(issue, before)


# --- the calendar moved --------------------------------------------------------------------------


@transaction.atomic
def recount_issue(issue: Issue) -> bool:
    """Compute the running clocks anew after the calendar changed; tell whom a new day concerns.

    Gives whether a day moved; again: does nothing.
    """
    issue = locked(issue)
    before, clocks = issue.counted(), running_clocks(issue)
    moved = recount(issue, clocks)
    if moved:
        _finish(issue, before, "recounted", actor=None, note="")
    return bool(moved)
