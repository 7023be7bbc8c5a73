"""Tags, priorities, "me too" and the ranking of a group's issues (I6, I18)."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from groups.models import Counter
from issues.lifecycle import UNFINISHED
from issues.models import (
    Ballot,
    BulkChange,
    BulkKind,
    BulkRow,
    Candidate,
    Dots,
    Echo,
    IssueTag,
    MeToo,
    Outcome,
    Priority,
    RankingRound,
    Tag,
)
from issues.models import Stage as BulkStage
from masam.demo.load.moments import moment
from masam.jobs.models import JobState
from masam.search.folding import fold

if TYPE_CHECKING:
    from issues.models import Issue
    from masam.demo.load.stage import Stage

# What stands in the title of an issue that carries the tag; the first two that fit count.
TAGS = {
    "Өвөлжилт": ("дулаан", "халаалт", "хүйтэн", "өвөл"),
    "Ариун цэвэр": ("ариун цэвэр", "бие засах", "цэвэр ус"),
    "Эмийн хангамж": ("эмийн", "эм өгөх", "шинжилгээ", "вакцин", "тоног"),
    "Төлбөр": ("мөнгө", "төлбөр", "төсөв", "төсв"),
    "Дараалал": ("хүлээ", "дугаарыг", "ачаалал", "амралтын", "цагтай"),
    "Орон тоо": ("орон тоо", "эмч байхгүй", "багшийн"),
    "Хүртээмж": ("налуу", "хэлмэрч", "тэргэнцэр", "оршин суугч", "автобус"),
    "Хүүхэд": ("хүүх", "цэцэрлэг", "сургууль", "сурагч", "ангид", "эцэг эх"),
}
MOST_TAGS = 2
# How members divide their five dots.
SPLITS = ((3, 2), (2, 2, 1), (5,), (4, 1), (3, 1, 1), (2, 1, 1, 1))
WHY = (
    "Өвлийн улирал эхлэхээс өмнө шийдэх шаардлагатай.",
    "Олон өрхөд хамаатай, иргэд олон удаа хэлсэн.",
    "Ирэх оны төсөвт тусгуулна.",
)


def load_marks(stage: Stage) -> None:
    """Mark the open issues of a group."""
    tags = Tag.objects.bulk_create(
        Tag(group=stage.group, name=name, key=fold(name)) for name in TAGS
    )
    carried = IssueTag.objects.bulk_create(
        IssueTag(group=stage.group, issue=issue, tag=tag)
        for issue in stage.issues
        for tag in _fitting(issue, tags)
    )
    _tagged_at_once(stage, carried)
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
    liked = {row.pk: _by_liking([each for each in candidates if each.round == row])
             for row in rounds}  # fmt: skip
    chance = Random(stage.place.slug)  # noqa: S311 - reason: a demo, the same every time
    Dots.objects.bulk_create(
        Dots(group=group, ballot=ballot, candidate=candidate, count=count)
        for ballot in ballots
        for candidate, count in _given(liked[ballot.round_id], chance)
    )
    Counter.objects.update_or_create(group=group, noun="ranking", defaults={"last": 2})


def _by_liking(candidates: list[Candidate]) -> list[Candidate]:
    """Give them in the order in which people find them important, as their "me too" says."""
    return sorted(candidates, key=lambda each: (-_voices(each.issue), each.issue.number))


def _given(liked: list[Candidate], chance: Random) -> list[tuple[Candidate, int]]:
    """Give what one member gives: mostly to what many find important."""
    split = chance.choice(SPLITS)[: len(liked)]
    weights = [1 / (2 + place) for place in range(len(liked))]
    chosen = dict[int, Candidate]()
    while len(chosen) < len(split):
        place = chance.choices(range(len(liked)), weights)[0]
        chosen[place] = liked[place]
    return list(zip(chosen.values(), split, strict=True))


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
    counts = [(issue, _voices(issue)) for issue in shown[:8]]
    MeToo.objects.bulk_create(
        MeToo(group=stage.group, issue=issue, key=f"{issue.number:08d}{nth:08d}" * 4)
        for issue, count in counts
        for nth in range(count)
    )
    Echo.objects.bulk_create(
        Echo(group=stage.group, issue=issue, count=count) for issue, count in counts if count
    )


def _voices(issue: Issue) -> int:
    return (issue.number * 7) % 13


def _fitting(issue: Issue, tags: list[Tag]) -> list[Tag]:
    title = issue.title.lower()
    return [tag for tag in tags if any(word in title for word in TAGS[tag.name])][:MOST_TAGS]


def _tagged_at_once(stage: Stage, carried: list[IssueTag]) -> None:
    """Let the tag that most issues carry have come to them by one change of many."""
    if not carried:
        return
    counts = Tally(row.tag_id for row in carried)
    [(key, _count)] = counts.most_common(1)
    rows = [row for row in carried if row.tag_id == key]
    at = moment(stage.group, 1, 5)
    bulk = BulkChange.objects.create(
        group=stage.group, kind=BulkKind.TAG, words={"tags": [key]}, stage=BulkStage.CONFIRMED,
        state=JobState.READY, progress=100, asked_at=at, confirmed_at=at, finished_at=at,
        asked_by=stage.by("facilitator"),
    )  # fmt: skip
    BulkRow.objects.bulk_create(
        BulkRow(
            group=stage.group, bulk=bulk, issue=row.issue, version=row.issue.version, was="–",
            becomes=row.tag.name, outcome=Outcome.DONE, after={"tags": [key]},
        )
        for row in rows
    )  # fmt: skip
    stage.note(
        "bulk.confirmed",
        bulk,
        at,
        seat="facilitator",
        data={"kind": bulk.kind, "issues": len(rows)},
    )
