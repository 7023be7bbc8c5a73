"""The terms of a member: renewing one, and putting right what is written about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.actions.member import (
    BadMember,
    keep_a_facilitator,
    locked,
    rebuild_grants,
    refuse_overlap,
)
from groups.models import Membership, MemberTraits, Role
from masam.audit.actions import record
from masam.search.sortkey import sort_key
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from datetime import date

EDITED = (
    "name", "stakeholder", "organisation", "organisation_said", "position", "email",
    "from_date", "to_date",
)  # fmt: skip


@transaction.atomic
def renew_term(
    membership: Membership,
    *,
    actor: Any,
    from_date: date | None = None,
    to_date: date | None = None,
    note: str = "",
) -> Membership:
    """Add a term behind the person's last one, with everything else as it was.

    It begins the day after the last one ended, today when that is past, or on `from_date`.
    Raises `BadMember` for a last term without an end and for days that overlap.
    """
    last = _last_term(membership)
    if last.to_date is None:
        raise BadMember(_("This term has no end, so there is nothing to renew."))
    today = membership.group.today()
    term = Membership.objects.get(pk=last.pk)
    term.pk = None
    term._state.adding = True
    term.from_date = from_date or max(last.to_date + timedelta(days=1), today)
    term.to_date = to_date
    refuse_overlap(term)
    term.save(force_insert=True)
    _copy_traits(last, term)
    rebuild_grants(term)
    data = {"from": term.from_date.isoformat(), "to": to_date.isoformat() if to_date else ""}
    record("member.renewed", actor=actor, target=term, note=note, data=data)
    touch(term.group)
    return term


def _last_term(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update().filter(
        group=membership.group, person=membership.person
    )
    return list(rows.order_by("from_date"))[-1]


def _copy_traits(source: Membership, term: Membership) -> None:
    told = MemberTraits.objects.filter(group=source.group, membership=source).first()
    if told is not None:
        told.pk, told.membership = None, term
        told.save(force_insert=True)


@transaction.atomic
def edit_member(
    membership: Membership, *, actor: Any, version: int, note: str = "", **values: Any
) -> Membership:
    """Put right what is written about a term (`EDITED`); the name is put right in all terms.

    Raises `StaleVersion` when somebody else changed it meanwhile, `BadMember` for days that
    overlap another term or leave the group without a facilitator.
    """
    membership = locked(membership)
    if membership.version != version:
        raise StaleVersion(
            _("Somebody else changed this member meanwhile."), theirs=_shown(membership)
        )
    changes = {
        name: [_plain(name, getattr(membership, name)), _plain(name, values[name])]
        for name in EDITED
        if name in values and getattr(membership, name) != values[name]
    }
    if not changes:
        return membership
    _write(membership, values)
    record("member.edited", actor=actor, target=membership, note=note, data=changes)
    touch(membership.group)
    return membership


def _write(membership: Membership, values: dict[str, Any]) -> None:
    today, was_current = membership.group.today(), membership.is_current(membership.group.today())
    for name in EDITED:
        setattr(membership, name, values.get(name, getattr(membership, name)))
    refuse_overlap(membership)
    if membership.role == Role.FACILITATOR and was_current and not membership.is_current(today):
        keep_a_facilitator(membership)
    membership.sort_key = sort_key(membership.name)
    membership.version += 1
    membership.save(update_fields=[*EDITED, "sort_key", "version"])
    rows = Membership.objects.filter(group=membership.group, person=membership.person)
    rows.update(name=membership.name, sort_key=membership.sort_key)
    rebuild_grants(membership)


def _plain(name: str, value: Any) -> str:
    """Write a value for the trace; an address is never written there."""
    if value in (None, ""):
        return ""
    return "…" if name == "email" else str(value)


def _shown(membership: Membership) -> dict[str, str]:
    named = {name: getattr(membership, name) for name in EDITED}
    return {name: "" if value is None else str(value) for name, value in named.items()}
