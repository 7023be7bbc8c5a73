"""The links with a token in mails about an issue: made at delivery, never stored."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from groups.models import Pointer
from issues.models.fix import word_key
from issues.notices.facts import group_of, prepare_issue, register
from masam.notifications.actions import can_reply

if TYPE_CHECKING:
    from masam.notifications.models import Notice

LINK_DAYS = 30
REPLY, ASK, MAIL = "reply", "ask", "mail"  # kinds of pointers


def prepare_asked(notice: Notice) -> dict[str, Any]:
    """Add the link by which the office answers: one issue, one office, 30 days, no login."""
    facts = notice.context
    ends = timezone.now() + timedelta(days=LINK_DAYS)
    data = {"organisation": facts["organisation"]}
    where: dict[str, Any] = {"expires_at": ends, "data": data}
    token = Pointer.issue(REPLY, group_of(notice), facts["issue"], **where)
    said = {"reply": f"/reply/{token}/", "days": LINK_DAYS, "can_reply": can_reply()}
    if said["can_reply"]:  # the mail itself can be answered (masam/notifications)
        word = Pointer.issue(MAIL, group_of(notice), facts["issue"], **where, plain=True)
        said["reply_token"] = word
    return prepare_issue(notice) | said


def prepare_confirmed(notice: Notice) -> dict[str, Any]:
    """Add the link by which somebody says that it is not really fixed."""
    ends = timezone.now() + timedelta(days=3 * LINK_DAYS)
    data: dict[str, object] = {"who": word_key(f"user:{notice.recipient_id}")}
    token = Pointer.issue(
        ASK, group_of(notice), notice.context["issue"], expires_at=ends, data=data
    )
    return prepare_issue(notice) | {"ask": f"/ask/{token}/"}


register(
    ("issue_assigned", "issue_link", "issue_handed", "issue_insisted", "issue_unread"),
    prepare_asked,
)
register(("issue_confirmed", "issue_asked"), prepare_confirmed)
