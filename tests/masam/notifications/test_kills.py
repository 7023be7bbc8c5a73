"""Kill the worker at every point of a delivery: never no mail, at most one repeat, the same one.

A worker is a forked process that drains the real outbox over a real connection to a real SMTP
server (aiosmtpd), and dies by SIGKILL where the server or the database says so. Nothing of ours
knows of it. That it comes back after a lease is shown by letting the lease end.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import TYPE_CHECKING, Any

import psycopg2
import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection
from django.utils import timezone

from masam.accounts.models import User
from masam.embedded.places import choose_port
from masam.notifications.actions import queue_notice
from masam.notifications.models import Notice
from masam.notifications.tasks import sweep_outbox

if TYPE_CHECKING:
    from collections.abc import Iterator

GATE = 4712  # the advisory lock at which the database stops a worker
SENT_BEFORE = {"lease": 0, "greeting": 0, "sender": 0, "receiver": 0, "data": 0, "accepted": 1,
               "marking": 1, "marked": 1}  # fmt: skip


@dataclass
class PostOffice:
    """The SMTP server's side: what came in, and at which word the worker is killed."""

    kill_at: str = ""
    worker: int = 0
    mails: list[Any] = field(default_factory=list)

    def _kill(self, point: str) -> None:
        if self.kill_at == point and self.worker:
            os.kill(self.worker, signal.SIGKILL)
            self.worker = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self._kill("greeting")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        self._kill("sender")
        # The second notice begins only when the first is marked sent.
        if len(self.mails) == 1:
            self._kill("marked")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self._kill("receiver")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.kill_at == "data" and self.worker:
            self._kill("data")
            return "451 not taken"  # the server never said that it has it
        self.mails.append(message_from_bytes(envelope.content))
        self._kill("accepted")
        return "250 OK"


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """Run a post office and send our mails there."""
    handler = PostOffice()
    controller = Controller(handler, hostname="127.0.0.1", port=choose_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield handler
    controller.stop()


@pytest.fixture
def people(django_db_setup, django_db_blocker) -> Iterator[list[User]]:
    """Two readers whose rows are really committed, and gone afterwards."""
    with django_db_blocker.unblock():
        users = [User.objects.create(email=f"kill{n}@x.example", name=f"k{n}") for n in (1, 2)]
        yield users
        Notice.objects.filter(recipient__in=users).delete()
        with connection.cursor() as cursor:  # no row of another table speaks of them
            cursor.execute("DELETE FROM accounts_user WHERE email LIKE 'kill%@x.example'")


def queue(people: list[User], key: str) -> None:
    """Put a notice for each into the outbox, the way national staff get theirs."""
    context: dict[str, Any] = {"lessons": []}
    queue_notice("lesson_digest", app="issues", group=None, people=people, context=context, key=key)


def worker(office: PostOffice) -> int:
    """Fork a worker that drains the outbox once; give its process number."""
    ready, go = os.pipe()
    child = os.fork()
    if child:
        os.close(ready)
        office.worker = child
        os.write(go, b"!")
        os.close(go)
        return child
    try:
        os.close(go)
        os.read(ready, 1)
        kept = connection.connection  # the parent's: never used and never closed here
        connection.connection = None
        sweep_outbox()
        assert kept is not None
    finally:
        os._exit(0)


def died(child: int) -> bool:
    """Wait for a worker; tell whether it was killed."""
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@contextmanager
def gate(condition: str) -> Iterator[Any]:
    """Stop whoever writes such a row of the outbox, and give the owner's connection that holds it."""
    owner = {name.lower(): settings.OWNER[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}
    held = psycopg2.connect(dbname=connection.settings_dict["NAME"], **owner)
    held.autocommit = True
    with held.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION hold_notice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" PERFORM pg_advisory_xact_lock({GATE}); RETURN NEW; END $$;"
            "CREATE TRIGGER hold_notice BEFORE UPDATE ON notifications_notice FOR EACH ROW"
            f" WHEN ({condition}) EXECUTE FUNCTION hold_notice();"
            f"SELECT pg_advisory_lock({GATE})"
        )
        try:
            yield cursor
        finally:
            cursor.execute(
                f"SELECT pg_advisory_unlock({GATE});"
                "DROP TRIGGER hold_notice ON notifications_notice; DROP FUNCTION hold_notice()"
            )
    held.close()


def kill_at_the_gate(child: int, cursor: Any) -> None:
    """Wait until the worker stands at the gate, and kill it there."""
    waits = (
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
    )
    for _try in range(2000):
        cursor.execute(waits, [GATE])
        if cursor.fetchone()[0]:
            break
        threading.Event().wait(0.005)
    os.kill(child, signal.SIGKILL)


GATES = {"lease": "NEW.state = 'running'", "marking": "NEW.state = 'ready'"}


@pytest.mark.parametrize("point", SENT_BEFORE)
def test_a_worker_killed_at_any_point_loses_no_mail_and_repeats_one_at_most(point, office, people):
    queue(people[:2] if point == "marked" else people[:1], point)
    office.kill_at = point
    if point in GATES:
        with gate(GATES[point]) as cursor:
            child = worker(office)
            kill_at_the_gate(child, cursor)
            assert died(child)
    else:
        assert died(worker(office)), f"nobody was killed at {point}"
    assert len(office.mails) == SENT_BEFORE[point]

    # The lease ends, and the next worker takes up what was left.
    Notice.objects.filter(key=point, state="running").update(lease_until=timezone.now())
    office.kill_at = ""
    assert not died(worker(office))
    assert not Notice.objects.filter(key=point).exclude(state="ready").exists()
    counts: dict[str, set[str]] = {}
    for mail in office.mails:
        counts.setdefault(mail["To"], set()).add(mail["Message-ID"])
    assert set(counts) == {user.email for user in (people if point == "marked" else people[:1])}
    assert all(len(ids) == 1 for ids in counts.values()), "a repeat must carry the same Message-ID"
    repeats = len(office.mails) - len(counts)
    assert repeats == (1 if point in {"accepted", "marking"} else 0)


def test_a_mail_that_was_marked_is_never_sent_again(office, people):
    queue(people[:1], "once")
    assert not died(worker(office))
    assert not died(worker(office))
    assert len(office.mails) == 1
