"""Writing entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from masam.audit.context import route
from masam.audit.models import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    entry = _entry(verb, actor, target, group, note=note, data=data or {})
    entry.save()
    return entry


def record_many(verb: str, *, actor: Any, targets: Sequence[Model], group: Any) -> int:
    """Add an entry for each of many things to which the same was done; give how many."""
    entries = [_entry(verb, actor, target, group) for target in targets]
    return len(Entry.objects.bulk_create(entries, batch_size=1000))


def _entry(verb: str, actor: Any, target: Model, group: Any, **words: Any) -> Entry:
    return Entry(
        group=group,
        verb=verb,
        actor=actor,
        actor_name=str(actor) if actor is not None else "",
        target_kind=target._meta.label_lower,
        target_id=target.pk,
        target_label=str(target)[:200],
        route=route.get(),
        **words,
    )


def record_access(what: str, *, actor: Any, target: Model) -> Entry:
    """Note that somebody opened something sensitive (`feedback.opened`)."""
    return record(f"{what}.opened", actor=actor, target=target)
