"""What groups answer when lower rooms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from groups.actions import announce
from groups.models import Meeting
from groups.queries import groups_of, groups_where
from groups.signals import meeting_planned
from masam.accounts.signals import Place, places_wanted
from masam.ui.addresses import address

if TYPE_CHECKING:
    from masam.accounts.models import User


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
