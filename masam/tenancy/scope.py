"""The scope: which groups the work at hand may read and write."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

logger = logging.getLogger("masam.tenancy")

_groups: ContextVar[tuple[int, ...] | None] = ContextVar("masam_groups", default=None)

NATIONAL_ROLE = "masam_national"


class HasKey(Protocol):
    """Anything with a primary key; in practice a `groups.Group`."""

    pk: int


class Unscoped(Exception):
    """A row of a group was asked for although no scope was entered. A programming error."""


def current_groups() -> tuple[int, ...] | None:
    """Give the ids of the groups in scope, or None outside any scope."""
    return _groups.get()


@contextmanager
def in_group(*groups: HasKey | int) -> Iterator[None]:
    """Enter the scope of one group, or of several (an officer's inbox).

    Nesting replaces the outer scope until the inner one ends. No groups at all is a legal,
    empty scope: every query inside it finds nothing (a person who belongs to no group).
    """
    ids = tuple(sorted({group if isinstance(group, int) else group.pk for group in groups}))
    token = _groups.set(ids)
    try:
        yield
    finally:
        _groups.reset(token)


@contextmanager
def across_groups(reason: str, groups: Iterable[HasKey | int]) -> Iterator[None]:
    """Enter the scope of many groups at once, for a stated reason that goes to the log.

    Jobs should rather loop over the groups with `in_group`; this is for the rare check
    that must see all of them together (the handover kit, `checkdb`).
    """
    logger.info("across groups", extra={"reason": reason})
    with in_group(*groups):
        yield


@contextmanager
def national_read(using: str = "default") -> Iterator[None]:
    """Read as the national role: roll-ups and published rows of every group, nothing else.

    The role is entered by SET LOCAL in a transaction, so no connection can keep it. The
    scope is emptied meanwhile: what the national role may see never depends on the group
    the reader came from.
    """
    if in_national_read():
        yield
        return
    token = _groups.set(())
    try:
        with transaction.atomic(using=using):
            _set_role(NATIONAL_ROLE)
            yield
            _set_role("NONE")
    finally:  # after an error the rollback has put the role back; only our note of it remains
        connection.is_national = False  # type: ignore[attr-defined]
        _groups.reset(token)


def in_national_read() -> bool:
    """Tell whether the connection now acts as the national role (managers then do not filter)."""
    return getattr(connection, "is_national", False)


def _set_role(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")  # the two names are constants of this module
    connection.is_national = role == NATIONAL_ROLE  # type: ignore[attr-defined]
