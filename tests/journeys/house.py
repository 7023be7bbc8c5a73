"""The real house for the journeys: a database of its own, web, worker and beat as processes.

Nothing here is Django: the processes are started as `make demo` starts them, and what the tests
learn of them they learn through the browser and through the mail in a folder.
"""

from __future__ import annotations

import email
import email.policy
import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psutil
import psycopg2

from masam.embedded.places import REPOSITORY, choose_port
from tests.database import copy_migrated, drop, names_like

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

HOST = "127.0.0.1"
PATIENCE = 60  # seconds until the first page must answer
PASSWORD = "masam-demo-2026"
GUNICORN = "--worker-class gthread --workers 1 --threads 4 --graceful-timeout 2 --no-control-socket"
CELERY = "--concurrency 1 --loglevel INFO --without-gossip --without-mingle"


@dataclass(frozen=True)
class House:
    """A running MASAM: its address and the folder its mail, media and logs are in."""

    url: str
    folder: Path

    def mails(self) -> list[EmailMessage]:
        """Give every mail sent so far, the oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime)
        return [mail for file in files for mail in _mails_of(file.read_bytes())]

    def logs(self) -> str:
        """Give the last lines of every process, for a failure's message."""
        parts = []
        for file in sorted((self.folder / "logs").glob("*.log")):
            lines = file.read_text("utf-8", errors="replace").splitlines()[-25:]
            parts += [f"--- {file.name}", *lines]
        return "\n".join(parts)


def words_of(mail: EmailMessage) -> str:
    """Give what a mail says to whoever reads it: its plain text, whatever stands beside it."""
    body = mail.get_body(("plain",))
    return "" if body is None else str(body.get_content())


def _mails_of(raw: bytes) -> Iterator[EmailMessage]:
    for part in raw.split(b"\n" + b"-" * 79):
        if part.strip():
            yield email.message_from_bytes(part.strip() + b"\n", policy=email.policy.default)


@contextmanager
def running(
    owner: dict[str, str], redis_url: str, app: dict[str, str], folder: Path
) -> Iterator[House]:
    """Run the house until the block ends; `owner` and `app` are Django's database settings."""
    name = f"journey_{os.getpid()}"
    with _database(owner, name, app["TEST"]["NAME"]):
        environment = _environment(owner | {"NAME": name}, app | {"NAME": name}, redis_url, folder)
        _manage(("demo",), environment)
        with _processes(environment, folder):
            house = House(environment["BASE_URL"], folder)
            _wait_for_page(house)
            yield house


@contextmanager
def _database(owner: dict[str, str], name: str, prefix: str) -> Iterator[None]:
    _drop_left_behind(owner)
    copy_migrated(owner, name, prefix)
    try:
        yield
    finally:
        drop(owner, name)


def _drop_left_behind(owner: dict[str, str]) -> None:
    """Drop the databases of journeys that were killed."""
    for name in names_like(owner, r"journey_\d+$"):
        if not psutil.pid_exists(int(name.removeprefix("journey_"))):
            with suppress(psycopg2.Error):  # its processes still run, or another run drops it too
                drop(owner, name)


def _environment(
    owner: dict[str, str], app: dict[str, str], redis_url: str, folder: Path
) -> dict[str, str]:
    for part in ("logs", "mail", "media", "demo/static"):
        (folder / part).mkdir(parents=True)
    port = choose_port()
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("MASAM_", "PYTEST_", "COV_")) and key != "DATABASE_URL"
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "DATABASE_URL": _url(app),
        "DATABASE_OWNER_URL": _url(owner),
        "REDIS_URL": f"{redis_url.rpartition('/')[0]}/{1 + os.getpid() % 15}",
        "SECRET_KEY": "of-one-journey-only",
        "PORT": str(port),
        "BASE_URL": f"http://{HOST}:{port}",
        "MASAM_DATA": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_URL": f"file://{folder / 'mail'}",
        "DEMO_ISSUES": "40",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _url(database: dict[str, str]) -> str:
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)


def _manage(words: tuple[str, ...], environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"manage.py {' '.join(words)} failed:\n{done.stderr[-4000:]}"


@contextmanager
def _processes(environment: dict[str, str], folder: Path) -> Iterator[None]:
    """Run web, worker and beat; none may act as the owner of the tables."""
    environment = {key: each for key, each in environment.items() if key != "DATABASE_OWNER_URL"}
    commands = {
        "web": f"gunicorn masam.wsgi --bind {HOST}:{environment['PORT']} {GUNICORN}",
        "worker": f"celery -A masam worker {CELERY}",
        "beat": "celery -A masam beat --loglevel INFO --pidfile= --schedule",
    }
    started = []
    try:
        for name, words in commands.items():
            more = [str(folder / "beat-schedule")] if name == "beat" else []
            with (folder / "logs" / f"{name}.log").open("wb") as log:
                started.append(
                    subprocess.Popen(
                        [sys.executable, "-m", *words.split(), *more],
                        cwd=REPOSITORY,
                        env=environment,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        start_new_session=True,
                    )
                )
        yield
    finally:
        for process in reversed(started):
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all of its group."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=8)


def _wait_for_page(house: House) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _is_served(house):
        assert time.monotonic() < deadline, f"No page was served.\n{house.logs()}"
        time.sleep(0.2)


def _is_served(house: House) -> bool:
    connection = http.client.HTTPConnection(urlsplit(house.url).netloc, timeout=5)
    try:
        connection.request("GET", "/healthz/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
