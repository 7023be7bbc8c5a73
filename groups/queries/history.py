"""What happened to one thing, in plain words, from its audit entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groups.queries.meeting import Step
from masam.audit.queries import entries_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def history_of(target: Any, words: Mapping[str, Any]) -> list[Step]:
    """Give what happened, oldest first; `words` says each verb of the audit in the past tense."""
    return [
        Step(entry.at, entry.actor_name, str(words.get(entry.verb, entry.verb)), entry.note)
        for entry in entries_of(target)
    ]
