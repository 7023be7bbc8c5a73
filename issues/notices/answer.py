"""The group hears what the office answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.notices.issue import tell_of

if TYPE_CHECKING:
    from issues.models import Answer, Issue


def issue_answered(issue: Issue, answer: Answer, *, actor: Any) -> None:
    """Tell the group what the office answered."""
    more = {
        "kind": str(answer.kind),
        "theirs": answer.theirs,
        "promised": answer.due_date.isoformat() if answer.due_date else "",
    }
    tell_of(issue, "issue_answered", actor=actor, note=answer.text, more=more)
