"""What one row of the work adds to the tallies. Pure: the same for one change and for a rebuild."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from groups.models import Stakeholder
from issues.lifecycle import PROBLEMS, UNFINISHED, ActionState, IssueState
from reports.indicators.inclusion import CITIZENS
from reports.models import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

AGE_CUT_DAYS = 90  # younger problems do not depress the fix-rate (domain.md 2.5)
ANSWER_DAYS = 30  # calendar days: Law on petitions, article 16 (domain.md 3.1)
MOST_DAYS = 400  # longer fixes share the last bucket of the median


class Key(NamedTuple):
    """Which tally of a group."""

    measure: str
    day: date
    sector: str = ""
    state: str = ""
    is_public: bool = False
    bucket: int = 0


@dataclass
class Amounts:
    """Counts and sums by key; a difference of two is what a change does to the tallies."""

    n: Counter[Key] = field(default_factory=Counter)
    total: Counter[Key] = field(default_factory=Counter)

    def add(self, key: Key, n: int = 1, total: int = 0) -> None:
        """Count `n` more under `key`, with `total` for its sum."""
        self.n[key] += n
        self.total[key] += total

    def merge(self, other: Amounts, sign: int = 1) -> None:
        """Add another's amounts, or take them away with `sign=-1`."""
        for key, n in other.n.items():
            self.add(key, sign * n, sign * other.total[key])

    def rows(self) -> list[tuple[Key, int, int]]:
        """Give (key, n, total) of all that is not nought, in a fixed order (no deadlocks)."""
        kept = (key for key, n in self.n.items() if n or self.total[key])
        return [(key, self.n[key], self.total[key]) for key in sorted(kept)]


def month_of(moment: datetime, zone: ZoneInfo) -> date:
    """Give the first day of the month of a moment, where the group lives."""
    return moment.astimezone(zone).date().replace(day=1)


def issue_tallies(row: Mapping[str, Any], zone: ZoneInfo) -> Amounts:
    """Give what an issue adds; `row` holds the columns of `Issue.counted()`."""
    amounts = Amounts()
    common = (row["sector"], row["state"], row["published_at"] is not None)
    amounts.add(Key(Measure.LOGGED, month_of(row["logged_at"], zone), *common))
    _add_reporter(amounts, row, zone)
    if row["state"] in PROBLEMS and row["verified_at"]:
        day = row["verified_at"].astimezone(zone).date()
        amounts.add(Key(Measure.PROBLEM, day.replace(day=1), *common))
        amounts.add(Key(Measure.PROBLEM_DAY, day, *common))
    if row["state"] in UNFINISHED and row["due_date"]:
        amounts.add(Key(Measure.DUE, row["due_date"].replace(day=1), *common))
        amounts.add(Key(Measure.DUE_DAY, row["due_date"], *common))
    if row["state"] == IssueState.VERIFIED_FIXED:
        _add_fix(amounts, row, zone)
    if row["assigned_at"] and row["state"] != IssueState.MERGED:
        _add_assignment(amounts, row, zone)
    return amounts


def _add_reporter(amounts: Amounts, row: Mapping[str, Any], zone: ZoneInfo) -> None:
    """Count who raised it; an issue that was merged lives on in the other one."""
    if row["state"] == IssueState.MERGED:
        return
    month, is_public = month_of(row["logged_at"], zone), row["published_at"] is not None
    shared = {"sector": row["sector"], "is_public": is_public}
    amounts.add(Key(Measure.RAISED, month, state=row["reporter_class"], **shared))
    if row["is_marked"]:
        amounts.add(Key(Measure.CONCERN, month, **shared))


def _add_fix(amounts: Amounts, row: Mapping[str, Any], zone: ZoneInfo) -> None:
    fixed, logged = (row[name].astimezone(zone).date() for name in ("fixed_at", "logged_at"))
    days = max(0, (fixed - logged).days)
    common = (fixed.replace(day=1), row["sector"], "", row["published_at"] is not None)
    amounts.add(Key(Measure.FIXED, *common), total=days)
    amounts.add(Key(Measure.FIX_DAYS, *common, bucket=min(days, MOST_DAYS)))


def _add_assignment(amounts: Amounts, row: Mapping[str, Any], zone: ZoneInfo) -> None:
    sent = row["assigned_at"].astimezone(zone).date()
    common = (row["sector"], _answer(row, sent, zone), row["published_at"] is not None)
    amounts.add(Key(Measure.ASSIGNED, sent.replace(day=1), *common))
    if common[1] == "waiting":
        amounts.add(Key(Measure.WAITING, sent, *common))


def _answer(row: Mapping[str, Any], sent: date, zone: ZoneInfo) -> str:
    if row["answered_at"] is None:
        return "waiting"
    answered = row["answered_at"].astimezone(zone).date()
    return "on_time" if answered <= sent + timedelta(days=ANSWER_DAYS) else "late"


def meeting_tallies(row: Mapping[str, Any], stakeholders: Mapping[str, int]) -> Amounts:
    """Give what a meeting adds; `stakeholders` are its counts of members who came."""
    amounts = Amounts()
    month, is_public = row["held_date"].replace(day=1), row["published_at"] is not None
    counts = {name: stakeholders.get(name, 0) for name in Stakeholder.values}
    counts |= {"guest_female": row["guests_female"], "guest_male": row["guests_male"]}
    amounts.add(Key(Measure.MEETING, month, is_public=is_public), total=sum(counts.values()))
    members = sum(stakeholders.values())
    if members:
        citizens = sum(stakeholders.get(name, 0) for name in CITIZENS)
        share = 100 * citizens // members
        amounts.add(Key(Measure.SEATS, month, is_public=is_public, bucket=share))
    for name, n in counts.items():
        amounts.add(Key(Measure.ATTENDED, month, state=name, is_public=is_public), n)
    return amounts


def feedback_tallies(row: Mapping[str, Any], zone: ZoneInfo) -> Amounts:
    """Give what a citizen's case adds; `row` holds columns of `Case.counted()`.

    The tallies are public, the words never are; small counts are hidden where they are shown.
    """
    amounts = Amounts()
    if row["is_suspect"]:
        return amounts
    amounts.add(
        Key(Measure.FEEDBACK, row["received_date"].replace(day=1), row["sector"], is_public=True)
    )
    answer = _feedback_answer(row, zone)
    amounts.add(Key(Measure.ANSWER_DUE, row["due_date"], row["sector"], answer, is_public=True))
    return amounts


def _feedback_answer(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    if row["answered_at"] is None:
        return "waiting"
    answered = row["answered_at"].astimezone(zone).date()
    return "on_time" if answered <= row["due_date"] else "late"


def action_tallies(row: Mapping[str, Any], zone: ZoneInfo) -> Amounts:
    """Give what a joint action adds."""
    amounts = Amounts()
    is_public = row["published_at"] is not None
    month = month_of(row["planned_at"], zone)
    amounts.add(Key(Measure.ACTION, month, state=row["state"], is_public=is_public))
    if row["state"] in {ActionState.PLANNED, ActionState.HALF_DONE}:
        amounts.add(Key(Measure.ACTION_DUE, row["due_date"], is_public=is_public))
    return amounts
