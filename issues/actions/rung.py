"""Climbing the ladder: one transaction an issue, each step once for each due date (I9).

Only what the clock calls: no person acts here, and nothing leaves the house but reminders to
officers, collected into one mail a day. Letters are drafted and the next level is proposed; a
person sends them (docs/decisions.md).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from groups.actions import touch
from issues.actions.letter import draft_letter
from issues.models import Issue, Ladder, LadderKind, LadderStep, Rung, RungOutcome, Telling
from issues.notices import (
    REMINDERS,
    ladder_waiting,
    officers,
    reminder_digest,
    was_digested,
)
from issues.permissions import ANSWERABLE
from issues.queries.ladder import (
    due_steps,
    higher_than,
    is_officer_of,
    ladder_of,
    rungs_of_day,
    steps_of,
    to_climb,
)
from masam.accounts.models import User
from masam.audit.actions import record
from masam.notifications.models import Unsubscribed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from groups.models import Group

CHUNK = 500


def climb(group: Group) -> int:
    """Take what is due today in a group whose ladder runs; give how many issues moved up.

    Again on the same day: nothing. Two at once: each issue once, by the lock on its row.
    """
    today = group.today()
    ladder = ladder_of(group)
    if ladder is None or not ladder.is_on or ladder.climbed_date == today:
        return 0
    steps = steps_of(group)
    due = list(to_climb(group, steps, today).values_list("pk", flat=True))
    moved = sum(take_rung(pk, steps=steps, today=today) for pk in due)
    end_climb(group, today=today)
    return moved


@transaction.atomic
def take_rung(pk: int, *, steps: Sequence[LadderStep], today: date) -> int:
    """Take the highest step due for one issue and note the lower ones as left out; give 1 or 0."""
    rows = Issue.objects.select_for_update(of=("self",))
    issue = rows.select_related("group__unit", "responsible__parent", "service_point").get(pk=pk)
    if issue.due_date is None or issue.state not in ANSWERABLE:
        return 0
    # A query of its own: what another worker wrote while this one waited for the lock counts.
    known = Rung.objects.filter(issue=issue, due_date=issue.due_date)
    due = due_steps(steps, issue, known.values_list("step_id", flat=True), today)
    if not due:
        return 0
    highest = due[-1]
    late = [step for step in due if step is not highest]
    if _is_too_late(issue, highest, today):
        late.append(highest)
    Rung.objects.bulk_create(_rung(issue, step, today, RungOutcome.SKIPPED) for step in late)
    if highest in late:
        return 0
    _take(issue, highest, today)
    if issue.is_public:
        touch(issue.group)
    return 1


def _is_too_late(issue: Issue, step: LadderStep, today: date) -> bool:
    """A reminder before the day is of no use after it, nor to who was asked only then."""
    if step.kind != LadderKind.BEFORE or issue.due_date is None:
        return False
    asked = issue.assigned_at
    asked_date = timezone.localtime(asked, issue.group.tz).date() if asked else None
    day = issue.due_date + timedelta(days=step.days)
    return today > issue.due_date or (asked_date is not None and day <= asked_date)


def _rung(issue: Issue, step: LadderStep, today: date, outcome: str, **more: str) -> Rung:
    assert issue.due_date is not None  # noqa: S101 - reason: `take_rung` asked
    return Rung(
        group=issue.group, issue=issue, step=step, kind=step.kind, due_date=issue.due_date,
        taken_date=today, outcome=outcome, **more,
    )  # fmt: skip


def _take(issue: Issue, step: LadderStep, today: date) -> None:
    verb, outcome, more = DEEDS[step.kind](issue)
    rung = _rung(issue, step, today, outcome, **more)
    rung.save()
    if outcome == RungOutcome.TOLD:
        _put_down(rung, _readers(issue))
    if outcome == RungOutcome.DRAFTED:
        draft_letter(issue, actor=None, rung=rung)
    data = {"kind": step.kind, "days": step.days, "due_date": str(issue.due_date), **more}
    record(verb, actor=None, target=issue, data=data)


def _remind(issue: Issue) -> tuple[str, str, dict[str, str]]:
    is_heard = bool(_readers(issue))
    verb = "issue.reminded" if is_heard else "issue.unreminded"
    return verb, RungOutcome.TOLD if is_heard else RungOutcome.NOBODY, {}


def _table(issue: Issue) -> tuple[str, str, dict[str, str]]:
    return "issue.tabled", RungOutcome.TABLED, {}


def _write(issue: Issue) -> tuple[str, str, dict[str, str]]:
    if issue.responsible is None:
        return "issue.unreminded", RungOutcome.NOBODY, {}
    return "issue.letter_drafted", RungOutcome.DRAFTED, {}


def _propose(issue: Issue) -> tuple[str, str, dict[str, str]]:
    name_mn, name_en = higher_than(issue)
    more = {"higher_mn": name_mn, "higher_en": name_en}
    return "issue.level_proposed", RungOutcome.PROPOSED, more


DEEDS: dict[str, Callable[[Issue], tuple[str, str, dict[str, str]]]] = {
    LadderKind.BEFORE: _remind,
    LadderKind.AFTER: _remind,
    LadderKind.AGENDA: _table,
    LadderKind.LETTER: _write,
    LadderKind.NEXT: _propose,
}


def _readers(issue: Issue) -> list[User]:
    """Give the officers of the responsible organisation who have not left these mails."""
    people = [user for user in officers(issue) if user.is_active]
    left = Unsubscribed.objects.filter(user__in=people, kind__in=[REMINDERS, ""])
    gone = set(left.values_list("user_id", flat=True))
    return [user for user in people if user.pk not in gone]


def _put_down(rung: Rung, people: Sequence[User]) -> None:
    Telling.objects.bulk_create(Telling(group=rung.group, rung=rung, user=user) for user in people)


@transaction.atomic
def end_climb(group: Group, *, today: date) -> None:
    """Note that the day is done, and tell the leaders once what waits for a person."""
    ladder = Ladder.objects.select_for_update().get(group=group)
    if ladder.climbed_date == today:
        return
    ladder.climbed_date = today
    ladder.save(update_fields=["climbed_date"])
    rungs = rungs_of_day(group, today)
    if rungs:
        ladder_waiting(group, rungs, today)


@transaction.atomic
def tell_officer(user_id: int, groups: Sequence[Group]) -> int:
    """Put one digest of all that waits for an officer into the outbox; once a day, never empty.

    Needs the scope of the groups. What was answered meanwhile is left out and counts as told.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    day = max(group.today() for group in groups)
    if was_digested(user, day):
        return 0
    rows = Telling.objects.filter(user=user, group__in=groups, told_at__isnull=True)
    related = ("rung__issue__group", "rung__issue__responsible", "rung__issue__service_point")
    found = list(rows.select_related(*related).order_by("rung__due_date", "id"))
    rungs = [row.rung for row in found if _still_asks(row)]
    sent = reminder_digest(user, rungs, day) if rungs else 0
    told = [row.pk for row in found]
    Telling.objects.filter(pk__in=told, group__in=groups).update(told_at=timezone.now())
    return sent


def _still_asks(row: Telling) -> bool:
    issue: Any = row.rung.issue
    return (
        issue.state in ANSWERABLE
        and issue.due_date == row.rung.due_date
        and is_officer_of(issue.group, row.user_id, issue.responsible_id)
    )
