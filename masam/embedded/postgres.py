"""The embedded PostgreSQL: made, started, asked whether it lives, and given its three roles."""

import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg2
from psycopg2 import sql

from masam.embedded.places import Memory, Place, ServersError, choose_port, is_free
from masam.embedded.processes import end, find_in
from masam.embedded.programs import POSTGRES, find_programs

# The locale is named in full: the default of a bare server (no LANG) breaks upper('ө') and
# ILIKE, and without --lc-ctype pg_trgm finds no Cyrillic letter. The wheels have no ICU.
LOCALE = [
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
]
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path is limited to 107 bytes, checkouts are not
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Tests throw their data away, so nothing need survive a power cut.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
PATIENCE = 60  # seconds for a start, recovery after a kill included


def is_alive(memory: Memory) -> bool:
    """Tell whether our PostgreSQL answers; asked by a connection, as pid files lie after a kill."""
    try:
        with connected(memory, timeout=3):
            return True
    except psycopg2.OperationalError:
        return False


def has_clients(memory: Memory) -> bool:
    """Tell whether anybody but us is connected."""
    with connected(memory) as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid())"
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def connected(memory: Memory, timeout: int = 10, database: str = "postgres") -> Iterator[Any]:
    """Give a cursor of the superuser, each statement its own transaction; `timeout` in seconds."""
    if not memory.postgres_port:
        raise psycopg2.OperationalError("never started")
    connection = psycopg2.connect(
        host="127.0.0.1",
        port=memory.postgres_port,
        user="postgres",
        password=memory.postgres_password,
        dbname=database,
        connect_timeout=timeout,
    )
    with closing(connection):
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def start(place: Place, memory: Memory, *, careless: bool) -> None:
    """Start PostgreSQL, making it first where there is none; `memory` may get another port.

    Raises ServersError with the end of the server's log when it does not come up.
    """
    programs = find_programs(POSTGRES, place)
    folder = place.servers / "postgres"
    if not (folder / "PG_VERSION").is_file():
        initialise(programs, folder, place, memory)
    deadline = time.monotonic() + PATIENCE
    while not is_alive(memory):
        if time.monotonic() > deadline:
            raise ServersError(f"PostgreSQL does not start:\n{end_of(log_of(place))}")
        if find_process(place):  # recovering after a kill, or started by a run that was killed
            adopt_port(folder, memory)
        else:
            try_start(programs, folder, place, memory, careless=careless)
        time.sleep(0.1)
    make_roles(memory)


def initialise(programs: Path, folder: Path, place: Place, memory: Memory) -> None:
    """Make a new cluster; a half-made one of a killed run is thrown away."""
    draft = folder.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    secret = place.servers / "password"
    secret.touch(mode=0o600)
    secret.write_text(memory.postgres_password, encoding="utf-8")
    place.account.own(secret)
    # --no-sync: an unfinished cluster of a crashed machine is made again.
    options = [f"--pwfile={secret}", "--auth=scram-sha-256", "--no-instructions", "--no-sync"]
    made = run([programs / "initdb", "-D", draft, "-U", "postgres", *options, *LOCALE], place)
    secret.unlink()
    if made.returncode:
        raise ServersError(f"PostgreSQL cannot make its files in {folder}:\n{made.stdout[-2000:]}")
    draft.rename(folder)


def adopt_port(folder: Path, memory: Memory) -> None:
    """Take the port of a running server from its pid file, where it is the fourth line."""
    lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    if len(lines) > 3 and lines[3].isdecimal():
        memory.postgres_port = int(lines[3])


def try_start(
    programs: Path, folder: Path, place: Place, memory: Memory, *, careless: bool
) -> None:
    """Start once; it fails when the port is taken or children of a killed server still leave."""
    if not memory.postgres_port or not is_free(memory.postgres_port):
        memory.postgres_port = choose_port()
    settings = SETTINGS | {"port": str(memory.postgres_port)} | (CARELESS if careless else {})
    options = shlex.join(f"--{name}={value}" for name, value in settings.items())
    command: list[str | Path] = [
        programs / "pg_ctl",
        "-D",
        folder,
        "-l",
        log_of(place),
        "-o",
        options,
    ]
    run([*command, "-w", "-t", str(PATIENCE), "start"], place)


def run(command: list[str | Path], place: Place) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program as the servers' account, in the plain locale."""
    return subprocess.run(
        command,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        # Not a pipe: the started server would keep it open and we would wait for its end.
        stdout=subprocess.DEVNULL if "start" in command else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **place.account.popen_arguments(),
    )


def make_roles(memory: Memory) -> None:
    """Make the three roles and the database, or put right what is missing.

    Owner migrates and makes test databases; app is what web and workers run as and can bypass
    nothing; national is entered by app with SET ROLE for reads across groups.
    """
    with connected(memory) as cursor:
        make_role(cursor, "masam_owner", "LOGIN CREATEDB", memory.owner_password)
        make_role(cursor, "masam_app", "LOGIN", memory.app_password)
        make_role(cursor, "masam_national", "NOLOGIN", None)
        cursor.execute("GRANT masam_national TO masam_app WITH INHERIT FALSE, SET TRUE")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'masam'")
        if not cursor.fetchone():
            cursor.execute(
                "CREATE DATABASE masam OWNER masam_owner TEMPLATE template0 ENCODING 'UTF8'"
                " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                " LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
            )


def make_role(cursor: Any, name: str, may: str, password: str | None) -> None:
    """Make one role or set it right; `may` is its short list of rights, all others are off."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    statement = f"{verb} ROLE {{}} NOSUPERUSER NOBYPASSRLS NOCREATEROLE {may} PASSWORD %s"
    cursor.execute(sql.SQL(statement).format(sql.Identifier(name)), [password])


def stop(place: Place) -> None:
    """Stop the server of `place` at once and cleanly, if it runs. Open transactions are lost."""
    # SIGINT is "fast" (SIGTERM would wait for every client to leave); SIGQUIT is "immediate",
    # after which the next start recovers.
    processes = [process] if (process := find_process(place)) else []
    end(processes, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL, patience=30)


def find_process(place: Place) -> psutil.Process | None:
    """Return the running postmaster of `place`, or None."""
    folder = place.servers / "postgres"
    return find_in(folder, folder / "postmaster.pid")


def log_of(place: Place) -> Path:
    """Return the server's log file."""
    return place.servers / "postgres.log"


def end_of(log: Path) -> str:
    """Return the last lines of a log, for an error's sentence."""
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
    except OSError:
        return "(no log was written)"
