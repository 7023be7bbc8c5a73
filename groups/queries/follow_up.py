"""What follows from a decision or an agreement, as another room tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groups.signals import follow_ups_wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from groups.models import Decision


@dataclass(frozen=True)
class FollowUp:
    """What follows from a decision or an agreement, as another room tells it.

    `number` is what people say (KHO-42); `state` is a state that `{% status %}` knows,
    `state_label` its word in the reader's language.
    """

    number: str
    title: str
    url: str
    state: str
    state_label: str | _StrPromise
    is_done: bool


def follow_ups_by(targets: Sequence[Any]) -> dict[int, list[FollowUp]]:
    """Give what every app says follows from each of `targets`, rows of one model, by their ids.

    What is still to be done comes first. The number of queries does not hang on how many
    targets there are.
    """
    found: dict[int, list[FollowUp]] = {row.pk: [] for row in targets}
    if not targets:
        return found
    answers: Any = follow_ups_wanted.send(sender=type(targets[0]), targets=list(targets))
    for _receiver, answer in answers:
        for pk, rows in (answer or {}).items():
            found[pk] += rows
    return {pk: sorted(rows, key=lambda row: row.is_done) for pk, rows in found.items()}


def follow_ups_of(target: Any) -> list[FollowUp]:
    """Give what every app says follows from one decision or agreement."""
    return follow_ups_by([target])[target.pk]


def with_follow_ups(decisions: Sequence[Decision]) -> list[Decision]:
    """Give the decisions, each with what follows from it (`follow_ups`)."""
    found = follow_ups_by(decisions)
    for row in decisions:
        row.follow_ups = found[row.pk]  # type: ignore[attr-defined]
    return list(decisions)
