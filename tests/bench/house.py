"""Web processes to be measured, and how much processor they and PostgreSQL have used."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psutil

from masam.embedded.places import REPOSITORY, choose_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "127.0.0.1"
GUNICORN = "--worker-class sync --workers 2 --no-control-socket --log-level warning"
PATIENCE = 30  # seconds


class Served:
    """A running application: where it answers, and what it costs."""

    def __init__(self, port: int, process: psutil.Process, database: psutil.Process) -> None:
        self.port, self._process, self._database = port, process, database

    def used(self) -> float:
        """Give the seconds of processor used so far by the web processes and PostgreSQL."""
        return used_by(self._process) + used_by(self._database)

    def memory(self) -> int:
        """Give the resident bytes of the biggest web process."""
        return max((child.memory_info().rss for child in self._process.children()), default=0)


def used_by(root: psutil.Process) -> float:
    """Give the seconds of processor of a process, its living descendants and those that ended."""
    ended = root.cpu_times()
    total = ended.user + ended.system + ended.children_user + ended.children_system
    for child in root.children(recursive=True):
        with suppress(psutil.Error):
            times = child.cpu_times()
            total += times.user + times.system
    return total


def postmaster(port: int) -> psutil.Process:
    """Find the PostgreSQL that listens on a port of this machine."""
    for found in psutil.net_connections("tcp"):
        if found.status == psutil.CONN_LISTEN and found.laddr.port == port and found.pid:
            process = psutil.Process(found.pid)
            parent = process.parent()
            return parent if parent and parent.name() == process.name() else process
    raise SystemExit(f"Nothing listens on port {port}; the benchmark needs its PostgreSQL here.")


@contextmanager
def serving(
    application: str, environment: dict[str, str], log: Path, database: psutil.Process
) -> Iterator[Served]:
    """Serve a WSGI application with two processes until the block ends."""
    port = choose_port()
    words = f"gunicorn {application} --bind {HOST}:{port} {GUNICORN}".split()
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=REPOSITORY,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(port, log)
        yield Served(port, psutil.Process(process.pid), database)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait(port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
            connection.request("GET", "/healthz/")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise SystemExit(f"No page was served:\n{log.read_text('utf-8')[-2000:]}")
