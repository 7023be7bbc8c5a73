"""`make bench`: prints one JSON object per line.

`ARGS="--issues 10000 100000"` chooses the sizes. The generated data of a size are kept between
runs. `x_cpu` is the processor time of a request (web processes and PostgreSQL) in units of the
limit's list, measured in turns with it in the same seconds; `x_p50` the same for the median time.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg2

from masam.embedded import find_data, up
from masam.embedded.places import REPOSITORY
from masam.settings.environment import database
from tests.bench.client import Ask, Round, one, run
from tests.bench.house import Served, postmaster, serving
from tests.database import copy_migrated, fingerprint, names_like

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.pages import Measured

ROUNDS = 3
LIMIT_SECONDS = 2.0


@dataclass(frozen=True)
class Line:
    """What is printed of a page."""

    page: str
    n: int
    x_cpu: float
    x_p50: float
    p95_by_p50: float
    queries: int | None
    bytes_first: int
    bytes_repeat: int
    goal: float
    ok: bool


def main() -> None:
    """Seed what is missing, then measure size by size."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--issues", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--only", default="", help="a part of the names of the pages to measure")
    wanted = parser.parse_args()
    servers = up(find_data("test"))
    for issues in wanted.issues:
        _measure(issues, servers, wanted.only)


def _measure(issues: int, servers: Any, only: str) -> None:
    owner, app = database(servers.owner_url), database(servers.database_url)
    name = f"bench_{issues}_{fingerprint()}"
    environment = _environment(owner | {"NAME": name}, app | {"NAME": name}, servers.redis_url)
    if name not in names_like(owner, r"bench_"):
        raw = f"raw_{name}"
        copy_migrated(owner, raw, "bench_model")
        _manage(
            "seedscale", "--issues", str(issues), environment=environment | _urls(owner, app, raw)
        )
        _rename(owner, raw, name)
    os.environ.update(environment)
    from tests.bench import ours  # noqa: PLC0415 - reason: it sets Django up for this database

    person, code, point = ours.prepare()
    process = postmaster(int(owner["PORT"]))
    with tempfile.TemporaryDirectory() as folder:
        limit = {
            "LIMIT_DATABASE": _url(owner | {"NAME": name}),
            "LIMIT_GROUP": str(ours.group_id()),
        }
        logs = Path(folder)
        with (
            serving("tests.bench.limit", limit, logs / "limit.log", process) as bare,
            serving("masam.wsgi", environment, logs / "ours.log", process) as our,
        ):
            change = ours.changer(_url(owner | {"NAME": name}))
            for page in ours.pages(person, code=code, point=point, change_group=change):
                if only in page.name:
                    _print(_line(page, issues, bare, our, ours.count_queries))
            if only in "import":
                from tests.bench import tables  # noqa: PLC0415 - reason: after Django is set up

                least = tables.limit(_url(owner | {"NAME": name}), process)
                spent = tables.ours(process)
                _print(
                    {
                        "page": "import of 10,000 rows, in units of the bare import",
                        "n": issues,
                        "x_cpu": round(spent / least, 2),
                        "goal": 4.0,
                        "ok": spent <= 4 * least,
                    }
                )
            _print(
                {
                    "page": "memory of a web process, MB",
                    "n": issues,
                    "value": our.memory() // 2**20,
                    "goal": 110,
                    "ok": our.memory() <= 110 * 2**20,
                }
            )


def _line(
    page: Measured,
    issues: int,
    bare: Served,
    our: Served,
    queries: Callable[[Callable[[int], Ask]], int],
) -> Line:
    first, body = one(our, page.ask(0))
    asked, tag = page.ask, first.headers.get("ETag", "")
    if page.again and tag:
        again = Ask(asked(0).path, headers=asked(0).headers | {"If-None-Match": tag}, status=304)
        asked = lambda _number: again  # noqa: E731 - reason: the same request each time
    units: list[Round] = []
    found: list[Round] = []
    for _ in range(ROUNDS):
        units.append(run(bare, lambda _number: Ask("/"), seconds=LIMIT_SECONDS, most=4000))
        found.append(run(our, asked, seconds=page.seconds, most=page.most))
    share = page.per_rows / max(body.count(b"\n") - 1, 1) if page.per_rows else 1.0
    x_cpu = statistics.median(f.cpu for f in found) / statistics.median(u.cpu for u in units)
    x_p50 = statistics.median(f.p50 for f in found) / statistics.median(u.p50 for u in units)
    count = queries(page.ask) if page.ask(0).method == "GET" and not page.per_rows else None
    return Line(
        page=page.name,
        n=issues,
        x_cpu=round(x_cpu * share, 2),
        x_p50=round(x_p50 * share, 2),
        p95_by_p50=round(statistics.median(f.p95 / f.p50 for f in found), 2),
        queries=count,
        bytes_first=len(body) if page.per_rows else _weight(our, page.ask(0)),
        bytes_repeat=_repeat(our, page.ask(0)),
        goal=page.goal,
        ok=x_cpu * share <= page.goal and (count or 0) <= (page.most_queries or 99),
    )


def _weight(our: Served, ask: Ask) -> int:
    """Give the compressed bytes of a page with its style sheets and scripts."""
    squeezed = {"Accept-Encoding": "br, gzip"}
    if ask.method != "GET":
        return 0
    _answer, plain = one(our, ask)
    _answer, body = one(our, Ask(ask.path, headers=ask.headers | squeezed))
    files = set(re.findall(rb'(?:href|src)="(/static/[^"]+\.(?:css|js))"', plain))
    return len(body) + sum(len(one(our, Ask(file.decode(), headers=squeezed))[1]) for file in files)


def _repeat(our: Served, ask: Ask) -> int:
    """Give the compressed bytes of an unchanged page asked for again."""
    if ask.method != "GET":
        return 0
    squeezed = {"Accept-Encoding": "br, gzip"}
    first, body = one(our, Ask(ask.path, headers=ask.headers | squeezed))
    tag = first.headers.get("ETag")
    if not tag:
        return len(body)
    again = ask.headers | squeezed | {"If-None-Match": tag}
    answer, body = one(our, Ask(ask.path, headers=again, status=304))
    return len(body) + len(str(answer.headers))


def _print(line: Any) -> None:
    words = asdict(line) if isinstance(line, Line) else line
    print(json.dumps(words, ensure_ascii=False), flush=True)  # noqa: T201 - reason: the output


def _environment(owner: dict[str, Any], app: dict[str, Any], redis: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": _url(app),
        "DATABASE_OWNER_URL": _url(owner),
        "REDIS_URL": redis,
        "MASAM_DEV_DB": "",
        "SECRET_KEY": "of-the-benchmark-only",
        "PYTHONUTF8": "1",
    }


def _urls(owner: dict[str, Any], app: dict[str, Any], name: str) -> dict[str, str]:
    return {
        "DATABASE_URL": _url(app | {"NAME": name}),
        "DATABASE_OWNER_URL": _url(owner | {"NAME": name}),
    }


def _url(words: dict[str, Any]) -> str:
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**words)


def _rename(owner: dict[str, Any], old: str, new: str) -> None:
    """Give the seeded database its name only when it is whole; statistics first."""
    with closing(psycopg2.connect(_url(owner | {"NAME": old}))) as connection:
        connection.autocommit = True
        connection.cursor().execute("VACUUM ANALYZE")
    with closing(psycopg2.connect(_url(owner | {"NAME": "postgres"}))) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"ALTER DATABASE {old} RENAME TO {new}")


def _manage(*words: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(
        command, cwd=REPOSITORY, env=os.environ | environment, stdout=sys.stderr, check=True
    )


if __name__ == "__main__":
    main()
