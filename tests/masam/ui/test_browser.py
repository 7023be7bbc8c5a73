"""The style guide in a real browser: axe finds nothing, nothing scrolls sideways, no error in the console.

No server runs: the browser's requests are answered by Django's test client and the static files' finder.
"""

import mimetypes
import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import sync_playwright

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
IS_REQUIRED = os.environ.get("MASAM_REQUIRE_BROWSER") == "1"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM and not IS_REQUIRED, reason="no Chromium here"),
]


def answer(address: str) -> dict:
    """What the browser gets for an address."""
    parts = urlsplit(address)
    if parts.path.startswith("/static/"):
        name = parts.path.removeprefix("/static/")
        kind = mimetypes.guess_type(name)[0]
        return {"status": 200, "body": Path(finders.find(name)).read_bytes(), "content_type": kind}
    response = Client().get(parts.path)
    policy = {"Content-Security-Policy": response.headers.get("Content-Security-Policy", "")}
    headers = {"Content-Type": response["Content-Type"], **policy}
    return {"status": response.status_code, "body": response.content, "headers": headers}


@pytest.fixture
def answers() -> dict:
    """Everything the style guide asks for, made before the browser's event loop runs."""
    kept = {}
    for path in ("/styleguide/", "/en/styleguide/"):
        kept[path] = answer(path)
        for name in re.findall(r'"(/static/[^"]+)"', kept[path]["body"].decode()):
            kept[name] = answer(name)
    return kept


@pytest.mark.parametrize("path", ["/styleguide/", "/en/styleguide/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_style_guide_is_accessible_and_fits(answers, path, width):
    faults = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.route("**/*", lambda route: route.fulfill(**answers[urlsplit(route.request.url).path]))
        page.goto(f"http://masam.test{path}")
        found = Axe().run(page).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert "default-src" in answers[path]["headers"]["Content-Security-Policy"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert faults == []
    assert wide == width
