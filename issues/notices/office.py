"""What the office and its people are told beside the steps of an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.notices.facts import facts_of
from issues.notices.people import officers
from masam.notifications.actions import queue_notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from issues.models import Handover, Issue
    from masam.accounts.models import User


def issue_handed(issue: Issue, handover: Handover, *, actor: Any) -> None:
    """Tell the colleague who now has the issue in hand."""
    colleague = handover.to_membership.user
    people = [colleague] if colleague else []
    key = f"handed:{handover.pk}"
    ask_again(issue, "issue_handed", people, key, handover.reason, actor)


def issue_link(issue: Issue) -> int:
    """Send the office a new link; at most once a day for an issue. Gives how many are new."""
    return ask_again(issue, "issue_link", officers(issue), f"link:{issue.group.today()}")


def issue_unread(issue: Issue, person: User) -> int:
    """Tell somebody that their reply held no words of their own; once for an issue."""
    return ask_again(issue, "issue_unread", [person], "unread")


def ask_again(
    issue: Issue,
    kind: str,
    people: Iterable[User],
    key: str,
    note: str = "",
    actor: Any = None,
) -> int:
    """Send the office's people one mail with the issue and its link; `key` says what for."""
    by = {"by": str(actor) if actor is not None else ""}
    return queue_notice(
        kind,
        app="issues",
        group=issue.group,
        people=people,
        context=facts_of(issue) | by | {"note": note},
        key=f"{issue.code}:{key}",
    )
