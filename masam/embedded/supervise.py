"""`make demo` after the dependencies: servers, migrations, demo data, then web, worker and beat.

Runs until Ctrl-C or SIGTERM and ends everything it started. After a `kill -9` of everything the
next run ends what was left and continues; nothing is loaded twice.
"""

import fcntl
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import psutil

from masam.embedded.children import MARK, Child, end_marked
from masam.embedded.places import REPOSITORY, ServersError, is_free, make_folder, recall
from masam.embedded.processes import end
from masam.embedded.servers import down, is_used, status, up

HOST = "127.0.0.1"
PATIENCE = 120  # seconds until the first page must answer
SIGN_INS = (
    ("facilitator@khovd.example", "facilitator, Khovd group"),
    ("secretary@khovd.example", "secretary, Khovd group"),
    ("member@khovd.example", "member, Khovd group"),
    ("monitor@khovd.example", "monitor, Khovd group"),
    ("custodian@khovd.example", "custodian, Khovd group"),
    ("observer@khovd.example", "observer, Khovd group"),
    ("health@khovd.example", "officer, Khovd health department"),
    ("school@khovd.example", "officer, a Khovd school"),
    ("facilitator@bayanzurkh.example", "facilitator, Bayanzurkh district group"),
    ("donor@worldbank.example", "donor viewer"),
    ("coordinator@masam.example", "national coordinator"),
    ("cabinet@gov.example", "national viewer, Cabinet Secretariat"),
    ("ministry.health@gov.example", "officer, Ministry of Health"),
    ("admin@masam.example", "system administrator"),
)
PASSWORD = "masam-demo-2026"  # noqa: S105 - reason: public, and of the demo only


def demo(data: Path) -> int:
    """Run the demo of `data` until it is told to stop; return the exit status.

    Raises ServersError with a sentence when it cannot start.
    """
    port = read_port()
    make_folder(data)
    with running(data), stopping_on_signals():
        end_marked(data)
        if not is_free(port):
            raise ServersError(
                f"Port {port} is taken by another program. Choose another: PORT=8001 make demo"
            )
        children: list[Child] = []
        try:
            environment = start_servers(data, port)
            prepare(environment)
            children += web_worker_beat(data, port, environment)
            run(data, port, children)
        except KeyboardInterrupt:
            say("Stopping.")
        finally:
            stop(data, children)
    return 0


def read_port() -> int:
    """Return PORT as a number. Raises ServersError when it is not one."""
    given = os.environ.get("PORT") or "8000"
    if not given.isascii() or not given.isdecimal() or not 0 < int(given) < 65536:
        raise ServersError(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


# --- one supervisor at a time --------------------------------------------------------------


@contextmanager
def running(data: Path) -> Iterator[None]:
    """Hold the mark that a demo of `data` runs; the kernel drops it when we are killed.

    Raises ServersError when another holds it.
    """
    with (data / "running").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServersError(
                f"A demo of {data} is already running. Stop it with Ctrl-C or `make stop`."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def end_leftovers(data: Path) -> None:
    """Stop the demo of `data` that runs, and end the children of one that was killed."""
    if not data.is_dir():
        return
    with suppress(OSError, ValueError, psutil.Error), (data / "running").open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            end([psutil.Process(int(file.read()))], signal.SIGTERM, signal.SIGKILL, patience=60)
    end_marked(data)


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into what Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signs = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {sign: signal.signal(sign, interrupt) for sign in signs}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


# --- the steps -----------------------------------------------------------------------------


def start_servers(data: Path, port: int) -> dict[str, str]:
    """Start the embedded servers and return the environment of every child.

    What the caller's environment already names (DATABASE_URL and the others) is left alone.
    Raises ServersError.
    """
    if bool(os.environ.get("DATABASE_URL")) != bool(os.environ.get("DATABASE_OWNER_URL")):
        raise ServersError(
            "DATABASE_URL and DATABASE_OWNER_URL belong together: set both, or none."
        )
    servers = up(data)
    memory = recall(data)
    defaults = {
        "DATABASE_URL": servers.database_url,
        "DATABASE_OWNER_URL": servers.owner_url,
        "REDIS_URL": servers.redis_url,
        "SECRET_KEY": memory.secret_key if memory else "",
        "BASE_URL": f"http://{HOST}:{port}",
        "MEDIA_ROOT": str(data / "media"),
    }
    fixed = {
        "DJANGO_SETTINGS_MODULE": "masam.settings.dev",  # the demo's passwords are known to all
        "PORT": str(port),
        "MASAM_DATA": str(data.parent),
        "PYTHONUTF8": "1",  # a bare server has no LANG; Mongolian must still be printable
        "PYTHONUNBUFFERED": "1",
        MARK: str(data),
    }
    given = {name: value for name, value in os.environ.items() if value}
    return defaults | given | fixed


def prepare(environment: dict[str, str]) -> None:
    """Compile messages, migrate as the owner, load the demo. Raises ServersError when one fails."""
    manage("Compiling the messages", environment, "messages", "--compile")
    manage("Migrating the database", environment, "migrate", "--database", "owner", "-v0")
    manage("Loading the demo", environment, "demo")


def manage(sentence: str, environment: dict[str, str], *arguments: str) -> None:
    """Run one management command to its end, telling what happens and how long it took."""
    say(f"{sentence} ...")
    begun = time.monotonic()
    command = [sys.executable, "manage.py", *arguments]
    process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, start_new_session=True)
    try:
        status = process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    if status:
        raise ServersError(f"`manage.py {' '.join(arguments)}` failed; its words are above.")
    say(f"{sentence} took {time.monotonic() - begun:.1f} s.")


def web_worker_beat(data: Path, port: int, environment: dict[str, str]) -> list[Child]:
    """Return the three long-running processes, not started yet; none may act as the owner."""
    environment = {key: each for key, each in environment.items() if key != "DATABASE_OWNER_URL"}
    web = f"gunicorn masam.wsgi --bind {HOST}:{port} --worker-class gthread --workers 2 --threads 4"
    web += " --graceful-timeout 5 --no-control-socket"
    # There is one worker: it need not look for others.
    worker = "celery -A masam worker --concurrency 2 --loglevel INFO --without-gossip"
    worker += " --without-mingle"
    beat = "celery -A masam beat --loglevel INFO --pidfile= --schedule"
    commands = {
        "web": web.split(),
        "worker": worker.split(),
        "beat": [*beat.split(), str(data / "beat-schedule")],
    }
    for folder in ("logs", "media", "static"):
        (data / folder).mkdir(exist_ok=True)
    python = [sys.executable, "-m"]
    return [
        Child(name, [*python, *command], environment, fresh(data / "logs" / f"{name}.log"))
        for name, command in commands.items()
    ]


def fresh(log: Path) -> Path:
    """Empty a log file, so that it tells of this run only."""
    log.write_bytes(b"")
    return log


def run(data: Path, port: int, children: list[Child]) -> None:
    """Start the children, say when pages are served, and keep all of them alive for ever."""
    for child in children:
        child.start()
    wait(children, lambda: is_served(port))
    announce(port, children[0].log.parent)
    while True:
        keep_alive(children)
        up(data)  # a killed database or broker returns on its old port
        time.sleep(0.5)


def wait(children: list[Child], is_ready: Callable[[], bool]) -> None:
    """Wait until the first page answers. Raises ServersError with the log when it does not."""
    deadline = time.monotonic() + PATIENCE
    while not is_ready():
        if time.monotonic() > deadline or children[0].deaths > 2:
            log = children[0].log
            last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
            raise ServersError("\n".join([*last, f"No page was served; the whole log is {log}."]))
        keep_alive(children)
        time.sleep(0.2)


def keep_alive(children: list[Child]) -> None:
    """Start again what has died."""
    for child in children:
        if child.has_died():
            if child.due_at is None:
                say(f"{child.name} ended; starting it again (log: {child.log}).")
            child.revive()


def is_served(port: int) -> bool:
    """Tell whether /healthz/ answers 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def announce(port: int, logs: Path) -> None:
    """Print where the demo is and who may sign in."""
    width = max(len(email) for email, _ in SIGN_INS)
    say(f"\nReady: http://{HOST}:{port}/\n")
    say(f"Sign in at http://{HOST}:{port}/login/ with the password {PASSWORD} as")
    for email, who in SIGN_INS:
        say(f"  {email:<{width}}  {who}")
    say(f"\nLogs: {logs}. Stop with Ctrl-C.")


def stop(data: Path, children: list[Child]) -> None:
    """End the children, then the servers. A second Ctrl-C does not interrupt this."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    for child in reversed(children):
        child.end(patience=10)
    end_marked(data)
    down(data)


def run_with_servers(data: Path, words: list[str]) -> int:
    """Run a command while the servers of `data` are up and return its exit status.

    Servers that were not up before are stopped afterwards, unless others use them by then.
    """
    before = status(data)
    up(data)
    try:
        with subprocess.Popen(words) as process:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the command has had its own Ctrl-C and says its last words
                return process.wait()
    finally:
        if not (before.postgres or is_used(data)):
            down(data)


def say(sentence: str) -> None:
    """Print one line at once, whether or not somebody reads it on a terminal."""
    print(sentence, flush=True)
