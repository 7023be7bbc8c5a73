"""The stories of issues: what was said, where, and how it went, from reported to fixed.

A story is a list of steps, each on a day that lies so many days back. Nothing happens today: the
demo looks the same in the morning and in the evening.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

from masam.demo.plan.points import service_points
from masam.demo.tables import problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masam.demo.tables import Place, Problem

OLDEST = 395  # days
OLD, YOUNG = 95, 25  # days: where the chances change
LATE = 0.12  # share of answers after the 30 days of the law


class Fate(StrEnum):
    """How far a story has come. `waiting`: an office was asked and has not answered."""

    REPORTED = "reported"
    VERIFIED = "verified"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    IN_ACTION = "in_action"
    CLAIMED = "claimed"
    FIXED = "fixed"
    REOPENED = "reopened"
    REFERRED = "referred"
    REJECTED = "rejected"
    MERGED = "merged"


F = Fate
VERIFY, ASSIGN, WORKING = ("verify", 2, 9), ("assign", 1, 6), ("working", 2, 20)
CLAIM, CONFIRM = ("claim", 6, 34), ("confirm", 2, 12)
# verb, fewest and most days since the step before
PATHS: dict[Fate, tuple[tuple[str, int, int], ...]] = {
    F.REPORTED: (),
    F.VERIFIED: (VERIFY,),
    F.WAITING: (VERIFY, ASSIGN),
    F.ACCEPTED: (VERIFY, ASSIGN, ("accept", 3, 15)),
    F.IN_ACTION: (VERIFY, ASSIGN, WORKING),
    F.CLAIMED: (VERIFY, ASSIGN, WORKING, CLAIM),
    F.FIXED: (VERIFY, ASSIGN, WORKING, CLAIM, CONFIRM),
    F.REOPENED: (VERIFY, ASSIGN, WORKING, CLAIM, CONFIRM, ("reopen", 10, 28)),
    F.REFERRED: (VERIFY, ASSIGN, ("not_ours", 3, 14), ("refer", 1, 7)),
    F.REJECTED: (("reject", 2, 12),),
    F.MERGED: (("merge", 1, 8),),
}
# Chances of what is not fixed, by age.
OLD_FATES = {F.WAITING: 5, F.ACCEPTED: 4, F.IN_ACTION: 10, F.CLAIMED: 3, F.REOPENED: 6,
             F.REFERRED: 6, F.REJECTED: 5, F.MERGED: 4, F.VERIFIED: 2}  # fmt: skip
MIDDLE_FATES = {F.REPORTED: 5, F.VERIFIED: 8, F.WAITING: 16, F.ACCEPTED: 8, F.IN_ACTION: 20,
                F.CLAIMED: 12, F.REJECTED: 4, F.MERGED: 3, F.REFERRED: 2}  # fmt: skip
YOUNG_FATES = {F.REPORTED: 40, F.VERIFIED: 18, F.WAITING: 25, F.ACCEPTED: 7, F.IN_ACTION: 6,
               F.REJECTED: 2, F.MERGED: 2}  # fmt: skip
MERGEABLE = (F.VERIFIED, F.WAITING, F.ACCEPTED, F.IN_ACTION, F.CLAIMED, F.FIXED)


@dataclass(frozen=True)
class Step:
    """One step: a verb of the lifecycle, or log, assign, working, not_ours; days before today."""

    verb: str
    days_ago: int


@dataclass(frozen=True)
class Story:
    """An issue to be. `point` is the key of a service point (`plan/points.py`).

    `asked` is "agency", "point", or "" when nobody was asked. `promise` is how many days the
    office asked for, `joins` the place in the list of the story it was merged into.
    """

    fate: Fate
    problem: Problem
    point: str
    steps: tuple[Step, ...]
    asked: str = "agency"
    promise: int = 30
    joins: int | None = None
    is_public: bool = False
    has_photo: bool = False
    has_action: bool = False

    @property
    def age(self) -> int:
        """Days since it was logged."""
        return self.steps[0].days_ago

    def day_of(self, verb: str) -> int | None:
        """Give how many days ago a step was taken (the last one of that verb), or None."""
        return next((step.days_ago for step in self.steps[::-1] if step.verb == verb), None)


# What everybody who tries the thread must find in Khovd: fate, age in days, sector, whom.
HEALTH, SCHOOL = ("health", "agency"), ("education", "point")
KHOVD = (
    (F.REPORTED, 2, *HEALTH), (F.REPORTED, 4, "education", "agency"), (F.REPORTED, 7, *HEALTH),
    (F.VERIFIED, 9, *HEALTH),
    (F.WAITING, 62, *HEALTH), (F.WAITING, 50, *HEALTH), (F.WAITING, 16, *HEALTH),
    (F.WAITING, 12, *HEALTH), (F.WAITING, 58, *SCHOOL), (F.WAITING, 14, *SCHOOL),
    (F.CLAIMED, 64, *HEALTH), (F.CLAIMED, 71, *SCHOOL),
    (F.IN_ACTION, 120, *HEALTH), (F.IN_ACTION, 33, *HEALTH), (F.ACCEPTED, 35, "education", "agency"),
    (F.REOPENED, 130, *HEALTH), (F.REFERRED, 100, *HEALTH), (F.REJECTED, 40, *HEALTH),
    (F.MERGED, 10, *HEALTH), (F.FIXED, 150, *HEALTH), (F.FIXED, 112, *SCHOOL),
    (F.FIXED, 90, *HEALTH),
)  # fmt: skip


def shares(places: Sequence[Place], total: int) -> dict[str, int]:
    """Divide `total` issues over the groups by weight; everybody gets one, Khovd its stories."""
    fewest = {place.slug: len(KHOVD) if place.slug == "khovd" else 1 for place in places}
    weight = sum(place.weight for place in places)
    wanted = {place.slug: round(total * place.weight / weight) for place in places}
    counts = {slug: max(count, fewest[slug]) for slug, count in wanted.items()}
    while sum(counts.values()) > max(total, sum(fewest.values())):
        slug = max(counts, key=lambda name: counts[name] - fewest[name])
        counts[slug] -= 1
    return counts


def plan_issues(place: Place, count: int) -> list[Story]:
    """Give `count` stories, the oldest first, as they get their numbers."""
    rng = Random(f"issues of {place.slug}")  # noqa: S311 - reason: the same demo every time
    choice = _Choice(rng, place)
    script = KHOVD if place.slug == "khovd" else ()
    stories = [
        choice.story(fate, age, sector=sector, asked=asked) for fate, age, sector, asked in script
    ]
    stories += [choice.any_story() for _more in range(count - len(stories))]
    stories.sort(key=lambda story: -story.age)
    return _joined(stories)


class _Choice:
    """Draws stories; no problem twice at the same service point."""

    def __init__(self, rng: Random, place: Place) -> None:
        self.rng, self.place = rng, place
        self.points = service_points(place)
        self.problems = [each for each in problems(place.kind) if each.point_type in self.points]
        self.taken: set[tuple[str, str]] = set()

    def any_story(self) -> Story:
        age = 1 + int(OLDEST * self.rng.random())
        return self.story(self._fate(age), age)

    def _fate(self, age: int) -> Fate:
        if age > YOUNG and self.rng.random() * 100 < self.place.fixes * min(1, age / 110):
            return F.FIXED
        chances = OLD_FATES if age > OLD else MIDDLE_FATES if age > YOUNG else YOUNG_FATES
        return self.rng.choices(list(chances), list(chances.values()))[0]

    def story(self, fate: Fate, age: int, *, sector: str = "", asked: str = "") -> Story:
        rng = self.rng
        asked = asked or ("point" if rng.random() < 0.25 else "agency")
        problem, point = self._where(sector, asked)
        steps = _steps(rng, fate, age)
        is_known = fate not in {F.REPORTED, F.MERGED, F.REJECTED}
        return Story(
            fate=fate,
            problem=problem,
            point=point,
            steps=steps,
            asked=asked if any(step[0] == "assign" for step in PATHS[fate]) else "",
            promise=self._promise(steps, is_scripted=bool(sector)),
            is_public=is_known and (age > OLD or rng.random() < 0.92),
            has_photo=rng.random() < 0.45,
            has_action=bool(problem.action_mn) and rng.random() < 0.5,
        )

    def _promise(self, steps: tuple[Step, ...], *, is_scripted: bool) -> int:
        """Give the days an office asks for; half of those still at work are not late yet."""
        last = steps[-1]
        if last.verb == "working" and not is_scripted and self.rng.random() < 0.55:
            return last.days_ago + self.rng.randint(5, 40)
        return self.rng.randint(18, 45)

    def _where(self, sector: str, asked: str) -> tuple[Problem, str]:
        fitting = [each for each in self.problems if sector in {"", each.sector}]
        if sector:  # of Khovd's own stories everyone may lead to a joint action
            fitting = [each for each in fitting if each.action_mn]
        if sector == "education" and asked == "point":  # the school that has a sign-in
            fitting = [each for each in fitting if each.point_type == "school"]
        for _attempt in range(60):
            problem = self.rng.choice(fitting)
            points = self.points[problem.point_type]
            point = "school1" if sector and asked == "point" else self.rng.choice(points)
            if (problem.key, point) not in self.taken:
                break
        self.taken.add((problem.key, point))
        return problem, point


def _steps(rng: Random, fate: Fate, age: int) -> tuple[Step, ...]:
    """Give the steps; where the time does not suffice they follow each other faster."""
    gaps = [_gap(rng, *step) for step in PATHS[fate]]
    room, total = age - 1, sum(gaps)
    if total > room:
        gaps = [gap * room // total for gap in gaps]
    steps, day = [Step("log", age)], age
    for (verb, _fewest, _most), gap in zip(PATHS[fate], gaps, strict=True):
        day -= gap
        steps.append(Step(verb, day))
    return tuple(steps)


def _gap(rng: Random, verb: str, fewest: int, most: int) -> int:
    """Give the days before a step; some offices answer later than the law allows."""
    if verb in {"working", "not_ours"} and rng.random() < LATE:
        return rng.randint(31, 45)
    return rng.randint(fewest, most)


def _joined(stories: list[Story]) -> list[Story]:
    """Let merged stories say what an older one says; without one they are only verified."""
    found: list[Story] = []
    for story in stories:
        if story.fate == F.MERGED:
            older = [at for at, other in enumerate(found) if _can_take(other, story)]
            found.append(_merged(story, found, older))
        else:
            found.append(story)
    return found


def _can_take(other: Story, story: Story) -> bool:
    fixed = other.day_of("confirm")
    is_open = other.fate in MERGEABLE and (fixed is None or fixed < story.steps[-1].days_ago)
    return is_open and other.problem.sector == story.problem.sector


def _merged(story: Story, found: list[Story], older: list[int]) -> Story:
    if not older:
        steps = (story.steps[0], replace(story.steps[1], verb="verify"))
        return replace(story, fate=F.VERIFIED, steps=steps)
    into = found[older[-1]]
    return replace(story, problem=into.problem, point=into.point, joins=older[-1], has_action=False)
