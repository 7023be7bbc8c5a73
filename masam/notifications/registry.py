"""What an app adds to its notices: context at the moment of delivery, and how they are ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from masam.notifications.mailbox.letters import Letter
    from masam.notifications.models import Notice

    Taker = Callable[["Letter", str], "Outcome"]
    Preparer = Callable[["Notice"], dict[str, Any]]
    Stopper = Callable[[int | None, str], object]


@dataclass(frozen=True)
class Part:
    """More than text in a mail: beside the text without a `name`, attached under its `name`."""

    content: bytes
    mimetype: str
    name: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a letter: a state of `InboundMail`, why, whose it is and what it is about."""

    state: str
    reason: str = ""
    group: Any = None
    about: str = ""
    target_id: int | None = None
    notice_id: int | None = None


_takers: dict[str, Taker] = {}
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


def taker(kind: str) -> Callable[[Taker], Taker]:
    """Register who takes letters: "reply" (to a token of ours) or "calendar" (a calendar's reply).

    It gets the letter and the token ("" for calendars), runs in the transaction of the letter,
    enters the scope it needs itself and gives the `Outcome`.
    """

    def register(function: Taker) -> Taker:
        _takers[kind] = function
        return function

    return register


def taker_of(kind: str) -> Taker | None:
    """Give who takes a kind of letters, if anybody does."""
    return _takers.get(kind)
