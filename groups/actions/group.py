"""Changing the group itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from groups.models import Group, GroupState
from masam.audit.actions import record
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = ("about_mn", "about_en", "contact_email", "contact_phone")


class BadGroup(DomainError):
    """The group is in a state that does not allow this."""


def touch(group: Group) -> None:
    """Raise the group's version: every public page of it gets a new ETag.

    Call it last in a transaction; the group's row stays locked until the commit.
    """
    Group.objects.filter(pk=group.pk).update(version=F("version") + 1)


@transaction.atomic
def edit_group(group: Group, *, actor: Any, seen: Mapping[str, str], **texts: str) -> Group:
    """Change what the group says about itself: `about_mn`, `about_en` and the contacts.

    `seen` holds the texts as the form showed them; raises `StaleVersion` with what now stands
    when somebody else changed one of them meanwhile.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    stands = {name: getattr(group, name) for name in SETTINGS}
    if any(seen.get(name, stands[name]) != stands[name] for name in SETTINGS):
        raise StaleVersion(_("Somebody else changed these texts meanwhile."), theirs=stands)
    for name in SETTINGS:
        setattr(group, name, texts[name])
    group.save(update_fields=SETTINGS)
    record("group.edited", actor=actor, target=group, group=group)
    touch(group)
    return group


@transaction.atomic
def pause_group(group: Group, *, actor: Any, note: str) -> Group:
    """Pause the group: everything stays readable, nothing is written until it resumes."""
    return _move(group, GroupState.ACTIVE, GroupState.PAUSED, "group.paused", actor, note)


@transaction.atomic
def resume_group(group: Group, *, actor: Any, note: str = "") -> Group:
    """Go on after a pause."""
    return _move(group, GroupState.PAUSED, GroupState.ACTIVE, "group.resumed", actor, note)


def _move(group: Group, source: str, target: str, verb: str, actor: Any, note: str) -> Group:
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.state != source:
        state = GroupState(group.state).label
        raise BadGroup(_("The group is already: %(state)s.") % {"state": state})
    group.state = target
    group.save(update_fields=["state"])
    record(verb, actor=actor, target=group, group=group, note=note)
    touch(group)
    return group
