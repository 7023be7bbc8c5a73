"""A real IMAP server for tests: pymap with its mailbox in memory, in a process of its own."""

from __future__ import annotations

import imaplib
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from masam.embedded.places import choose_port

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, PASSWORD = "reply", "secret"
PATIENCE = 20  # seconds until the server listens


class Mailbox:
    """The server's one mailbox, as a mail program sees it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/INBOX"

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """Sign in for a moment."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=10) as box:
            box.login(USER, PASSWORD)
            box.select("INBOX")
            yield box

    def put(self, *mails: bytes) -> None:
        """Let mails arrive."""
        with self.opened() as box:
            for mail in mails:
                box.append("INBOX", "", "", mail)

    def count(self) -> int:
        """Count what lies in the mailbox."""
        with self.opened() as box:
            return len(box.uid("SEARCH", "ALL")[1][0].split())

    def empty(self) -> None:
        """Throw everything away."""
        with self.opened() as box:
            box.store("1:*", "+FLAGS", r"(\Deleted)")
            box.expunge()


@contextmanager
def imap_server() -> Iterator[Mailbox]:
    """Run the server while the block lasts."""
    port = choose_port()
    words = f"--host 127.0.0.1 --port {port} --no-tls dict --demo-user {USER}".split()
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / "pymap"), *words, "--demo-password", PASSWORD],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    box = Mailbox(port)
    deadline = time.monotonic() + PATIENCE
    try:
        while not _listens(box):
            assert time.monotonic() < deadline, "pymap does not listen"
            time.sleep(0.05)
        yield box
    finally:
        process.terminate()
        process.wait()


def _listens(box: Mailbox) -> bool:
    with suppress(OSError), box.opened():
        return True
    return False
