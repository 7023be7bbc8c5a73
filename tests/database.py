"""The databases of the tests: migrated once, then copied.

Migrating takes seconds, a copy of a migrated database a fraction of one. The copy a test process
works on is its own and new at every start, so nothing of a former run can be left in it.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg2

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
# What a freshly migrated database is made of: it is made anew when one of these files changes.
SOURCES = (
    "*/migrations/*.py",
    "masam/*/migrations/*.py",
    "masam/tenancy/*.py",
    "*/*.csv",
    "masam/*/*.csv",
)
LOCK = 20_261_123  # any number, the same in every process


def copy_migrated(owner: dict[str, Any], name: str, prefix: str) -> None:
    """Make the database `name` anew as a copy of the migrated one, making that if it is missing.

    `owner` is Django's settings of the role that owns the tables; `prefix` tells the migrated
    databases of one checkout from those of another. Two processes at once: one makes, one waits.
    """
    with _server(owner) as tell:
        tell(f"SELECT pg_advisory_lock({LOCK})")
        model = f"{prefix}_model_{fingerprint()}"
        if not tell(f"SELECT 1 FROM pg_database WHERE datname = '{model}'"):
            _drop_older(tell, prefix)
            _make_model(owner, tell, model)
        tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        tell(f"CREATE DATABASE {name} TEMPLATE {model}")


def copy_of(owner: dict[str, Any], name: str, template: str) -> None:
    """Make the database `name` anew as a copy of another, to which nobody is connected."""
    with _server(owner) as tell:
        tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        tell(f"CREATE DATABASE {name} TEMPLATE {template}")


def drop(owner: dict[str, Any], name: str) -> None:
    """Drop a database, whoever is still connected."""
    with _server(owner) as tell:
        tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def names_like(owner: dict[str, Any], pattern: str) -> list[str]:
    """Give the databases whose name matches a regular expression."""
    with _server(owner) as tell:
        return [
            name for (name,) in tell("SELECT datname FROM pg_database") if re.match(pattern, name)
        ]


def _make_model(owner: dict[str, Any], tell: Any, model: str) -> None:
    """Migrate under another name first: a killed run leaves no half-made model behind."""
    raw = f"{model}_raw"
    tell(f"DROP DATABASE IF EXISTS {raw} WITH (FORCE)")
    tell(f"CREATE DATABASE {raw}")
    command = [sys.executable, "manage.py", "migrate", "--database", "owner", "-v0"]
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(owner | {"NAME": raw}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"The migrations failed:\n{done.stderr[-4000:]}"
    tell(f"ALTER DATABASE {raw} RENAME TO {model}")


def _environment(owner: dict[str, Any]) -> dict[str, str]:
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**owner)
    return os.environ | {
        "MASAM_DEV_DB": "",
        "DJANGO_SETTINGS_MODULE": "masam.settings.dev",
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": url,
        "REDIS_URL": "redis://127.0.0.1:1/0",  # migrations need none
        "PYTHONUTF8": "1",
    }


def _drop_older(tell: Any, prefix: str) -> None:
    for (name,) in tell(f"SELECT datname FROM pg_database WHERE datname LIKE '{prefix}_model_%'"):
        with suppress(psycopg2.Error):  # somebody copies it just now
            tell(f"DROP DATABASE IF EXISTS {name}")


def fingerprint() -> str:
    """Give a word that changes with everything a freshly migrated database is made of."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _server(owner: dict[str, Any]) -> Iterator[Any]:
    """Give a function that sends one statement and gives its rows."""
    wanted = {key: owner[key.upper()] for key in ("host", "port", "user", "password")}
    with closing(psycopg2.connect(dbname="postgres", **wanted)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:

            def tell(statement: str) -> list[Any]:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []

            yield tell
