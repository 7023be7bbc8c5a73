"""The cache in Valkey, with one client for each server.

Django makes a new client object for every call; that costs as much as the answer. Clients are
safe to share: what they share between threads and processes is their pool of connections.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class _OneClient(RedisCacheClient):
    @cached_property
    def _clients(self) -> dict[int, Any]:
        return {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        index = self._get_connection_pool_index(write)  # type: ignore[attr-defined]
        if index not in self._clients:
            self._clients[index] = super().get_client(key, write=write)
        return self._clients[index]


class ValkeyCache(RedisCache):
    """`BACKEND` of CACHES."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _OneClient
