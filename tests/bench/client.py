"""Asks a page again and again over eight connections, and tells how long each answer took."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.house import HOST, Served

if TYPE_CHECKING:
    from collections.abc import Callable

CONNECTIONS = 8


@dataclass(frozen=True)
class Ask:
    """One request, and the status that its answer must have."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    status: int = 200


@dataclass(frozen=True)
class Round:
    """What so many requests cost: seconds of processor for each, and the median and 95 % times."""

    cpu: float
    p50: float
    p95: float


def one(served: Served, ask: Ask) -> tuple[http.client.HTTPResponse, bytes]:
    """Ask once; gives the answer and its body as sent. Another status than wanted ends the run."""
    connection = http.client.HTTPConnection(HOST, served.port, timeout=120)
    connection.request(ask.method, ask.path, body=ask.body or None, headers=ask.headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != ask.status:
        words = body[:300].decode("utf-8", errors="replace")
        raise SystemExit(f"{ask.method} {ask.path}: {answer.status}, not {ask.status}. {words}")
    return answer, body


def run(served: Served, ask: Callable[[int], Ask], *, seconds: float, most: int) -> Round:
    """Ask for so many seconds, but no more than `most` times; `ask` makes the n-th request."""
    times: list[float] = []
    lock, until, faults = threading.Lock(), time.monotonic() + seconds, list[BaseException]()
    numbers = iter(range(most))

    def work() -> None:
        while time.monotonic() < until and not faults:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            begun = time.perf_counter()
            try:
                one(served, ask(number))
            except BaseException as fault:  # noqa: BLE001 - reason: raised again below
                faults.append(fault)
                return
            times.append(time.perf_counter() - begun)

    used = served.used()
    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    times.sort()
    return Round(
        cpu=(served.used() - used) / len(times),
        p50=statistics.median(times),
        p95=times[int(len(times) * 0.95) - 1],
    )
