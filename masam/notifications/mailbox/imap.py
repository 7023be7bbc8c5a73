"""The mailbox itself: IMAP, one message after the other.

A message is taken away from the mailbox once our database has it. A kill in between lets it be
fetched again; its Message-ID then says that it was taken. One that cannot be read is flagged, so
that it never blocks the others and a person can look at it.
"""

from __future__ import annotations

import imaplib
import logging
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

logger = logging.getLogger("masam.mailbox")

SECONDS = 30
BATCH = 50  # messages in one visit
MOST_BYTES = 30 * 1024 * 1024
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxAway(OSError):
    """The mailbox cannot be reached, or refuses us. The next visit tries again."""


@contextmanager
def opened(url: str) -> Iterator[imaplib.IMAP4]:
    """Sign in and open the folder of `imap(s)://user:password@host:port/folder`."""
    parts = urlsplit(url)
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    port = parts.port or (993 if parts.scheme == "imaps" else 143)
    try:
        box = kind(parts.hostname or "", port, timeout=SECONDS)
    except OSError as error:
        raise MailboxAway(str(error)) from error
    try:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        state, _said = box.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        if state != "OK":
            message = "the folder cannot be opened"
            raise MailboxAway(message)
        yield box
    except imaplib.IMAP4.error as error:
        raise MailboxAway(str(error)) from error
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            box.logout()


def visit(url: str, take: Callable[[bytes], object]) -> int:
    """Give every message that waits to `take`, one by one; give how many were taken away."""
    done = 0
    with opened(url) as box:
        for uid in _waiting(box):
            done += _take(box, uid, take)
        box.expunge()
    return done


def _waiting(box: imaplib.IMAP4) -> list[str]:
    _state, [found] = box.uid("SEARCH", "UNDELETED", "UNFLAGGED")
    return [uid.decode() for uid in (found or b"").split()][:BATCH]


def _take(box: imaplib.IMAP4, uid: str, take: Callable[[bytes], object]) -> int:
    try:
        take(_fetched(box, uid))
    except OSError:
        raise  # the mailbox or the database is away: all wait for the next visit
    except Exception:
        logger.exception("A mail could not be taken; it stays in the mailbox, flagged.")
        box.uid("STORE", uid, "+FLAGS", r"(\Flagged)")
        return 0
    box.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
    return 1


def _fetched(box: imaplib.IMAP4, uid: str) -> bytes:
    _state, said = box.uid("FETCH", uid, "(RFC822.SIZE)")
    first = said[0] if said else b""
    size = SIZE.search(first if isinstance(first, bytes) else b"")
    if size and int(size[1]) > MOST_BYTES:
        message = f"a mail of {int(size[1])} bytes is too large"
        raise ValueError(message)
    _state, said = box.uid("FETCH", uid, "(BODY.PEEK[])")
    for part in said:
        if isinstance(part, tuple):
            return bytes(part[1])
    message = "the server sent no mail"
    raise ValueError(message)
