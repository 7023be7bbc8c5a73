"""The embedded Valkey, which speaks the Redis protocol: broker, cache and nothing that must last."""

import signal
import subprocess
import time
from pathlib import Path

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from masam.embedded.places import Memory, Place, ServersError, choose_port, is_free
from masam.embedded.processes import end, find_in
from masam.embedded.programs import VALKEY, find_programs

PATIENCE = 20  # seconds for a start, reading its append-only file included


def is_alive(memory: Memory) -> bool:
    """Tell whether our Valkey answers and is ready; a foreign one refuses our password."""
    if not memory.valkey_port:
        return False
    client = redis.Redis(
        port=memory.valkey_port,
        password=memory.valkey_password,
        socket_timeout=3,
        socket_connect_timeout=3,
        retry=Retry(NoBackoff(), 0),  # its own default tries for four seconds
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def start(place: Place, memory: Memory, *, careless: bool) -> None:
    """Start Valkey; `memory` may get another port. Raises ServersError when it does not come up."""
    program = find_programs(VALKEY, place) / "valkey-server"
    deadline = time.monotonic() + PATIENCE
    while not try_start(program, place, memory, careless=careless):
        if time.monotonic() > deadline:
            raise ServersError(f"Valkey does not start; its log is {log_of(place)}.")


def try_start(program: Path, place: Place, memory: Memory, *, careless: bool) -> bool:
    """Start once and tell whether our server answers within a few seconds."""
    stop(place)  # one that hangs, or whose port was forgotten
    if not memory.valkey_port or not is_free(memory.valkey_port):
        memory.valkey_port = choose_port()
    subprocess.run(
        [program, "-"],
        input=settings(place, memory, careless=careless),
        env={"LC_ALL": "C"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
        **place.account.popen_arguments(),
    )
    deadline = time.monotonic() + 5
    while not is_alive(memory):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def settings(place: Place, memory: Memory, *, careless: bool) -> str:
    """Return the settings, given on standard input so that no password stands in a command."""
    folder = place.servers / "valkey"
    if not folder.is_dir():
        folder.mkdir()
        place.account.own(folder)
    lines = {
        "bind": "127.0.0.1",  # not a socket file: its path is limited to 107 bytes
        "port": memory.valkey_port,
        "requirepass": memory.valkey_password,
        "dir": f'"{folder}"',
        "logfile": f'"{log_of(place)}"',
        "pidfile": f'"{folder / "pid"}"',
        "daemonize": "yes",
        "save": '""',
        "appendonly": "no" if careless else "yes",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def stop(place: Place) -> None:
    """Stop the server of `place`, if it runs; it writes its append-only file to the end first."""
    processes = [process] if (process := find_process(place)) else []
    end(processes, signal.SIGTERM, signal.SIGKILL, patience=10)


def find_process(place: Place) -> psutil.Process | None:
    """Return the running server of `place`, or None."""
    folder = place.servers / "valkey"
    return find_in(folder, folder / "pid")


def log_of(place: Place) -> Path:
    """Return the server's log file."""
    return place.servers / "valkey.log"
