"""Writing entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from masam.audit.context import route
from masam.audit.models import Entry

if TYPE_CHECKING:
    from django.db.models import Model


def record(
    verb: str,
    *,
    actor: Any,
    target: Model,
    group: Any = None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Entry:
    """Add an audit entry in the transaction of the change it speaks of.

    `actor` is a User, or None for the system and for citizens without an account. `group` is
    taken from the target when it has one. `data` must be plain JSON and hold no token and no
    contact of a citizen.
    """
    if group is None:
        group = getattr(target, "group", None)
    return Entry.objects.create(
        group=group,
        verb=verb,
        actor=actor,
        actor_name=str(actor) if actor is not None else "",
        target_kind=target._meta.label_lower,
        target_id=target.pk,
        target_label=str(target)[:200],
        note=note,
        data=data or {},
        route=route.get(),
    )


def record_access(what: str, *, actor: Any, target: Model) -> Entry:
    """Note that somebody opened something sensitive (`feedback.opened`)."""
    return record(f"{what}.opened", actor=actor, target=target)
