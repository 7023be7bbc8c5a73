"""Everybody concerned hears that the day is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.notices.issue import tell_of

if TYPE_CHECKING:
    from datetime import date

    from issues.models import Issue


def term_moved(
    issue: Issue, kind: str, *, actor: Any, note: str, was: Any, until: date | None = None
) -> None:
    """Tell everybody concerned that the day is another one: extended, paused, running again."""
    more = {"was": was.isoformat() if was else "", "until": until.isoformat() if until else ""}
    tell_of(issue, kind, actor=actor, note=note, more=more)
