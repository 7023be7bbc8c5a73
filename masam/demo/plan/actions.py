"""Joint actions: what an office and a civil society organisation do about some issues."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from masam.demo.plan.issues import Fate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from masam.demo.plan.issues import Story
    from masam.demo.tables import Place

BUDGETS = (None, None, 850_000, 2_400_000, 6_500_000, 14_000_000, 38_000_000)  # MNT
SOURCES = ("Орон нутгийн хөгжлийн сан", "Орон нутгийн төсөв", "Байгууллагын төсөв")


@dataclass(frozen=True)
class Joint:
    """A joint action to be, about the story at `story`. Days count back from today.

    `due_in` is negative when the day is over. `government_done` and `civil_done` say when each
    side confirmed, None while it has not.
    """

    story: int
    title: str
    state: str
    planned: int
    due_in: int
    government_done: int | None = None
    civil_done: int | None = None
    cancelled: int | None = None
    budget_mnt: int | None = None
    budget_source: str = ""


def plan_actions(place: Place, stories: Sequence[Story]) -> list[Joint]:
    """Give the joint actions of a group, in the order in which they were planned."""
    rng = Random(f"actions of {place.slug}")  # noqa: S311 - reason: the same demo every time
    found = []
    for at, story in enumerate(stories):
        began = story.day_of("working")
        if began is not None and story.problem.action_mn and _is_wanted(place, story):
            found.append(_joint(rng, at, story, began))
    return sorted(found, key=lambda joint: -joint.planned)


def _is_wanted(place: Place, story: Story) -> bool:
    """In Khovd everybody finds one in every state."""
    return story.has_action or (place.slug == "khovd" and story.fate != Fate.FIXED)


def _joint(rng: Random, at: int, story: Story, began: int) -> Joint:
    state = _state(rng, story)
    days: dict[str, int | None] = {}
    if state in {"half_done", "done"}:
        days["government_done"] = story.day_of("claim") or max(1, began - rng.randint(6, 14))
    if state == "done":
        days["civil_done"] = story.day_of("confirm")
    if state == "cancelled":
        days["cancelled"] = story.steps[-1].days_ago
    budget = rng.choice(BUDGETS)
    return Joint(
        story=at,
        title=story.problem.action_mn,
        state=state,
        planned=began,
        due_in=rng.randint(25, 70) - began,
        budget_mnt=budget,
        budget_source=rng.choice(SOURCES) if budget else "",
        **days,
    )


def _state(rng: Random, story: Story) -> str:
    """The state follows from how far the issue has come."""
    if story.fate == Fate.FIXED:
        return "done"
    if story.fate == Fate.REOPENED:
        return "cancelled"
    if story.fate == Fate.CLAIMED:
        return "half_done"
    return "half_done" if story.age <= 40 or rng.random() < 0.25 else "planned"
