"""A person at a browser: opens addresses, fills in forms by the names of fields, presses, reads."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from tests.journeys.house import PASSWORD, House, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

TIMEOUT = 15_000  # milliseconds for one page
HEIGHTS = {360: 740, 1280: 900}
# The form of the page itself, not the one in its head that signs out.
FORM = "main form[method=post]"


class Person:
    """One person, one window. What the page does wrong is kept in `faults`."""

    def __init__(self, context: BrowserContext, house: House, language: str) -> None:
        self.context = context
        self.house = house
        self.language = language
        self.faults: list[str] = []
        self.expected: set[int] = set()
        self.page: Page = context.new_page()
        self.page.set_default_timeout(TIMEOUT)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.path}: {error}"))
        self.page.on("request", self._watch)

    # --- seeing -------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """The address without the site and the language."""
        bare = self.page.url.removeprefix(self.house.url)
        return bare.removeprefix("/en") if self.language == "en" else bare

    @property
    def text(self) -> str:
        """What stands on the page, with single spaces."""
        return " ".join(self.page.inner_text("body").split())

    def sees(self, words: str) -> bool:
        """Tell whether some words stand on the page."""
        return words in self.text

    def number_after(self, label: str) -> int:
        """Give the first whole number of the tile that is called `label`."""
        tile = self.page.locator(".kpi", has_text=label).first.inner_text()
        found = re.search(r"\d[\d,\s]*", tile.replace(label, ""))
        assert found, f"No number in the tile “{tile}”."
        return int(re.sub(r"\D", "", found.group()))

    # --- doing --------------------------------------------------------------------------

    def open(self, path: str, *, status: int = 200) -> Response:
        """Open an address in the person's own language and give the answer."""
        self.expected.add(status)
        prefix = "/en" if self.language == "en" and not path.startswith("/en/") else ""
        answer = self.page.goto(self.house.url + prefix + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}\n{self.text[:800]}"
        return answer

    def follow(self, selector: str) -> None:
        """Press a link and wait for its page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def fill(self, **fields: str) -> None:
        """Write into fields, each by its name; one that is folded away is unfolded first."""
        for name, value in fields.items():
            self._field(f"[name={name}]").fill(value)

    def pick(self, name: str, wanted: str | int) -> None:
        """Choose in a list: the entry at a place, or the one that holds some words."""
        field = self._field(f"select[name={name}]")
        texts = field.locator("option").all_inner_texts()
        if isinstance(wanted, str):
            [wanted] = [place for place, text in enumerate(texts) if wanted in text]
        field.select_option(index=wanted)

    def choose(self, name: str, value: str) -> None:
        """Choose one of several radio buttons."""
        self._field(f"[name={name}][value='{value}']").check(force=True)

    def attach(self, name: str, file: dict[str, Any]) -> None:
        """Put a file into a form: `{"name": ..., "mimeType": ..., "buffer": ...}`."""
        self._field(f"[name={name}]").set_input_files(file)

    def _field(self, selector: str) -> Locator:
        field = self.page.locator(f"{FORM} {selector}").first
        fold = field.locator("xpath=ancestor::details[not(@open)]/summary")
        if fold.count():
            fold.first.click()
        return field

    def send(
        self, *, status: int = 200, button: str = f"{FORM} button:not([type=button])"
    ) -> Response:
        """Press the button of the page's form; `status` is that of the page which follows."""
        self.expected.add(status)
        with self.page.expect_navigation() as arrival:
            self.page.locator(button).last.click()
        answer = arrival.value
        assert answer.status == status, f"{self.path}: {answer.status}\n{self.text[:1500]}"
        return answer

    def wait_for(self, reason: str, is_so: Callable[[], bool], *, seconds: float = 30) -> None:
        """Look again and again until something is so."""
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, f"{reason}\n{self.house.logs()}"
            self.page.wait_for_timeout(250)

    def mail(self, to: str, *words: str) -> EmailMessage:
        """Wait for the newest mail to somebody that holds all these words."""
        found: list[EmailMessage] = []

        def has_come() -> bool:
            found[:] = [
                mail
                for mail in self.house.mails()
                if to in str(mail["To"]) and all(word in words_of(mail) for word in words)
            ]
            return bool(found)

        self.wait_for(f"No mail to {to} with {words} has come.", has_come)
        return found[-1]

    def leave(self) -> None:
        """Close the window."""
        self.context.close()

    # --- minding ------------------------------------------------------------------------

    def _hear(self, message: Any) -> None:
        is_expected = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not is_expected:
            self.faults.append(f"{self.path}: console says {message.text}")

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.house.url, "data:", "blob:")):
            self.faults.append(f"{self.path}: asks {request.url}")


class Cast:
    """Everybody who has signed in, with their cookies."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser = browser
        self.house = house
        self.cookies: dict[str, Any] = {}

    def arrive(
        self, email: str = "", *, language: str = "mn", width: int = 1280, script: bool = True,
        **more: Any,
    ) -> Person:  # fmt: skip
        """Give a person in a fresh window of `width` pixels; without an e-mail, a visitor."""
        if email and email not in self.cookies:
            self._sign_in(email)
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            locale="mn-MN" if language == "mn" else "en-GB",
            timezone_id="Asia/Hovd",
            reduced_motion="reduce",
            java_script_enabled=script,
            storage_state=self.cookies.get(email),
            **more,
        )
        return Person(context, self.house, language)

    def _sign_in(self, email: str) -> None:
        person = self.arrive()
        person.open("/login/")
        person.fill(login=email, password=PASSWORD)
        person.send()
        assert "/login" not in person.path, person.text[:500]
        self.cookies[email] = person.context.storage_state()
        person.leave()

    def close(self) -> None:
        """Forget everybody."""
        self.cookies.clear()
