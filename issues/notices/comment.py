"""Who is told of a comment: who was named, and followers who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.notices.facts import facts_of, prepare_issue, register
from issues.notices.people import followers
from masam.notifications.actions import queue_notice

if TYPE_CHECKING:
    from issues.models import Comment, Issue
    from masam.accounts.models import User


def issue_commented(
    issue: Issue, comment: Comment, *, actor: Any, named: list[User], may_read: set[int]
) -> None:
    """Tell who was named at once, and followers who may read the comment in their digest."""
    told = {actor.pk} if actor is not None else set[int]()
    for gathered, people in ((False, named), (True, followers(issue))):
        wanted = [user for user in people if user.pk in may_read - told]
        told |= {user.pk for user in wanted}
        queue_notice(
            "issue_commented",
            app="issues",
            group=issue.group,
            people=wanted,
            context=facts_of(issue)
            | {"note": comment.text, "visibility": comment.visibility, "who": str(actor or "")},
            key=f"{issue.code}:comment:{comment.pk}",
            gathered=gathered,
        )


register(["issue_commented"], prepare_issue)
