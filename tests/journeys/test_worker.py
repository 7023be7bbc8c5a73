"""What dies is made good: workers killed with SIGKILL in the middle of a job, a broker that goes.

Beside the house stand processes of our own that share its database and its mail, on a Valkey of
our own, so that nothing of the house is ever killed. The house's worker stops listening meanwhile.
A lease here lasts seconds instead of a minute. That is safe: there is one worker at a time.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psutil
import pytest
from celery import Celery

from masam.embedded.places import REPOSITORY, choose_port
from masam.embedded.programs import VALKEY, first_installed
from tests.journeys.house import (
    CELERY,
    GUNICORN,
    HOST,
    House,
    _end,
    _manage,
    _wait_for_page,
    words_of,
)
from tests.journeys.person import Cast
from tests.journeys.running import (
    Rows,
    environment_of_the_house,
    rows_of_the_house,
    silent_worker,
    wait_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from playwright.sync_api import Browser

    from tests.journeys.person import Person

FACILITATOR = "facilitator@khovd.example"
LEASE = 5  # seconds
FILES = 6  # of a report: two languages, three formats
# Periods of the report form that no other journey asks for (months, the last one first).
THREE_MONTHS_AGO, SIX_MONTHS_AGO = 2, 5
NOTICES, HELD = 8, 4  # how many are queued, and after how many the worker is killed
GATE = 4711  # the advisory lock at which the worker is caught between sending and marking


# --- a second set of processes ------------------------------------------------------------------


@dataclass
class Wing:
    """Processes of our own on the house's database: what they are called, and how to kill them."""

    house: House
    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *words: str, **more: str) -> None:
        """Start a process in a group of its own; `more` goes into its environment."""
        with (self.house.folder / "logs" / f"kill-{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                words,
                cwd=REPOSITORY,
                env=self.environment | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def python(self, name: str, words: str, **more: str) -> None:
        """Start one of our own programs, a module of Python with its words."""
        self.start(name, sys.executable, "-m", *words.split(), **more)

    def worker(self) -> None:
        """Start a worker unless one runs; it stays for the tests that follow."""
        if "worker" not in self.running:
            words = f"celery -A masam worker {CELERY} --hostname wing@%h"
            self.python("worker", words, JOB_LEASE_SECONDS=str(LEASE))

    def broker(self) -> None:
        """Start an empty Valkey that keeps nothing, and wait until it listens."""
        port = self.environment["REDIS_URL"].rpartition(":")[2].partition("/")[0]
        folder = first_installed(VALKEY).folder()
        assert folder is not None
        program = next(folder.glob(VALKEY[0].programs)) / "valkey-server"
        words = f"--bind {HOST} --port {port} --appendonly no --loglevel warning"
        self.start("broker", str(program), *words.split(), "--save", "", "--dir", "/tmp")
        connections = psutil.Process(self.running["broker"].pid).net_connections
        wait_for("Valkey does not listen.", lambda: any(each.laddr for each in connections()))

    def kill(self, name: str) -> None:
        """Kill a process and its children at once; it must have been alive."""
        process = self.running.pop(name)
        assert process.poll() is None, f"{name} had died by itself.\n{self.house.logs()}"
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self, name: str) -> None:
        """End a process politely, if it runs."""
        if name in self.running:
            _end(self.running.pop(name))


@pytest.fixture(scope="module")
def wing(house: House) -> Iterator[Wing]:
    """Give web, beat and a worker on a Valkey of our own."""
    environment = environment_of_the_house()
    port = choose_port()
    changed = {"PORT": str(port), "BASE_URL": f"http://{HOST}:{port}"}
    changed["REDIS_URL"] = f"redis://{HOST}:{choose_port()}/0"
    wing = Wing(House(changed["BASE_URL"], house.folder), environment | changed)
    schedule = house.folder / "kill-beat-schedule"
    with silent_worker(environment["REDIS_URL"]), ExitStack() as stack:
        for name in ("broker", "web", "beat", "worker"):
            stack.callback(wing.end, name)
        wing.broker()
        wing.python("web", f"gunicorn masam.wsgi --bind {HOST}:{port} {GUNICORN}")
        wing.python("beat", f"celery -A masam beat --pidfile= --schedule {schedule}")
        wing.worker()
        _wait_for_page(wing.house)
        yield wing


@pytest.fixture(scope="module")
def facilitator(browser: Browser, wing: Wing) -> Iterator[Person]:
    """Give the facilitator of Khovd, signed in at our own web process."""
    cast = Cast(browser, wing.house)
    person = cast.arrive(FACILITATOR)
    yield person
    person.leave()
    cast.close()


# --- what the database says -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows(wing: Wing) -> Iterator[Rows]:
    """Look at the house's database; reports that the demo left to be made wait until the end."""
    later = "UPDATE reports_report SET not_before = now() + %s WHERE state = 'queued'"
    with rows_of_the_house() as rows:
        rows.ask(later, "1 hour")
        yield rows
        rows.ask(later, "0")


# --- a worker killed while it draws a report ------------------------------------------------------


def test_a_report_whose_worker_was_killed_is_ready_exactly_once(wing, rows, facilitator):
    wing.worker()
    number, _status = request_report(facilitator, THREE_MONTHS_AGO)
    wait_for(
        f"Nobody draws the report.\n{wing.house.logs()}",
        lambda: report(rows, number)["progress"] == 30 or report(rows, number)["state"] == "ready",
        pause=0.005,
    )
    wing.kill("worker")
    killed = report(rows, number)
    assert (killed["state"], killed["attempts"], killed["files"]) == ("running", 1, 0)

    wing.worker()
    wait_for(f"It stays undone.\n{wing.house.logs()}", lambda: is_ready(rows, number))
    done = report(rows, number)
    assert (done["attempts"], done["files"]) == (2, FILES)
    assert done["lease_by"] != killed["lease_by"]
    assert done["snapshot_at"] == killed["snapshot_at"], "frozen twice"
    assert the_files_stand(wing, rows, number)
    each_subscriber_got_one_mail(wing, rows, done["period"])


def request_report(facilitator: Person, place: int) -> tuple[int, int]:
    """Ask for a report through the page; give its number and the status of the POST."""
    facilitator.open("/khovd/desk/reports/run/")
    facilitator.pick("period", place)
    return press(facilitator)


def press(facilitator: Person) -> tuple[int, int]:
    """Send the form; give the number of the report and the status of the POST itself."""
    page = facilitator.send()
    post = page.request.redirected_from
    assert post is not None
    answer = post.response()
    assert answer is not None
    return int(facilitator.path.strip("/").rpartition("/")[2]), answer.status


def report(rows: Rows, number: int) -> dict[str, Any]:
    """Give what the row of a report says now, and how many files it has."""
    names = ("id", "state", "attempts", "progress", "lease_by", "snapshot_at", "period")
    statement = (
        f"SELECT {', '.join(names)}, (SELECT count(*) FROM reports_reportfile f"
        " WHERE f.report_id = r.id) FROM reports_report r WHERE group_id = %s AND number = %s"
    )
    [row] = rows.ask(statement, rows.group, number)
    return dict(zip((*names, "files"), row, strict=True))


def is_ready(rows: Rows, number: int) -> bool:
    return report(rows, number)["state"] == "ready"


def the_files_stand(wing: Wing, rows: Rows, number: int) -> bool:
    """Tell whether every file of the report is in its folder, with its whole size."""
    statement = "SELECT file, size FROM reports_reportfile WHERE report_id = %s"
    found = rows.ask(statement, report(rows, number)["id"])
    media = wing.house.folder / "media"
    return all((media / name).stat().st_size == size for name, size in found)


def each_subscriber_got_one_mail(wing: Wing, rows: Rows, period: str) -> None:
    key = f"report:{rows.group}:monthly:{period}"
    wait_for("The mails are not sent.", lambda: waiting(rows, key) == 0)
    subscribers = rows.ask(
        "SELECT u.email FROM reports_reportsubscription s JOIN accounts_user u ON u.id = s.user_id"
        " WHERE s.group_id = %s",
        rows.group,
    )
    readers = [str(mail["To"]) for mail in mails_about(wing, period)]
    assert sorted(readers) == sorted(email for (email,) in subscribers)
    assert len(readers) >= 2


def waiting(rows: Rows, key: str) -> int:
    """Count the notices of a key that are not marked sent."""
    statement = "SELECT count(*) FROM notifications_notice WHERE key = %s AND state <> 'ready'"
    return rows.one(statement, key)


def mails_about(wing: Wing, word: str) -> list[EmailMessage]:
    """Give the mails that speak of Khovd's report of a period."""
    path = "/khovd/desk/reports/"
    texts = [(mail, words_of(mail)) for mail in wing.house.mails()]
    return [mail for mail, text in texts if word in str(mail["Subject"]) and path in text]


# --- a worker killed between sending a mail and marking it sent ------------------------------------


def test_a_worker_killed_while_it_delivers_loses_no_mail_and_repeats_one_at_most(wing, rows):
    word = f"kill-{uuid4().hex[:8]}"
    everyone = "SELECT id FROM accounts_user WHERE is_active ORDER BY id LIMIT %s"
    people = [pk for (pk,) in rows.ask(everyone, NOTICES)]
    wing.worker()
    with a_gate_before_marking(rows, word, people[HELD - 1]):
        queue_notices(wing, word, people)
        wait_for(f"Nobody delivers.\n{wing.house.logs()}", lambda: somebody_waits(rows), pause=0.02)
        wing.kill("worker")
    sent = mails_about(wing, word)
    assert len(sent) == HELD
    assert waiting(rows, word) == NOTICES - HELD + 1, "the kill came after the marking"

    wing.worker()
    wait_for(f"Some are not sent.\n{wing.house.logs()}", lambda: waiting(rows, word) == 0)
    counts = count_by_reader(mails_about(wing, word))
    assert sorted(counts.values()) == [1] * (NOTICES - 1) + [2]
    assert counts[str(sent[-1]["To"])] == 2, "another mail than the interrupted one was repeated"
    ids = {str(mail["Message-ID"]) for mail in mails_about(wing, word)}
    assert len(ids) == NOTICES, "a repeat must carry the Message-ID of the first"


def queue_notices(wing: Wing, word: str, people: list[int]) -> None:
    """Put notices for several people into the outbox, as an action of the site does."""
    code = (
        "from groups.models import Group\n"
        "from masam.accounts.models import User\n"
        "from masam.notifications.actions import queue_notice\n"
        "from masam.tenancy import in_group\n"
        "group = Group.objects.get(slug='khovd')\n"
        f"people = User.objects.filter(pk__in={people}).order_by('pk')\n"
        "with in_group(group):\n"
        "    queue_notice('report_ready', app='reports', group=group, people=people,\n"
        f"                 context={{'number': 1, 'period': '{word}'}}, key='{word}')\n"
    )
    _manage(("shell", "-c", code), wing.environment)


@contextmanager
def a_gate_before_marking(rows: Rows, key: str, person: int) -> Iterator[None]:
    """Hold whoever wants to mark the notice to one person sent, until the block ends."""
    rows.ask(
        "CREATE FUNCTION hold_marking() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" PERFORM pg_advisory_xact_lock({GATE}); RETURN NEW; END $$"
    )
    rows.ask(
        "CREATE TRIGGER hold_marking BEFORE UPDATE ON notifications_notice FOR EACH ROW"
        f" WHEN (NEW.key = '{key}' AND NEW.recipient_id = {person} AND NEW.state = 'ready')"
        " EXECUTE FUNCTION hold_marking()"
    )
    rows.ask("SELECT pg_advisory_lock(%s)", GATE)
    try:
        yield
    finally:
        rows.ask("SELECT pg_advisory_unlock(%s)", GATE)
        rows.ask("DROP TRIGGER hold_marking ON notifications_notice")
        rows.ask("DROP FUNCTION hold_marking()")


def somebody_waits(rows: Rows) -> bool:
    """Tell whether a worker stands at the gate: the mail is sent, the mark is not set."""
    statement = (
        "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database"
        " WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
        " AND datname = current_database()"
    )
    return rows.one(statement, GATE) == 1


def count_by_reader(mails: list[EmailMessage]) -> dict[str, int]:
    """Count the mails of each address."""
    readers = [str(mail["To"]) for mail in mails]
    return {reader: readers.count(reader) for reader in readers}


# --- a broker that is away ------------------------------------------------------------------------


@pytest.fixture
def dead_broker(wing: Wing) -> Iterator[None]:
    """Kill Valkey under a worker that listens to it; an empty one stands there afterwards."""
    wing.worker()
    with Celery(broker=wing.environment["REDIS_URL"], set_as_current=False) as app:
        wait_for("The worker does not come.", lambda: app.control.ping(timeout=1, limit=1))
    wing.kill("broker")
    yield
    if "broker" not in wing.running:
        wing.broker()


@pytest.mark.usefixtures("dead_broker")
def test_a_report_asked_for_while_the_broker_is_dead_is_made_when_it_is_back(wing, rows):
    period = request_report_without_the_page(wing, rows)
    number = rows.one(
        "SELECT number FROM reports_report WHERE group_id = %s AND period = %s", rows.group, period
    )
    row = report(rows, number)
    assert (row["state"], row["attempts"]) == ("queued", 0)

    wing.broker()
    wait_for(f"It stays undone.\n{wing.house.logs()}", lambda: is_ready(rows, number))
    row = report(rows, number)
    assert (row["attempts"], row["files"]) == (1, FILES)
    for name in ("web", "worker", "beat"):
        assert wing.running[name].poll() is None, f"{name} died with the broker"


def request_report_without_the_page(wing: Wing, rows: Rows) -> str:
    """Ask as the page does, from a process that reads no session; give the period, a fresh one."""
    oldest = rows.one(
        "SELECT coalesce(min(period) FILTER (WHERE period ~ '^[0-9]{4}-[0-9]{2}$'), '2026-01')"
        " FROM reports_report WHERE group_id = %s",
        rows.group,
    )
    year, month = map(int, oldest.split("-"))
    period = f"{year - 1}-{month:02}"
    code = (
        "from groups.models import Group\n"
        "from masam.calendars.periods import parse\n"
        "from masam.tenancy import in_group\n"
        "from reports.actions import request_report\n"
        "from reports.tasks import wake\n"
        "group = Group.objects.get(slug='khovd')\n"
        "with in_group(group):\n"
        f"    report = request_report(group, actor=None, period=parse('{period}'))\n"
        "    assert wake(group.pk, report.pk) is False, 'a worker could be told'\n"
    )
    _manage(("shell", "-c", code), wing.environment)
    return period


def test_a_dead_broker_is_said_with_503_and_the_form_can_be_sent_again(wing, rows, facilitator):
    """Sessions are read through Valkey (contract.md: "database or broker not there -> 503")."""
    facilitator.open("/khovd/desk/reports/run/")
    facilitator.pick("period", SIX_MONTHS_AGO)
    wing.kill("broker")
    try:
        facilitator.send(status=503)
    finally:
        wing.broker()
    facilitator.open("/khovd/desk/reports/run/")
    facilitator.pick("period", SIX_MONTHS_AGO)
    number, status = press(facilitator)
    assert status == 303
    assert report(rows, number)["state"] in {"queued", "running", "ready"}
