"""So many a while: limits counted in the cache, for forms that anybody may send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

from masam.wire.errors import TooOften

if TYPE_CHECKING:
    from django.http import HttpRequest


def count_hit(name: str, key: str, *, most: int, seconds: int) -> None:
    """Count one hit of `key`; raise `TooOften` when it is more than `most` in `seconds`.

    The key is forgotten with the window; no address is ever written to the database.
    """
    slot = f"limit:{name}:{key}"
    cache.add(slot, 0, timeout=seconds)
    try:
        hits = cache.incr(slot)
    except ValueError:  # the window ended between the two calls
        cache.set(slot, 1, timeout=seconds)
        hits = 1
    if hits > most:
        raise TooOften(retry_after=seconds)


def take_back(name: str, key: str) -> None:
    """Take one hit back: the try was good, so it does not count against the next one."""
    try:
        cache.decr(f"limit:{name}:{key}")
    except ValueError:  # the window ended meanwhile: nothing to take back
        return


def address_of(request: HttpRequest) -> str:
    """Give the network address a request came from. Count with it, never store it.

    `settings.PROXIES` is the number of our own proxies in front (0: nobody may tell us another
    address than the one we see).
    """
    proxies: int = getattr(settings, "PROXIES", 0)
    named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(named) >= proxies and named[-proxies]:
        return named[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
