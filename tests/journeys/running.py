"""What a journey may do to the running house beside walking through it: look, wait, move time.

Nobody can wait four weeks. Rows are made older instead, by the owner of the tables, and the task
that the clock would have called is called; everything else goes through the pages.
"""

from __future__ import annotations

import os
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import psutil
import psycopg2
import pytest
from celery import Celery
from django.conf import settings

from tests.journeys.house import _manage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 40  # seconds until something must have happened


def wait_for(reason: str, is_so: Callable[[], Any], *, pause: float = 0.1) -> None:
    """Look again and again until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, reason
        time.sleep(pause)


# --- the processes --------------------------------------------------------------------------------


def environment_of_the_house() -> dict[str, str]:
    """Give the environment that the harness made for the house's own processes."""
    for child in psutil.Process().children():
        words = child.cmdline()
        if "celery" in words and "worker" in words:
            return child.environ()
    pytest.fail("The house has no worker.")


def run_in_house(code: str) -> None:
    """Run a few lines in a process of the house's own."""
    _manage(("shell", "-c", code), environment_of_the_house())


def send_task(name: str) -> None:
    """Let the house's worker do now what beat would call for later."""
    broker = environment_of_the_house()["REDIS_URL"]
    with Celery(broker=broker, set_as_current=False) as app:
        app.send_task(name, ignore_result=True)


@contextmanager
def silent_worker(redis_url: str) -> Iterator[None]:
    """Let the house's worker take nothing while the block runs, so that only ours do the work."""
    with Celery(broker=redis_url, set_as_current=False) as app:
        once: dict[str, Any] = {"queue": "celery", "reply": True, "timeout": 2, "limit": 1}
        tell, ask = app.control, app.control.inspect(timeout=2, limit=1)
        # One that is still starting hears nothing: told again until it answers.
        wait_for("The house's worker does not answer.", lambda: tell.cancel_consumer(**once))
        wait_for(
            "The house's worker is not done.", lambda: not any((ask.active() or {1: 1}).values())
        )
        try:
            yield
        finally:
            wait_for("The house's worker has died.", lambda: tell.add_consumer(**once))


# --- the database ---------------------------------------------------------------------------------


class Rows:
    """The owner's view of the rows of Khovd, straight from PostgreSQL."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.connection.autocommit = True
        [(self.group,)] = self.ask("SELECT id FROM groups_group WHERE slug = 'khovd'")
        everyone = self.ask("SELECT string_agg(id::text, ',') FROM groups_group")[0][0]
        self.ask("SELECT set_config('masam.groups', %s, false)", everyone)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement and give its rows."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def one(self, statement: str, *values: Any) -> Any:
        """Give the only value of the only row."""
        [(value,)] = self.ask(statement, *values)
        return value


@contextmanager
def rows_of_the_house() -> Iterator[Rows]:
    """Look into the house's database until the block ends."""
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    owner = {key: settings.OWNER[name] for key, name in names.items()}
    with closing(psycopg2.connect(dbname=f"journey_{os.getpid()}", **owner)) as connection:
        yield Rows(connection)


@contextmanager
def held_numbers(rows: Rows) -> Iterator[None]:
    """Let nobody give a new issue of Khovd its number until the block ends: who logs one waits."""
    rows.ask("BEGIN")
    rows.ask(
        "SELECT last FROM groups_counter WHERE group_id = %s AND noun = 'issue' FOR UPDATE",
        rows.group,
    )
    try:
        yield
    finally:
        rows.ask("ROLLBACK")
