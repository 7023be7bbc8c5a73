"""Who is told of a step of an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.notices.facts import facts_of, prepare_issue, register
from issues.notices.people import followers, leaders, monitors, officers
from masam.notifications.actions import queue_notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from issues.models import Issue
    from masam.accounts.models import User

AUDIENCE: dict[str, tuple[Callable[[Issue], list[User]], ...]] = {
    "issue_assigned": (officers,),
    "issue_answered": (leaders, followers),
    "issue_verified": (leaders,),
    "issue_rejected": (followers,),
    "issue_accepted": (leaders, followers),
    "issue_started": (leaders, followers),
    "issue_claimed": (monitors, leaders),
    "issue_confirmed": (officers, leaders, followers),
    "issue_reopened": (officers, leaders, monitors),
    "issue_doubted": (officers, leaders),
    "issue_referred": (leaders, followers),
    "issue_extended": (officers, leaders, followers),
    "issue_paused": (officers, leaders, followers),
    "issue_resumed": (officers, leaders, followers),
    "issue_recounted": (officers, leaders, followers),
}


def issue_assigned(issue: Issue, *, actor: Any, note: str = "") -> None:
    """Ask the officers of the responsible organisation; the mail holds a link to answer by."""
    tell_of(issue, "issue_assigned", actor=actor, note=note)


def issue_moved(issue: Issue, kind: str, *, actor: Any, note: str = "") -> None:
    """Tell of a transition; `kind` is its notice in the table."""
    tell_of(issue, kind, actor=actor, note=note)


def tell_of(
    issue: Issue, kind: str, *, actor: Any, note: str, more: dict[str, Any] | None = None
) -> None:
    """Tell an audience of `AUDIENCE`; nobody twice, never who acted."""
    told = {actor.pk} if actor is not None else set[int]()
    # Who must act hears it at once; who only follows, in the digest.
    for audience in sorted(AUDIENCE[kind], key=lambda audience: audience is followers):
        people = [user for user in audience(issue) if user.pk not in told]
        told |= {user.pk for user in people}
        queue_notice(
            kind,
            app="issues",
            group=issue.group,
            people=people,
            context=facts_of(issue) | {"note": note} | (more or {}),
            key=f"{issue.code}:{issue.version}",
            gathered=audience is followers,
        )


# Those with a link of their own are prepared in `issues.notices.link`.
register(AUDIENCE.keys() - {"issue_assigned", "issue_confirmed"}, prepare_issue)
