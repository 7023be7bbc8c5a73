"""Support sessions: who is inside now, who was, and what they opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Group, SupportSession
from masam.audit.models import Entry
from masam.audit.queries import entries_of
from masam.tenancy import in_group

if TYPE_CHECKING:
    from django.db.models import QuerySet

OPENED = "support.opened"  # the verb of one access


def running_session(group: Group, user: Any) -> SupportSession | None:
    """Give the session that lets a person into a group now, or None.

    The group's own row says first, before any scope, whether any session runs at all; only then
    is the session itself looked up, in the group's scope.
    """
    if not (user.is_superuser and user.is_active and group.has_support):
        return None
    with in_group(group):
        row: SupportSession | None = (
            SupportSession.objects.running().filter(group=group, person=user).first()
        )
        return row


def running_sessions_of(user: Any) -> list[SupportSession]:
    """Give a person's running sessions in all groups."""
    groups = list(Group.objects.filter(support_until__gt=timezone.now()))
    if not groups:
        return []
    with in_group(*groups):
        rows = SupportSession.objects.running().filter(person=user).select_related("group")
        return list(rows.order_by("until", "id"))


def sessions_of(group: Group) -> QuerySet[SupportSession]:
    """Give the sessions of a group, the running ones too."""
    return SupportSession.objects.filter(group=group)


def session_or_404(gate: Any, number: int) -> SupportSession:
    """Give one session of the gate's group; the only door from an address to one."""
    row = sessions_of(gate.group).filter(number=number).first()
    if row is None:
        raise Http404
    return row


# What the group reads instead of a route's name, the first that the name begins with.
ROOMS = (
    ("groups:desk", _("Desk home")),
    ("groups:edit", _("Settings of the group")),
    ("groups:rules", _("What the group has settled")),
    ("groups:support", _("Support sessions")),
    ("issues:action", _("Joint actions")),
    ("issues:", _("Issues")),
    ("feedback:", _("Feedback")),
    ("disclosure:", _("Disclosure")),
    ("reports:", _("Reports")),
    ("group.edited", _("Settings of the group")),
    ("rules.settled", _("What the group has settled")),
)
# Parts of names of groups' own pages.
NOUNS = (("meeting", _("Meetings")), ("people", _("Members")), ("member", _("Members")))


def room_of(name: str) -> Any:
    """Give the room a route or a verb belongs to, in words; the name itself where none is known."""
    words = next((word for start, word in ROOMS if name.startswith(start)), None)
    return words or next((word for part, word in NOUNS if part in name), name)


@dataclass(frozen=True)
class Access:
    """Something that was opened or changed during a session."""

    at: datetime
    what: Any  # the room in words
    label: str
    is_change: bool


def accesses_of(session: SupportSession) -> list[Access]:
    """Give what was opened, and what the person changed in the group meanwhile, oldest first."""
    opened = list(entries_of(session).filter(verb=OPENED))
    rows = Entry.objects.filter(group=session.group, actor=session.person)
    rows = rows.filter(at__gte=session.started_at, at__lte=session.over_at)
    changes = list(rows.exclude(verb__startswith="support."))
    found = [Access(row.at, room_of(row.route), _arguments(row), is_change=False) for row in opened]
    found += [
        Access(row.at, room_of(row.verb), row.target_label, is_change=True) for row in changes
    ]
    return sorted(found, key=lambda access: access.at)


def _arguments(row: Entry) -> str:
    """Give what the address named: the number of an issue, of a meeting."""
    return ", ".join(str(value) for value in row.data.get("arguments", {}).values())
