"""Reading the environment: a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """Give a variable; without a default it must be set."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        message = f"{name} is not set. It is required; see docs/operations.md."
        raise ImproperlyConfigured(message)
    return default


def number(name: str, default: int) -> int:
    """Give a whole number of zero or more."""
    value = text(name, str(default))
    if not value.isdecimal():
        message = f"{name} must be a whole number, not “{value}”."
        raise ImproperlyConfigured(message)
    return int(value)


def database(url: str, *, name: str = "") -> dict[str, Any]:
    """Give Django's settings for a `postgresql://user:password@host:port/name` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.username:
        message = "A database address must look like postgresql://user:password@host:5432/name."
        raise ImproperlyConfigured(message)
    return {
        "ENGINE": "masam.tenancy.backend",
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "NAME": name or parts.path.lstrip("/"),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def mail(url: str) -> dict[str, Any]:
    """Give Django's mail settings for `smtp://user:password@host:587` or `file:///folder`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": parts.path,
        }
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        message = "EMAIL_URL must look like smtp://user:password@host:587 or file:///folder."
        raise ImproperlyConfigured(message)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.port == 587,
    }


def mailbox(url: str, address: str) -> tuple[str, str]:
    """Give address and reply address of the mailbox `imaps://user:password@host:993/folder`, or "".

    `address` is where answers go; without one it is the user's name, made an address by the host.
    """
    if not url:
        return "", ""
    parts = urlsplit(url)
    user = unquote(parts.username or "")
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not user:
        message = "MAILBOX_URL must look like imaps://user:password@host:993/INBOX."
        raise ImproperlyConfigured(message)
    given = address or (user if "@" in user else f"{user}@{parts.hostname}")
    if given.count("@") != 1 or "+" in given:
        message = f"REPLY_ADDRESS must be a plain mail address, not “{given}”."
        raise ImproperlyConfigured(message)
    return url, given
