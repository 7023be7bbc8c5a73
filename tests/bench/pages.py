"""What is measured, and the goal of each page in units of the limit's list (bench.md)."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from masam.demo.scale import RARE
from tests.bench.client import Ask

if TYPE_CHECKING:
    from collections.abc import Callable

GROUP = "scale-1"
DESK = f"/{GROUP}/desk/issues/"
_count = itertools.count()


@dataclass(frozen=True)
class Measured:
    """A page: its name, how the n-th request is made, its goals. `rows` scales a file's cost."""

    name: str
    ask: Callable[[int], Ask]
    goal: float
    most_queries: int | None = None
    seconds: float = 3.0
    most: int = 4000
    per_rows: int = 0  # the goal is for so many rows; the file's lines are counted
    again: bool = False  # asked with the ETag of a first answer


@dataclass(frozen=True)
class Person:
    """Somebody signed in, as the headers of a request."""

    headers: dict[str, str] = field(default_factory=dict)


def _get(path: str, headers: dict[str, str] | None = None) -> Callable[[int], Ask]:
    return lambda _number: Ask(path, headers=headers or {})


def _after(change: Callable[[], None], ask: Callable[[int], Ask]) -> Callable[[int], Ask]:
    """Let something in the group change before each request: nothing kept can be handed out."""

    def changed(number: int) -> Ask:
        change()
        return ask(number)

    return changed


def _create(person: Person, point: int) -> Callable[[int], Ask]:
    def ask(number: int) -> Ask:
        words = {
            "title": f"Хэмжилтийн асуудал {next(_count)}",
            "service_point": str(point),
            "reporter_class": "citizen",
            "client_key": str(uuid.uuid4()),
            "idempotency_key": str(uuid.uuid4()),
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        headers = person.headers | kind
        return Ask(f"{DESK}new/", "POST", headers, urlencode(words), status=303)

    return ask


def pages(
    person: Person, *, code: str, point: int, change_group: Callable[[], None]
) -> list[Measured]:
    """Give all that is measured; `code` is an issue with twenty comments, `point` a service point.

    A page is asked for unchanged, and once more with a change in the group before each request:
    then nothing that was kept may be used.
    """
    mine = person.headers
    first, found = f"{DESK}?state=verified", f"?q={quote(RARE)}"
    return [
        Measured("list", _get(first, mine), 2.0, most_queries=5),
        Measured("list, after a change", _after(change_group, _get(first, mine)), 2.0, most_queries=5),
        Measured("list, repeat", _get(first, mine), 0.4, again=True),
        Measured("issue page", _get(f"{DESK}{code}/", mine), 1.8, most_queries=6),
        Measured("issue page, after a change", _after(change_group, _get(f"{DESK}{code}/", mine)), 1.8,
                 most_queries=6),
        Measured("create", _create(person, point), 1.2, most=400),
        Measured("search, one group", _get(DESK + found, mine), 2.5),
        Measured("search, one group, after a change", _after(change_group, _get(DESK + found, mine)), 2.5),
        Measured("search, all groups", _get(f"/issues/{found}"), 2.5),
        Measured("search, all groups, after a change", _after(change_group, _get(f"/issues/{found}")), 2.5),
        Measured("group dashboard, warm", _get(f"/{GROUP}/"), 0.4),
        Measured("group dashboard, cold", _after(change_group, _get(f"/{GROUP}/")), 1.2),
        Measured("national dashboard, warm", _get("/"), 0.3),
        Measured("national dashboard, cold", _after(change_group, _get("/")), 1.3),
        Measured("export, 10,000 rows", _get("/issues.csv"), 14.0, most=2, per_rows=10_000),
    ]  # fmt: skip
