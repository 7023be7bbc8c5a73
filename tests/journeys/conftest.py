"""The stage of the journeys: the real processes, one Chromium, and people who sign in.

All journeys run in one worker (tests/workers.py) and share one house, so the second one starts at
once. A journey changes the house for those after it: it counts before and after, never absolutely.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.journeys.house import House, running
from tests.journeys.person import Cast, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

HERE = os.path.dirname(__file__)  # noqa: PTH120 - reason: compared as text below
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder; `tests/workers.py` keeps them together in one worker."""
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.journey)


# Of the package, not of the session: Playwright's loop must have ended before the next folder's
# tests touch the database in the same worker.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium. Without one the journeys are left out, or fail when they must not be."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        reason = f"None of {', '.join(BROWSERS)} is installed and CHROMIUM names none."
        if os.environ.get("MASAM_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The running house; asked for after the browser, so that without one nothing is started."""
    folder: Path = tmp_path_factory.mktemp("journey")
    app = settings.DATABASES["default"]
    with running(settings.OWNER, settings.CELERY_BROKER_URL, app, folder) as house:
        yield house


@pytest.fixture(scope="package")
def cast(browser: Browser, house: House) -> Iterator[Cast]:
    """Everybody who has signed in so far; each signs in once, by the real form."""
    cast = Cast(browser, house)
    yield cast
    cast.close()


@pytest.fixture
def person(cast: Cast) -> Iterator[Callable[..., Person]]:
    """Give a person at a browser: `person("health@khovd.example", width=360, script=False)`."""
    opened: list[Person] = []

    def arrive(email: str = "", **kwargs: Any) -> Person:
        opened.append(cast.arrive(email, **kwargs))
        return opened[-1]

    yield arrive
    for each in opened:
        each.leave()


@pytest.fixture
def visitor(person: Callable[..., Person]) -> Callable[..., Person]:
    """Give somebody who does not sign in: `visitor(language="en")`."""
    return lambda **kwargs: person("", **kwargs)
