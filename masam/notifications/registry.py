"""Preparers: what an app adds to its notice at the moment of delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from masam.notifications.models import Notice

    Preparer = Callable[["Notice"], dict[str, Any]]


@dataclass(frozen=True)
class Part:
    """More than text in a mail: beside the text without a `name`, attached under its `name`."""

    content: bytes
    mimetype: str
    name: str = ""


_preparers: dict[str, Preparer] = {}


def preparer(kind: str) -> Callable[[Preparer], Preparer]:
    """Register a function that gives more context for notices of `kind`, at delivery.

    It runs in the scope of the notice's group. It is the place for links with a token: tokens
    are made when the mail is written and are stored only as a keyed hash. Under the name
    `parts` it may give a list of `Part`, for example the meeting as a calendar file.
    """

    def register(function: Preparer) -> Preparer:
        _preparers[kind] = function
        return function

    return register


def prepare(notice: Notice) -> dict[str, Any]:
    """Give the extra context of a notice; nothing when no app registered any."""
    function = _preparers.get(notice.kind)
    return function(notice) if function else {}
