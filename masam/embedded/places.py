"""Where embedded servers live: their data directory, remembered secrets, lock and account.

A data directory (`var/demo`, `var/test`) holds:

- `servers.json`   ports and random passwords, readable by its owner only
- `lock`           held while somebody starts or stops the servers
- `servers/`       PostgreSQL's and Valkey's own files, owned by the account they run under
- `elsewhere`      only when needed: one line naming the folder that holds `servers/` instead

PostgreSQL refuses to run as root, so root starts the servers as `nobody`. Where `nobody` cannot
pass a parent folder (a checkout under a 0700 home), files and programs go to `/var/tmp`; the
modes of the user's own folders are never changed.
"""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import SystemRandom
from typing import Any

from masam.embedded.processes import end_below

REPOSITORY = Path(__file__).resolve().parents[2]
PORTS = range(20_000, 32_000)  # below 32768: above, outgoing connections take ports at random


class ServersError(RuntimeError):
    """An embedded server cannot be used; the text is a sentence for the person who started it."""


def find_data(name: str) -> Path:
    """Return the data directory called `name` ("demo" or "test"), below MASAM_DATA or `var/`.

    It need not exist yet. A relative MASAM_DATA is taken from the working directory.
    """
    root = os.environ.get("MASAM_DATA") or REPOSITORY / "var"
    return (Path(root) / name).absolute()


# --- the account servers run under ---------------------------------------------------------


@dataclass(frozen=True)
class Account:
    """Who the servers run as: ourselves, or `nobody` when we are root."""

    uid: int
    gid: int
    is_other: bool

    def popen_arguments(self) -> dict[str, Any]:
        """Return the keyword arguments that make `subprocess` run a program as this account."""
        # cwd: nobody may not be allowed to stand where we stand.
        if not self.is_other:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give `path` to this account, closed to everybody else."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def can_pass(self, path: Path) -> bool:
        """Tell whether this account can walk down to `path`, judged by the modes of its parents."""
        if not self.is_other:
            return True
        return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


def account() -> Account:
    """Return the account embedded servers run under. Raises ServersError for root without one."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise ServersError(
            "PostgreSQL does not run as root and this system has no account 'nobody'. "
            "Run as an ordinary user, or set DATABASE_URL and REDIS_URL."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, is_other=True)


# --- folders -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """The folder that holds `servers/`: the data directory itself, or one under /var/tmp."""

    folder: Path
    account: Account

    @property
    def servers(self) -> Path:
        """Return the folder of the servers' own files."""
        return self.folder / "servers"

    @property
    def programs(self) -> Path:
        """Return the folder of copied programs; only used when the installed ones are closed."""
        return self.folder / "programs"


def find_place(data: Path, packages: list[Path]) -> Place:
    """Return where the servers of `data` live, making the folders that are missing.

    `packages` are the installed packages whose programs will run: when the servers' account
    cannot reach them or `data`, the place is `/var/tmp/masam-<hash>`, recorded in `elsewhere`.
    """
    make_folder(data)
    who = account()
    place = Place(recorded_folder(data) or data, who)
    if place.folder == data and not all(map(who.can_pass, [place.servers, *packages])):
        place = Place(open_elsewhere(data), who)
        (data / "elsewhere").write_text(f"{place.folder}\n", encoding="utf-8")
    if not place.servers.is_dir():
        place.servers.mkdir()
        who.own(place.servers)
    return place


def make_folder(data: Path) -> None:
    """Make the data directory. Raises ServersError when it cannot be written."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not os.access(data, os.W_OK | os.X_OK):
            raise PermissionError
    except OSError as error:
        raise ServersError(
            f"The folder {data} cannot be written ({error.strerror or 'not permitted'}). "
            "Choose another with MASAM_DATA."
        ) from None


def recorded_folder(data: Path) -> Path | None:
    """Return the folder named by `data/elsewhere`, if it is recorded and still ours."""
    try:
        folder = Path((data / "elsewhere").read_text(encoding="utf-8").strip())
    except OSError:
        return None
    return folder if is_safe(folder) else None


def open_elsewhere(data: Path) -> Path:
    """Return a fresh folder under /var/tmp that belongs to `data` alone.

    The name follows from the path of `data`; a leftover whose record was deleted with `data`
    is emptied, because deleting the data directory means starting anew.
    """
    name = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:16]
    folder = Path("/var/tmp") / f"masam-{name}"  # noqa: S108 - reason: checked to be ours alone
    if os.path.lexists(folder):
        if not is_safe(folder):
            raise ServersError(f"{folder} belongs to somebody else. Choose another MASAM_DATA.")
        end_below(folder)
        shutil.rmtree(folder)
    folder.mkdir()
    folder.chmod(0o755)  # the servers' account passes through; `servers/` below is closed
    return folder


def is_safe(folder: Path) -> bool:
    """Tell whether `folder` is a real folder of ours that nobody else can write."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    writable = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not writable


# --- what is remembered --------------------------------------------------------------------


@dataclass
class Memory:
    """Ports and random passwords of one data directory. A port of 0 is not chosen yet."""

    postgres_port: int
    postgres_password: str
    owner_password: str
    app_password: str
    valkey_port: int
    valkey_password: str
    secret_key: str

    @classmethod
    def new(cls) -> "Memory":
        """Return a memory with fresh secrets and no ports."""
        word = secrets.token_urlsafe
        return cls(0, word(24), word(24), word(24), 0, word(24), word(50))


def recall(data: Path) -> Memory | None:
    """Return what `data` remembers, or None. Raises ServersError when it cannot be read."""
    file = data / "servers.json"
    try:
        return Memory(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise ServersError(
            f"{file} cannot be read. Is it another user's? "
            f"Set MASAM_DATA, or run `make stop` and remove {data} to start anew."
        ) from None


def remember(data: Path, memory: Memory) -> None:
    """Write `memory` so that a crash leaves the old or the new file, never half of one."""
    draft = data / "servers.json.new"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(memory), file, indent=1)
    draft.replace(data / "servers.json")


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the lock of `data`; a second process waits here. A killed holder frees it."""
    make_folder(data)
    with (data / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- ports ---------------------------------------------------------------------------------


def is_free(port: int) -> bool:
    """Tell whether `port` of 127.0.0.1 can be bound now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as both servers do
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def choose_port() -> int:
    """Return a free port below 32768, chosen at random so that two folders seldom meet."""
    chance = SystemRandom()
    for _ in range(200):
        port = chance.choice(PORTS)
        if is_free(port):
            return port
    raise ServersError("No free port between 20000 and 32000 was found on 127.0.0.1.")
