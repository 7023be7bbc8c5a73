"""A system administrator enters a group: timed, announced, every access audited (house.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.group import BadGroup
from groups.models import Counter, Group, SupportSession
from groups.models.support import LONGEST
from groups.notices import support_ended, support_opened
from groups.queries import running_session
from masam.audit.actions import record
from masam.tenancy import in_group

SHORTEST_REASON = 10  # letters: "test" is no reason


@transaction.atomic
def open_support(group: Group, *, actor: Any, reason: str, minutes: int) -> SupportSession:
    """Let a system administrator into a group for `minutes`; its facilitators hear at once.

    Raises `BadGroup` without a reason, for more than two hours, and while one runs already.
    """
    reason = " ".join(reason.split())
    length = timedelta(minutes=minutes)
    if not actor.is_superuser:
        raise BadGroup(_("Only a system administrator opens a support session."))
    if len(reason) < SHORTEST_REASON:
        raise BadGroup(_("Please write in a sentence why; the group reads it."), field="reason")
    if not timedelta(0) < length <= LONGEST:
        raise BadGroup(_("A session lasts at most two hours."), field="minutes")
    group = Group.objects.select_for_update().get(pk=group.pk)
    if running_session(group, actor) is not None:
        raise BadGroup(_("You have a running session in this group already."), field="group")
    with in_group(group):
        now = timezone.now()
        session = SupportSession.objects.create(
            group=group, number=Counter.next_number(group.pk, "support"), person=actor,
            person_name=str(actor)[:150], reason=reason, started_at=now, until=now + length,
        )  # fmt: skip
        _note_until(group)
        data = {"minutes": minutes}
        record("support.started", actor=actor, target=session, note=reason, data=data)
        support_opened(session)
    return session


@transaction.atomic
def end_support(session: SupportSession, *, actor: Any) -> SupportSession:
    """End a session before its time: by its person, or by a facilitator. Twice is once."""
    group = Group.objects.select_for_update().get(pk=session.group_id)
    with in_group(group):
        session = SupportSession.objects.select_for_update().get(pk=session.pk)
        if not session.is_running:
            return session
        session.group = group
        session.ended_at, session.ended_by = timezone.now(), str(actor)[:150]
        session.save(update_fields=["ended_at", "ended_by"])
        _note_until(group)
        record("support.ended", actor=actor, target=session)
        support_ended(session)
    return session


def note_access(session: SupportSession, *, actor: Any, arguments: dict[str, Any]) -> None:
    """Note that the administrator opened a page; the entry carries the route's name by itself.

    `arguments` are what the address names (`number`), never a token.
    """
    plain = {name: str(value) for name, value in arguments.items()}
    record("support.opened", actor=actor, target=session, data={"arguments": plain})


def _note_until(group: Group) -> None:
    """Write on the group's row until when somebody may be inside; nobody: empty."""
    ends = SupportSession.objects.running().filter(group=group).values_list("until", flat=True)
    group.support_until = max(ends, default=None)
    group.save(update_fields=["support_until"])
