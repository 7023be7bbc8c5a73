"""Keeping the tallies true: by differences, by recounting a month, or by a whole rebuild.

Two locks of the transaction keep them so: every change holds the group's lock shared, a rebuild
and a recount hold theirs alone, so neither counts a change twice nor misses one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Count, Q
from psycopg2.extras import execute_values

from feedback.models import Case
from groups.models import Attendance, Meeting
from issues.models import Issue, JointAction
from reports.indicators import (
    Amounts,
    Key,
    action_tallies,
    feedback_tallies,
    issue_tallies,
    meeting_tallies,
)
from reports.models import Measure, Report, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groups.models import Group

CHANGES, RECOUNTS = 71001, 71002  # the two families of advisory locks, with the group's id
CHUNK = 2000
COUNTED = (
    "sector", "state", "due_date", "logged_at", "assigned_at", "answered_at", "verified_at",
    "fixed_at", "published_at", "reporter_class",
)  # fmt: skip
MARKED = Q(concern__isnull=False)
MEETING_MEASURES = (Measure.MEETING, Measure.SEATS, Measure.ATTENDED)
ACTION_MEASURES = (Measure.ACTION, Measure.ACTION_DUE)
ADD = """
INSERT INTO reports_tally (group_id, measure, day, sector, state, is_public, bucket, n, total)
VALUES %s
ON CONFLICT (group_id, measure, day, sector, state, is_public, bucket)
DO UPDATE SET n = reports_tally.n + EXCLUDED.n, total = reports_tally.total + EXCLUDED.total
"""


def change_tallies(group_id: int, change: Amounts) -> None:
    """Add a change to the group's tallies. Belongs into the transaction of the change it counts."""
    rows = change.rows()
    if rows:
        _lock(CHANGES, group_id, shared=True)
        _add(group_id, rows)


def count_issues(group: Group, issues: Iterable[Issue], sign: int = 1) -> None:
    """Count issues to which nothing has happened yet, or with `sign=-1` count them no more.

    Alike ones (most of an import) are counted together.
    """
    alike = Counter(tuple(getattr(row, name) for name in COUNTED) for row in issues)
    change, zone = Amounts(), group.tz
    for values, n in alike.items():
        row = dict(zip(COUNTED, values, strict=True)) | {"is_marked": False}
        change.merge(issue_tallies(row, zone), sign * n)
    change_tallies(group.pk, change)


def recount_meetings(group: Group, months: Iterable[date]) -> None:
    """Count the meetings of some months (their first days) anew."""
    wanted = sorted(set(months))
    _lock(CHANGES, group.pk, shared=True)
    _lock(RECOUNTS, group.pk)
    Tally.objects.filter(group=group, measure__in=MEETING_MEASURES, day__in=wanted).delete()
    _add(group.pk, _meeting_amounts(group, wanted).rows())


def recount_actions(group: Group) -> None:
    """Count the group's joint actions anew; there are some hundreds at most."""
    _lock(CHANGES, group.pk, shared=True)
    _lock(RECOUNTS, group.pk)
    Tally.objects.filter(group=group, measure__in=ACTION_MEASURES).delete()
    _add(group.pk, _action_amounts(group).rows())


@transaction.atomic
def rebuild_tallies(group: Group) -> int:
    """Count everything of a group from the truth; give how many tallies stand then.

    Changes of the group wait meanwhile and are added afterwards. Needs the group's scope.
    """
    _lock(CHANGES, group.pk)
    Tally.objects.filter(group=group).delete()
    amounts = _issue_amounts(group)
    amounts.merge(_meeting_amounts(group))
    amounts.merge(_action_amounts(group))
    amounts.merge(_feedback_amounts(group))
    amounts.merge(_report_amounts(group))
    rows = amounts.rows()
    _add(group.pk, rows)
    return len(rows)


def _lock(family: int, group_id: int, *, shared: bool = False) -> None:
    name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s, %s)", [family, group_id])


def _add(group_id: int, rows: list[tuple[Key, int, int]]) -> None:
    if not rows:
        return
    values = [(group_id, *key, n, total) for key, n, total in rows]
    with connection.cursor() as cursor:
        connection.sync_scope()  # type: ignore[attr-defined]
        execute_values(cursor.cursor, ADD, values, page_size=500)


def _issue_amounts(group: Group) -> Amounts:
    amounts, zone = Amounts(), group.tz
    rows = Issue.objects.filter(group=group)
    for row in rows.values(*COUNTED, is_marked=MARKED).iterator(CHUNK):
        amounts.merge(issue_tallies(row, zone))
    return amounts


def _meeting_amounts(group: Group, months: list[date] | None = None) -> Amounts:
    meetings = Meeting.objects.filter(group=group).held()
    present = Attendance.objects.filter(group=group)
    if months is not None:
        first, last = months[0], months[-1]
        meetings = meetings.filter(held_date__gte=first)
        present = present.filter(meeting__held_date__gte=first)
        meetings = meetings.filter(held_date__lt=_after(last))
        present = present.filter(meeting__held_date__lt=_after(last))
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in present.values("meeting_id", "stakeholder").annotate(n=Count("id")):
        counts[row["meeting_id"]][row["stakeholder"]] = row["n"]
    amounts = Amounts()
    columns = ("id", "held_date", "published_at", "guests_female", "guests_male")
    for meeting in meetings.values(*columns):
        if months is None or meeting["held_date"].replace(day=1) in months:
            amounts.merge(meeting_tallies(meeting, counts[meeting["id"]]))
    return amounts


def _after(month: date) -> date:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _action_amounts(group: Group) -> Amounts:
    amounts, zone = Amounts(), group.tz
    rows: Any = JointAction.objects.filter(group=group)
    for row in rows.values("state", "due_date", "planned_at", "published_at").iterator(CHUNK):
        amounts.merge(action_tallies(row, zone))
    return amounts


def _feedback_amounts(group: Group) -> Amounts:
    amounts, zone = Amounts(), group.tz
    rows: Any = Case.objects.filter(group=group)
    columns = ("sector", "received_date", "due_date", "answered_at", "is_suspect")
    for row in rows.values(*columns).iterator(CHUNK):
        amounts.merge(feedback_tallies(row, zone))
    return amounts


def _report_amounts(group: Group) -> Amounts:
    amounts = Amounts()
    for report in Report.objects.filter(group=group, state="ready"):
        amounts.add(Key(Measure.REPORT, report.span.start, state=report.kind))
    return amounts
