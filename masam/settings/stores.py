"""What dev, test and prod set alike once the addresses of the services are known."""

from __future__ import annotations

from typing import Any


def caches(redis_url: str, prefix: str = "masam") -> dict[str, Any]:
    """Give the cache settings: one Valkey, keys under `prefix`."""
    return {
        "default": {
            "BACKEND": "masam.wire.valkey.ValkeyCache",
            "LOCATION": redis_url,
            "KEY_PREFIX": prefix,
        }
    }


def storages(static: str) -> dict[str, Any]:
    """Give the storages: uploads on disk outside any web root, static files by `static`."""
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": static},
    }
