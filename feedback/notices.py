"""Who is told what: the citizen, in plain words, by the way he or she chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from feedback.models import Contact, Told, Way
from masam.calendars.queries import day_words
from masam.notifications.actions import queue_notice

if TYPE_CHECKING:
    from feedback.models import Case, Message
    from issues.models import Issue

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
        queue_notice(
            "case_told",
            app="feedback",
            group=case.group,
            addresses=[(contact.value, case.language)],
            context={"text": message.text},
            key=f"message:{message.pk}",
        )
        return _told(case, verb, "mail", done=True)
    return _told(case, verb, contact.way, done=False)


def _told(case: Case, verb: str, channel: str, *, done: bool) -> Told:
    return Told.objects.create(
        group_id=case.group_id,
        case=case,
        verb=verb,
        channel=channel,
        told_at=timezone.now() if done else None,
    )
