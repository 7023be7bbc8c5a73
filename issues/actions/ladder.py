"""The ladder as a group has settled it: its steps, switched on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.refusals import CannotClimb
from issues.models import Ladder, LadderKind, LadderStep, Rung, RungOutcome
from issues.queries.ladder import (
    due_steps,
    starting_steps,
    steps_of,
    swaps,
    to_climb,
    with_taken,
)
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Group

MOST_STEPS = 12
FROM_NOW, AT_ONCE = "from_now", "at_once"


def seed_ladder(group: Group, *, is_on: bool = True) -> Ladder:
    """Give a group the ladder every group starts with. Needs its scope."""
    LadderStep.objects.bulk_create(starting_steps(group))
    return Ladder.objects.create(group=group, is_on=is_on)


def copy_ladder(group: Group, model: Group) -> Ladder:
    """Give a new group the steps of its model, running. Needs a scope that holds both.

    A model that has none gives the ladder every group starts with.
    """
    rows = steps_of(model)
    if not rows:
        return seed_ladder(group)
    names = ("position", "kind", "days", "sector")
    LadderStep.objects.bulk_create(
        LadderStep(group=group, **{name: getattr(row, name) for name in names}) for row in rows
    )
    return Ladder.objects.create(group=group, is_on=True)


@transaction.atomic
def switch_ladder(group: Group, *, actor: Any, is_on: bool, start: str = FROM_NOW) -> Ladder:
    """Let the ladder run, or hold it.

    With `start` "from_now" what is due today already is left out, and only what becomes due
    later is taken; with "at_once" the next working morning takes the highest step of each issue.
    Raises `CannotClimb` for a ladder without steps.
    """
    ladder = _locked(group)
    if is_on and not steps_of(group):
        raise CannotClimb(_("This ladder has no steps. Please add one first."))
    if ladder.is_on == is_on:
        return ladder
    ladder.is_on, ladder.switched_at, ladder.climbed_date = is_on, timezone.now(), None
    ladder.save()
    left_out = _leave_out(group) if is_on and start == FROM_NOW else 0
    verb = "ladder.started" if is_on else "ladder.held"
    record(verb, actor=actor, target=ladder, data={"start": start, "left_out": left_out})
    return ladder


def _leave_out(group: Group) -> int:
    """Note every step that is due today as left out."""
    today, steps = group.today(), steps_of(group)
    rows = with_taken(to_climb(group, steps, today)).only("pk", "sector", "due_date", "group")
    made = Rung.objects.bulk_create(
        (
            Rung(
                group=group, issue=issue, step=step, kind=step.kind, due_date=issue.due_date,
                taken_date=today, outcome=RungOutcome.SKIPPED,
            )
            for issue in rows
            for step in due_steps(steps, issue, issue.taken, today)
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )  # fmt: skip
    return len(made)


@transaction.atomic
def add_step(group: Group, *, actor: Any, kind: str, days: int, sector: str = "") -> LadderStep:
    """Add a step at its place by its day; `days` is the distance from the due day, above 0.

    Raises `CannotClimb` for the thirteenth step, and for one that stands already.
    """
    ladder = _locked(group)
    rows = steps_of(group)
    if len(rows) >= MOST_STEPS:
        raise CannotClimb(_("A ladder has at most %(most)d steps.") % {"most": MOST_STEPS})
    step = LadderStep(group=group, kind=kind, days=_signed(kind, days), sector=sector)
    _refuse_twin(step, rows)
    _place(step, rows)
    record("ladder.added", actor=actor, target=ladder, data=_told(step))
    return step


@transaction.atomic
def edit_step(
    step: LadderStep, *, actor: Any, kind: str, days: int, sector: str = ""
) -> LadderStep:
    """Change a step. What it was taken for stays taken. Raises `CannotClimb`, as `add_step`."""
    ladder = _locked(step.group)
    was = _told(step)
    rows = [row for row in steps_of(step.group) if row.pk != step.pk]
    step.kind, step.days, step.sector = kind, _signed(kind, days), sector
    _refuse_twin(step, rows)
    _place(step, rows)
    record("ladder.edited", actor=actor, target=ladder, data={"was": was, **_told(step)})
    return step


@transaction.atomic
def remove_step(step: LadderStep, *, actor: Any) -> Ladder:
    """Take a step away; what it did stays in the timelines. The last one holds the ladder."""
    ladder = _locked(step.group)
    LadderStep.objects.filter(pk=step.pk).update(is_active=False)
    record("ladder.removed", actor=actor, target=ladder, data=_told(step))
    if ladder.is_on and not steps_of(step.group):
        ladder.is_on = False
        ladder.save(update_fields=["is_on"])
        record("ladder.held", actor=actor, target=ladder)
    return ladder


@transaction.atomic
def move_step(step: LadderStep, *, actor: Any, is_up: bool) -> LadderStep:
    """Let a step change its day with the one before (`is_up`) or after it.

    Raises `CannotClimb` at the ends, and where a reminder before the day would come after it.
    """
    ladder = _locked(step.group)
    rows = steps_of(step.group)
    at = next(place for place, row in enumerate(rows) if row.pk == step.pk)
    other_at = at - 1 if is_up else at + 1
    if not 0 <= other_at < len(rows):
        raise CannotClimb(_("This step stands at the end already."))
    step, other = rows[at], rows[other_at]
    if not swaps(step, other):
        raise CannotClimb(_("A reminder before the day stays before it, all others after it."))
    step.days, other.days = other.days, step.days
    step.position, other.position = other.position, step.position
    LadderStep.objects.bulk_update([step, other], ["days", "position"])
    record("ladder.moved", actor=actor, target=ladder, data=_told(step))
    return step


def _locked(group: Group) -> Ladder:
    """Give the group's ladder with its row locked; the first to look sets up the usual steps."""
    Ladder.objects.bulk_create([Ladder(group=group, is_on=False)], ignore_conflicts=True)
    ladder = Ladder.objects.select_for_update().select_related("group").get(group=group)
    if not LadderStep.objects.filter(group=group).exists():
        LadderStep.objects.bulk_create(starting_steps(group))
    return ladder


@transaction.atomic
def begin_ladder(group: Group, *, actor: Any) -> Ladder:
    """Set up the steps every group starts with, held, so that they can be changed."""
    is_new = not LadderStep.objects.filter(group=group).exists()
    ladder = _locked(group)
    if is_new:
        record("ladder.begun", actor=actor, target=ladder)
    return ladder


def _signed(kind: str, days: int) -> int:
    if days < 1:
        raise CannotClimb(_("Please write a number of days above zero."), field="days")
    return -days if kind == LadderKind.BEFORE else days


def _refuse_twin(step: LadderStep, rows: Iterable[LadderStep]) -> None:
    same = (step.kind, step.days, step.sector)
    if any((row.kind, row.days, row.sector) == same for row in rows):
        raise CannotClimb(_("This step stands on the ladder already."), field="days")


def _place(step: LadderStep, others: list[LadderStep]) -> None:
    """Save the step behind those of its day, and count the places anew."""
    step.position = 1 + max((row.position for row in others), default=0)
    step.save()
    rows = sorted([*others, step], key=lambda row: (row.days, row.position))
    for place, row in enumerate(rows, start=1):
        row.position = place
    LadderStep.objects.bulk_update(rows, ["position"])


def _told(step: LadderStep) -> dict[str, Any]:
    return {"kind": step.kind, "days": step.days, "sector": step.sector}
