"""Both owners of a joint action hear what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from issues.notices.facts import day_of, group_of, register
from masam.notifications.actions import queue_notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from issues.models import JointAction
    from masam.notifications.models import Notice


def action_moved(
    action: JointAction, kind: str, *, actor: Any, note: str = "", also: Iterable[Any] = ()
) -> None:
    """Tell both owners of a joint action; `kind` is action_planned, action_confirmed ..."""
    owners = {action.government_owner.user, action.civil_owner.user, *also}
    queue_notice(
        kind,
        app="issues",
        group=action.group,
        people=[user for user in owners if user is not None and user != actor],
        context={
            "number": action.number,
            "title": action.title,
            "due": action.due_date.isoformat(),
            "government": str(action.government_owner),
            "civil": str(action.civil_owner),
            "problem": action.issue.title if action.issue else "",
            "note": note,
        },
        key=f"action:{action.number}:{action.version}:{timezone.now():%Y%m%d%H%M%S}",
    )


def prepare_action(notice: Notice) -> dict[str, Any]:
    """Give the day as a day, and the address."""
    facts = notice.context
    return {
        "due_date": day_of(facts["due"]),
        "path": f"/{group_of(notice).slug}/desk/actions/{facts['number']}/",
    }


ACTIONS = (
    "action_planned",
    "action_updated",
    "action_confirmed",
    "action_completed",
    "action_cancelled",
    "action_changed",
    "action_withdrawn",
    "action_resumed",
)


register(ACTIONS, prepare_action)
