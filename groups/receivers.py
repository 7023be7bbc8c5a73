"""What groups answer when lower rooms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from groups.actions import announce, take_reply
from groups.models import Meeting
from groups.queries import groups_of, groups_where
from groups.signals import meeting_planned
from masam.accounts.signals import Place, places_wanted
from masam.notifications.models import MailState
from masam.notifications.registry import Outcome, taker
from masam.ui.addresses import address
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from masam.accounts.models import User
    from masam.notifications.mailbox import Letter


@receiver(places_wanted)
def places_of_work(sender: type[User], user: User, **kwargs: Any) -> list[Place]:
    """Give the desks a person may open, and the office's inbox."""
    offices = set(groups_where(user, "office.open").values_list("pk", flat=True))
    places = [
        Place(name=group.name, url=address(group.slug, "desk"), detail=_("the group's desk"))
        for group in groups_of(user)
        if group.pk not in offices
    ]
    if offices:
        places.append(
            Place(_("My office's inbox"), address("office"), _("what is assigned to my office"))
        )
    if user.is_superuser:
        detail = _("enter a group for a short time; the group is told")
        places.append(Place(_("Support sessions"), address("me", "support"), detail))
    return places


@receiver(meeting_planned)
def tell_the_invited(sender: type[Meeting], meeting: Meeting, change: str, **kwargs: Any) -> None:
    """Invite to a planned meeting, tell of a moved one and of one that is called off."""
    announce(meeting, change, actor=meeting.logged_by if change == "planned" else None)


@taker("calendar")
def answer_by_calendar(letter: Letter, token: str) -> Outcome:
    """Take what a calendar program answers to an invitation."""
    try:
        row = take_reply(letter.calendar, letter.sender)
    except DomainError as error:
        return Outcome(MailState.IGNORED, str(error))
    return Outcome(MailState.TAKEN, group=row.group, about=row.meeting.topic)
