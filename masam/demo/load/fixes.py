"""What people say of fixes four weeks later; what joint actions wait for, and their money."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from issues.models import ActionDependency, ActionFund, FixRound, FixWord
from issues.models.fix import Channel, Said, word_key

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage

FOUR_WEEKS = timedelta(weeks=4)
# One answer for each person asked; some say nothing.
ANSWERS = (
    (Said.YES, ""), (Said.YES, "Одоо хэвийн ажиллаж байна."), (Said.PARTLY, "Оройн цагаар дутуу."),
    (Said.YES, ""), ("", ""), (Said.YES, "Баярлалаа."), (Said.YES, ""), (Said.YES, ""),
)  # fmt: skip
WAYS = (Channel.MAIL, Channel.CODE, Channel.DESK)
DONOR = "Дэлхийн Зөн Монгол"


def load_fixes(stage: Stage) -> None:
    """Ask about the fixes that are four weeks old, and let most of those asked answer."""
    old = timezone.now() - FOUR_WEEKS
    fixes = [row for row in stage.issues if row.fixed_at is not None and row.fixed_at <= old]
    rounds = [_round(stage, issue) for issue in fixes]
    FixRound.objects.bulk_create(rounds)
    FixWord.objects.bulk_create(word for row in rounds for word in _words(row))
    _order(stage)
    _fund(stage)


def _round(stage: Stage, issue: Issue) -> FixRound:
    assert issue.fixed_at is not None  # noqa: S101 - reason: the caller chose by it
    asked = issue.fixed_at + FOUR_WEEKS
    stage.note("issue.asked", issue, asked, data={"asked": _count(issue)})
    return FixRound(
        group=stage.group, issue=issue, number=1, fixed_at=issue.fixed_at, asked_at=asked
    )


def _count(issue: Issue) -> int:
    return 2 + issue.number % 6


def _words(row: FixRound) -> list[FixWord]:
    words = []
    for place in range(_count(row.issue)):
        said, note = ANSWERS[(row.issue.number + place) % len(ANSWERS)]
        asked = row.asked_at or row.fixed_at
        words.append(
            FixWord(
                group=row.group, round=row, key=word_key(f"demo:{row.issue_id}:{place}"),
                channel=WAYS[place % len(WAYS)], asked_at=asked, said=said, note=note,
                said_at=asked + timedelta(hours=5 + place) if said else None,
            )
        )  # fmt: skip
    return words


def _order(stage: Stage) -> None:
    """Let every third open joint action wait for the one planned before it."""
    ways = [row for row in stage.actions if row.state in {"planned", "half_done"}]
    pairs = list(zip(ways[1::3], ways[::3], strict=False))
    ActionDependency.objects.bulk_create(
        ActionDependency(group=stage.group, action=action, waits_for=first,
                         tied_by=stage.by("secretary"))
        for action, first in pairs
    )  # fmt: skip


def _fund(stage: Stage) -> None:
    """Split the budget of joint actions: most of it is there, the rest is asked of a donor."""
    funds = []
    for row in stage.actions:
        if not row.budget_mnt:
            continue
        own = row.budget_mnt * 7 // 10
        lines = ((row.budget_source or "Орон нутгийн төсөв", own, own),
                 (DONOR, row.budget_mnt - own, (row.budget_mnt - own) // 2))  # fmt: skip
        funds += [
            ActionFund(group=stage.group, action=row, position=position, source=source[:120],
                       planned_mnt=planned, secured_mnt=secured)
            for position, (source, planned, secured) in enumerate(lines, start=1)
        ]  # fmt: skip
    ActionFund.objects.bulk_create(funds)
