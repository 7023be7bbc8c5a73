"""What the entries of one request have in common: the name of its route, and who acts.

Both also go into the history of rows (pghistory's context): a user's id and a route's name,
never an address, which may hold a token.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pghistory

if TYPE_CHECKING:
    from collections.abc import Iterator

route: ContextVar[str] = ContextVar("masam_route", default="")


@contextmanager
def one_request(*, is_writing: bool) -> Iterator[None]:
    """Keep the route of one request apart from those of others; tie its changes together."""
    token = route.set("")
    try:
        if is_writing:
            with pghistory.context():
                yield
        else:
            yield
    finally:
        route.reset(token)


def name_route(name: str) -> None:
    """Tell which route answers this request."""
    route.set(name)
    pghistory.context(route=name)


def name_person(user: Any) -> None:
    """Tell which member of a group acts in this request. A citizen is never told."""
    pghistory.context(user=user.pk)
