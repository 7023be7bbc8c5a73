"""Make the pictures of README.md and the handbook from a running demo.

    .venv/bin/python docs/pictures.py http://127.0.0.1:8000 [--code 0946113726764652] [--only NAME ...]

Needs Debian's Chromium. `--code` is one of the follow codes that the first `make demo` prints.
It gives one piece of feedback (for the picture of the receipt) and changes nothing else. A
picture is a PNG with a palette and at most 120 KB: so README loads fast on a slow line.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent / "pictures"
PASSWORD = "masam-demo-2026"  # noqa: S105 - reason: public, and of the demo only
MOST_BYTES = 120 * 1024
FLAGS = "--disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
PHONE, LAPTOP = 360, 1280
SAID = "Эмнэлгийн хүлээлгийн танхимд суух сандал хүрэлцэхгүй, хөгшчүүл зогсож хүлээж байна."


@dataclass(frozen=True)
class Picture:
    """One picture: its file name, the page, who looks and how tall the cut is (CSS pixels)."""

    name: str
    path: str
    width: int
    height: int
    who: str = ""
    first: str = ""  # a list page: its first link that matches leads to the page meant
    then: str = ""  # what is done on the page before the picture is taken


PICTURES = (
    Picture("dashboard", "/en/", LAPTOP, 1000),
    Picture("facilitator-desk", "/khovd/desk/", PHONE, 720, "facilitator@khovd.example"),
    Picture(
        "facilitator-meeting", "/khovd/desk/meetings/new/", PHONE, 900, "facilitator@khovd.example"
    ),
    Picture(
        "facilitator-issue",
        "/khovd/desk/issues/?state=verified",
        LAPTOP,
        860,
        "facilitator@khovd.example",
        first="main ul.tasks a.whole",
    ),
    Picture("officer-inbox", "/office/", LAPTOP, 720, "health@khovd.example"),
    Picture(
        "officer-answer",
        "/office/",
        PHONE,
        1150,
        "health@khovd.example",
        first="main ul.tasks a.whole",
    ),
    Picture(
        "monitor-confirm",
        "/khovd/desk/issues/?state=claimed_fixed",
        PHONE,
        960,
        "monitor@khovd.example",
        first="main ul.tasks a.whole",
        then="confirm",
    ),
    Picture("citizen-give", "/feedback/khovd/", PHONE, 1400),
    Picture("citizen-receipt", "/feedback/khovd/", PHONE, 900, then="give"),
    Picture("citizen-answer", "/follow/", PHONE, 900, then="follow"),
    Picture("donor-list", "/en/issues/?state=verified_fixed&group=khovd", LAPTOP, 820),
    Picture("donor-issue", "/en/issues/?state=verified_fixed&group=khovd", LAPTOP, 900,
            first="main ul.tasks a.whole, main ul.items a"),
    Picture("coordinator-overview", "/national/", LAPTOP, 820, "coordinator@masam.example"),
    Picture("coordinator-groups", "/national/", LAPTOP, 720, "coordinator@masam.example",
            first="main a[href*='national/groups/']"),
)  # fmt: skip


def main() -> int:
    """Make the named pictures, or all; return 1 when one could not be made."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("site", help="address of a running demo")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--code", default="", help="a follow code of the demo")
    chosen = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    wanted = [each for each in PICTURES if not chosen.only or each.name in chosen.only]
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        results = [take(browser, chosen.site.rstrip("/"), each, chosen.code) for each in wanted]
        browser.close()
    return 0 if all(results) else 1


def take(browser: Browser, site: str, picture: Picture, code: str) -> bool:
    """Make one picture and tell whether it could be made."""
    if picture.then == "follow" and not code:
        say(f"{picture.name}: left out, no --code was given")
        return True
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, device_scale_factor=1)
    try:
        if picture.who:
            sign_in(page, site, picture.who)
        page.goto(site + picture.path)
        if picture.first:
            page.locator(picture.first).first.click()
        if picture.then:
            STEPS[picture.then](page, code)
        page.evaluate("document.fonts.ready")
        raw = page.screenshot(clip={"x": 0, "y": 0, **size}, full_page=True)
    finally:
        page.close()
    return keep(raw, FOLDER / f"{picture.name}.png")


def sign_in(page: Page, site: str, email: str) -> None:
    """Sign in by the real form."""
    page.goto(f"{site}/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form[method=post] button")
    page.wait_for_url(lambda url: "/login/" not in url)


def confirm(page: Page, _code: str) -> None:
    """Go on to the page that verifies a fix."""
    page.click("main a[href$='/confirm/']")


def give(page: Page, _code: str) -> None:
    """Give feedback as a citizen does; the page is then the receipt."""
    page.check("[name=kind][value=problem]")
    page.fill("[name=text]", SAID)
    page.wait_for_timeout(4000)  # faster than a person looks automatic
    page.click("main form[method=post] button:not([type=button])")
    page.wait_for_selector(".receipt")


def follow(page: Page, code: str) -> None:
    """Look an answer up by its code."""
    page.fill("[name=code]", code)
    page.click("main form[method=post] button")
    page.wait_for_selector("[name=verb]", state="attached")


STEPS = {"confirm": confirm, "give": give, "follow": follow}


def keep(raw: bytes, file: Path) -> bool:
    """Write the picture with the largest palette that stays below the limit."""
    picture = Image.open(io.BytesIO(raw)).convert("RGB")
    for colours in (128, 64, 32, 16):
        out = io.BytesIO()
        picture.quantize(colours).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            file.write_bytes(out.getvalue())
            say(f"{file.name}: {picture.width} x {picture.height}, {out.tell() // 1024} KB")
            return True
    say(f"{file.name}: still too big with 16 colours")
    return False


def say(sentence: str) -> None:
    """Print one line."""
    print(sentence)  # noqa: T201 - reason: a command line speaks by printing


if __name__ == "__main__":
    sys.exit(main())
