"""Errors that carry a sentence for the person at the other end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, SuspiciousOperation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class DomainError(Exception):
    """A rule says no. `str(error)` is a translated sentence; `field` names the form's field."""

    def __init__(self, sentence: str | _StrPromise, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


class StaleVersion(DomainError):
    """Somebody else changed the row meanwhile: answered with 409 and both texts.

    `theirs` holds what now stands, by the form's field names.
    """

    def __init__(
        self, sentence: str | _StrPromise, *, theirs: dict[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.theirs = theirs or {}


class NotAllowed(PermissionDenied):
    """A person of the group lacks a duty: answered with 403 and the reason."""


class TooOften(SuspiciousOperation):
    """A limit was passed: answered with 429 and Retry-After (seconds)."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too often")
        self.retry_after = retry_after
