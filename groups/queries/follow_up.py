"""What follows from a decision or an agreement: answered by the apps above, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groups.signals import follow_ups_wanted

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class FollowUp:
    """Something that follows from a decision or rests on an agreement: an issue, a joint action.

    `number` is what people say (KHO-42); `state` is a state that `{% status %}` knows,
    `state_label` its word in the reader's language.
    """

    number: str
    title: str
    url: str
    state: str
    state_label: str | _StrPromise
    is_done: bool


def follow_ups_of(target: Any) -> list[FollowUp]:
    """Give what every app says follows from `target`; what is still to be done comes first."""
    answers: Any = follow_ups_wanted.send(sender=type(target), target=target)
    rows: list[FollowUp] = [row for _receiver, found in answers for row in found or ()]
    return sorted(rows, key=lambda row: row.is_done)
