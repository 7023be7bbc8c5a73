"""So many a while: limits counted in the cache, for forms that anybody may send."""

from __future__ import annotations

from django.core.cache import cache

from masam.wire.errors import TooOften


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
