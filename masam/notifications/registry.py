"""What an app adds to its notices: context at the moment of delivery, and how they are ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from masam.notifications.models import Notice

    Preparer = Callable[["Notice"], dict[str, Any]]
    Stopper = Callable[[int | None, str], object]


@dataclass(frozen=True)
class Part:
    """More than text in a mail: beside the text without a `name`, attached under its `name`."""

    content: bytes
    mimetype: str
    name: str = ""


_preparers: dict[str, Preparer] = {}
_stoppers: dict[str, Stopper] = {}


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


def stopper(kind: str) -> Callable[[Stopper], Stopper]:
    """Register a function that ends a subscription whose mails are notices of `kind`.

    It gets the person's id, or None and the keyed hash of the address. Such mails carry the
    one-click link for people without an account too.
    """

    def register(function: Stopper) -> Stopper:
        _stoppers[kind] = function
        return function

    return register


def stopper_of(kind: str) -> Stopper | None:
    """Give what ends the subscription behind a kind of notice, when there is one."""
    return _stoppers.get(kind)
