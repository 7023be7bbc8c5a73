"""Who is told what: the citizen, in plain words, by the way he or she chose."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from feedback.models import Contact, Told, Way
from groups.models import Pointer
from issues.models.fix import word_key
from issues.notices import ASK, LINK_DAYS
from masam.calendars.queries import day_words
from masam.notifications.actions import queue_notice
from masam.notifications.registry import preparer

if TYPE_CHECKING:
    from feedback.models import Case, Message
    from issues.models import Issue
    from masam.notifications.models import Notice

ASK_DAYS = 3 * LINK_DAYS
# The verbs of an issue that a citizen is told of.
TOLD_OF = ("claim", "confirm", "reject", "reopen")


def words_about(case: Case, verb: str, issue: Issue) -> str:
    """Say in the citizen's language what became of the issue."""
    with translation.override(case.language):
        day = day_words(timezone.localdate(timezone=case.group.tz))
        return {
            "raise": _(
                "What you told us is now issue %(code)s. The group works on it, and you will "
                "read here what comes of it."
            ),
            "claim": _(
                "The responsible office says that %(code)s is fixed. Somebody outside the "
                "office will now check it."
            ),
            "confirm": _(
                "%(code)s is fixed: the fix was verified by somebody outside the office on "
                "%(day)s. Thank you for telling us. Did it help you?"
            ),
            "ask": _(
                "Four weeks ago %(code)s was verified as fixed. Is it really fixed? Please say yes, "
                "partly or no here; if the problem is still there, the group takes it up again."
            ),
            "reject": _(
                "The group does not take %(code)s further. If you see it differently, please "
                "answer here."
            ),
            "reopen": _(
                "%(code)s is open again: on a second look it was not fixed. The group goes on."
            ),
        }[verb] % {"code": issue.code, "day": day}


def tell_citizen(case: Case, message: Message, *, verb: str) -> Told:
    """Close the loop: the message stands behind the code, and goes out by the way chosen.

    Mail is queued. Calls and text messages are written down as still to do by the facilitator.
    """
    contact = Contact.objects.filter(case=case).first()
    if contact is None:
        return _told(case, verb, "code", done=True)
    if contact.way == Way.MAIL:
        context: dict[str, Any] = {"text": message.text}
        if verb == "ask":
            context |= {"issue": case.issue_id, "who": word_key(asked_as(case))}
        queue_notice(
            "case_asked" if verb == "ask" else "case_told",
            app="feedback",
            group=case.group,
            addresses=[(contact.value, case.language)],
            context=context,
            key=f"message:{message.pk}",
        )
        return _told(case, verb, "mail", done=True)
    return _told(case, verb, contact.way, done=False)


def asked_as(case: Case) -> str:
    """Give who is asked about a fix: the case, never the person (`word_key` hides even that)."""
    return f"case:{case.pk}"


@preparer("case_asked")
def prepare_asked(notice: Notice) -> dict[str, Any]:
    """Make the link by which the citizen answers; the token stands in the mail only."""
    ends = timezone.now() + timedelta(days=ASK_DAYS)
    facts = notice.context
    group = notice.group
    assert group is not None  # noqa: S101 - reason: a case belongs to a group
    token = Pointer.issue(ASK, group, facts["issue"], expires_at=ends, data={"who": facts["who"]})
    return {"ask": f"/ask/{token}/"}


def _told(case: Case, verb: str, channel: str, *, done: bool) -> Told:
    return Told.objects.create(
        group_id=case.group_id,
        case=case,
        verb=verb,
        channel=channel,
        told_at=timezone.now() if done else None,
    )
