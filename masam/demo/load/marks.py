"""Tags, priorities, "me too" and the ranking of a group's issues (I6, I18)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from groups.models import Counter
from issues.lifecycle import UNFINISHED
from issues.models import (
    Ballot,
    Candidate,
    Dots,
    Echo,
    IssueTag,
    MeToo,
    Priority,
    RankingRound,
    Tag,
)
from masam.demo.load.moments import moment
from masam.search.folding import fold

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage

TAGS = ("Өвөл", "Ус, ариун цэвэр", "Дараалал", "Эм, урвалж", "Хүүхэд", "Төсөв")
WHY = (
    "Өвлийн улирал эхлэхээс өмнө шийдэх шаардлагатай.",
    "Олон өрхөд хамаатай, иргэд олон удаа хэлсэн.",
    "Ирэх оны төсөвт тусгуулна.",
)


def load_marks(stage: Stage) -> None:
    """Mark the open issues of a group."""
    names = [name.replace(",", " ба") for name in TAGS]
    tags = Tag.objects.bulk_create(
        Tag(group=stage.group, name=name, key=fold(name)) for name in names
    )
    IssueTag.objects.bulk_create(
        IssueTag(group=stage.group, issue=issue, tag=tags[issue.number % len(tags)])
        for issue in stage.issues
        if issue.number % 3
    )
    waiting = [issue for issue in stage.issues if issue.state in UNFINISHED]
    _priorities(stage, waiting)
    if len(waiting) > 2:
        _rounds(stage, waiting)
    _echoes(stage, [issue for issue in waiting if issue.published_at])


def _rounds(stage: Stage, waiting: list[Issue]) -> None:
    """Let one round have ended with a result, and another be open until next week."""
    group, today = stage.group, stage.group.today()
    rounds = RankingRound.objects.bulk_create(
        RankingRound(
            group=group, number=number, until_date=today + timedelta(days=ends),
            opened_at=moment(group, ago), opened_by=stage.by("facilitator"),
            closed_at=moment(group, -ends) if ends < 0 else None,
        )
        for number, ago, ends in ((1, 70, -56), (2, 4, 8))
    )  # fmt: skip
    candidates = [
        Candidate(group=group, round=row, issue=issue) for row in rounds for issue in waiting[:10]
    ]
    Candidate.objects.bulk_create(candidates)
    people = [member for member in stage.members if member.role in ("member", "monitor")]
    ballots = Ballot.objects.bulk_create(
        Ballot(group=group, round=row, membership=member, cast_at=moment(group, ago))
        for row, ago, share in ((rounds[0], 60, 4), (rounds[1], 2, 2))
        for at, member in enumerate(people)
        if at % 5 < share
    )
    of_round = {row.pk: [each for each in candidates if each.round == row] for row in rounds}
    Dots.objects.bulk_create(
        Dots(group=group, ballot=ballot, candidate=of_round[ballot.round_id][place], count=count)
        for at, ballot in enumerate(ballots)
        for place, count in ((at % 3, 3), (3 + at % 7, 2))
        if place < len(of_round[ballot.round_id])
    )
    Counter.objects.update_or_create(group=group, noun="ranking", defaults={"last": 2})


def _priorities(stage: Stage, waiting: list[Issue]) -> None:
    """Let the facilitator's word or a decision of a meeting stand behind each."""
    decisions = stage.decisions[-3:]
    Priority.objects.bulk_create(
        Priority(
            group=stage.group, issue=issue, level=at % 3 + 1, set_by=stage.by("facilitator"),
            reason="" if decisions and at % 2 else WHY[at % len(WHY)],
            decision=decisions[at % len(decisions)] if decisions and at % 2 else None,
            set_at=moment(stage.group, 9, at),
        )
        for at, issue in enumerate(waiting[:6])
    )  # fmt: skip


def _echoes(stage: Stage, shown: list[Issue]) -> None:
    counts = [(issue, (issue.number * 7) % 13) for issue in shown[:8]]
    MeToo.objects.bulk_create(
        MeToo(group=stage.group, issue=issue, key=f"{issue.number:08d}{nth:08d}" * 4)
        for issue, count in counts
        for nth in range(count)
    )
    Echo.objects.bulk_create(
        Echo(group=stage.group, issue=issue, count=count) for issue, count in counts if count
    )
