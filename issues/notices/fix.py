"""Is it really fixed? Who is asked, and who hears of doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.notices.facts import facts_of
from issues.notices.issue import tell_of
from issues.notices.people import followers
from masam.notifications.actions import queue_notice

if TYPE_CHECKING:
    from issues.models import Issue


def issue_doubted(issue: Issue, *, actor: Any, note: str = "") -> None:
    """Tell the office and who leads the group that somebody finds it only partly fixed."""
    tell_of(issue, "issue_doubted", actor=actor, note=note)


def issue_asked(issue: Issue) -> int:
    """Ask those who follow whether it is really fixed; give how many were asked anew (I12)."""
    return queue_notice(
        "issue_asked",
        app="issues",
        group=issue.group,
        people=followers(issue),
        context=facts_of(issue) | {"note": ""},
        key=f"{issue.code}:asked:{issue.fixed_at:%Y%m%d%H%M%S}",
    )
