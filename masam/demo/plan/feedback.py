"""What citizens said: some of it unanswered, some answered, some now an issue."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from masam.demo.plan.issues import Fate
from masam.demo.plan.points import service_points
from masam.demo.tables import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masam.demo.plan.issues import Story
    from masam.demo.tables import Place, Word

CHANNELS, CHANNEL_WEIGHTS = ("web", "paper", "spoken", "phone"), (70, 15, 9, 6)
PASSED_ON = "Хариуцсан байгууллагад хүргүүлж, хугацаатай хариу хүссэн. Явцыг энд мэдээлнэ."
TIED = (Fate.FIXED, Fate.IN_ACTION, Fate.WAITING, Fate.CLAIMED)


@dataclass(frozen=True)
class Said:
    """A citizen's case to be. `story` is the place in the list of the issue it became.

    `answered` is how many days ago it was answered, None while it waits.
    """

    kind: str
    text: str
    point: str
    channel: str
    days_ago: int
    state: str
    answer: str = ""
    answered: int | None = None
    rating: int | None = None
    did_help: bool | None = None
    is_public: bool = False
    wants_call: bool = False
    story: int | None = None


def plan_feedback(place: Place, stories: Sequence[Story]) -> list[Said]:
    """Give a group's cases, the oldest first."""
    rng = Random(f"feedback of {place.slug}")  # noqa: S311 - reason: the same demo every time
    count = 18 if place.slug == "khovd" else max(3, min(14, place.weight // 3))
    points = service_points(place)
    fitting = [word for word in words() if word.point_type in points]
    chosen = rng.sample(fitting, min(count, len(fitting)))
    said = []
    for at, word in enumerate(chosen):
        is_new = at % 3 == 0 or not word.answer_mn
        days = rng.randint(1, 24) if is_new else rng.randint(10, 330)
        days = {1: 45, 7: 40}.get(at, days)  # one that is overdue, one that came back
        point = rng.choice(points[word.point_type])
        said.append(_said(rng, at, word, point, days))
    said += [_tied(rng, at, stories[at]) for at in _to_tie(rng, stories)]
    return sorted(said, key=lambda each: -each.days_ago)


def _said(rng: Random, at: int, word: Word, point: str, days: int) -> Said:
    """Answer the old ones; every third is new and waits, and so does one that is overdue."""
    waits = at % 3 == 0 or at == 1 or not word.answer_mn
    answered = None if waits else max(1, days - rng.randint(2, 26))
    state = rng.choice(["received", "read"]) if waits else rng.choice(["answered", "closed"])
    came_back = at == 7 and answered is not None and answered > 2
    if came_back:
        state = "reopened"
    is_rated = answered is not None and rng.random() < 0.6
    return Said(
        kind=word.kind,
        text=word.text_mn,
        point=point,
        channel=rng.choices(CHANNELS, CHANNEL_WEIGHTS)[0],
        days_ago=days,
        state=state,
        answer="" if waits else word.answer_mn,
        answered=answered,
        rating=rng.choice([3, 4, 4, 5, 5]) if is_rated else None,
        did_help=not came_back and rng.random() < 0.85 if is_rated or came_back else None,
        is_public=not waits and not came_back and word.kind != "problem",
        wants_call=at % 5 == 2,
    )


def _to_tie(rng: Random, stories: Sequence[Story]) -> list[int]:
    fitting = [at for at, story in enumerate(stories) if story.fate in TIED]
    return sorted(rng.sample(fitting, min(len(fitting), 1 + len(stories) // 10)))


def _tied(rng: Random, at: int, story: Story) -> Said:
    """Give what led to an issue: answered when it was fixed, or when it went to the office."""
    fixed, asked = story.day_of("confirm"), story.day_of("assign")
    answered = fixed if fixed is not None else asked
    return Said(
        kind="problem",
        text=story.problem.detail_mn,
        point=story.point,
        channel=rng.choices(CHANNELS, CHANNEL_WEIGHTS)[0],
        days_ago=story.age + rng.randint(1, 4),
        state="read" if answered is None else "answered",
        answer=story.problem.fix_mn if fixed is not None else PASSED_ON,
        answered=answered,
        rating=rng.choice([3, 4, 5]) if fixed is not None else None,
        did_help=True if fixed is not None else None,
        story=at,
    )
