"""Both embedded servers of a data directory together: up, down, how are they."""

from dataclasses import dataclass
from pathlib import Path

from masam.embedded import postgres, valkey
from masam.embedded.places import (
    Memory,
    Place,
    account,
    find_place,
    locked,
    recall,
    recorded_folder,
    remember,
)
from masam.embedded.programs import installed_folders


@dataclass(frozen=True)
class Servers:
    """Addresses of running servers, in the form of the settings of the same names."""

    database_url: str
    owner_url: str
    redis_url: str


@dataclass(frozen=True)
class Status:
    """Which servers of a data directory answer, and the folder that holds their files."""

    postgres: bool
    valkey: bool
    folder: Path


def up(data: Path) -> Servers:
    """Start what is not running in `data` and return the addresses. Safe to call at any time.

    Several processes may call it at once: one starts, the others wait and find. A data
    directory whose name ends in "test" is careless: fast, and lost in a power cut.
    Raises ServersError.
    """
    memory = recall(data)
    if memory and postgres.is_alive(memory) and valkey.is_alive(memory):
        return addresses(memory)
    with locked(data):
        return addresses(start(data))


def start(data: Path) -> Memory:
    """Start what is not running; the caller holds the lock of `data`."""
    place = find_place(data, installed_folders())
    memory = recall(data)
    if memory is None:
        memory = Memory.new()
        remember(data, memory)
    careless = data.name.endswith("test")
    for server in (postgres, valkey):
        if not server.is_alive(memory):
            server.start(place, memory, careless=careless)
            remember(data, memory)
    return memory


def addresses(memory: Memory) -> Servers:
    """Return the addresses `memory` stands for."""
    database = f"127.0.0.1:{memory.postgres_port}/masam"
    return Servers(
        database_url=f"postgres://masam_app:{memory.app_password}@{database}",
        owner_url=f"postgres://masam_owner:{memory.owner_password}@{database}",
        redis_url=f"redis://:{memory.valkey_password}@127.0.0.1:{memory.valkey_port}/0",
    )


def down(data: Path) -> None:
    """Stop the servers of `data`, those of a killed run too. Nothing happens when none runs."""
    if not data.is_dir():
        return
    with locked(data):
        place = existing_place(data)
        postgres.stop(place)
        valkey.stop(place)


def status(data: Path) -> Status:
    """Return which servers of `data` answer now. Starts and makes nothing."""
    memory = recall(data) or Memory.new()
    folder = existing_place(data).folder
    return Status(postgres.is_alive(memory), valkey.is_alive(memory), folder)


def is_used(data: Path) -> bool:
    """Tell whether somebody is connected to the PostgreSQL of `data` now."""
    memory = recall(data)
    return bool(memory and postgres.is_alive(memory) and postgres.has_clients(memory))


def existing_place(data: Path) -> Place:
    """Return where the servers of `data` are, without making or moving anything."""
    return Place(recorded_folder(data) or data, account())
