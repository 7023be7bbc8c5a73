"""Writing entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from masam.audit.context import route
from masam.audit.models import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

MANY = """
INSERT INTO audit_entry (group_id, at, verb, actor_id, actor_name, target_kind, route, target_id,
                         target_label, note, data)
SELECT %s, %s, %s, %s, %s, %s, %s, target.id, target.label, '', '{}'
FROM unnest(%s::bigint[], %s::text[]) AS target (id, label)
"""


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
    """Add an entry for each of many things to which the same was done; give how many.

    One statement: what the entries share is sent once.
    """
    if not targets:
        return 0
    shared = _entry(verb, actor, targets[0], group)
    labels = [str(target)[:200] for target in targets]
    with connection.cursor() as cursor:
        cursor.execute(
            MANY,
            [
                group.pk, shared.at, verb, shared.actor_id, shared.actor_name, shared.target_kind,
                shared.route, [target.pk for target in targets], labels,
            ],
        )  # fmt: skip
        return int(cursor.rowcount)


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
