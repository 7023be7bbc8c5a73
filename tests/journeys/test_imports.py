"""A table becomes issues: looked at first, taken in by the worker while the page tells how far.

With scripts the page asks by itself and shows the end; without them it loads anew by itself.
What was taken in is taken back at the end, so that the house is as it was.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.journeys.running import held_numbers, rows_of_the_house
from tests.journeys.story import Walk, fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.journeys.person import Person

FACILITATOR = "facilitator@khovd.example"
ROWS = 120  # more than are taken in while the person waits
UPLOAD = "/khovd/desk/issues/import/"


@pytest.fixture
def walk(person: Callable[..., Person], request: pytest.FixtureRequest) -> Iterator[Walk]:
    """A facilitator in Mongolian; the parameter is (width, with scripts)."""
    width, script = request.param
    walk = Walk("mn", person, width, script)
    yield walk
    assert walk.faults == []


def table(rows: list[list[str]], *, encoding: str = "utf-8-sig") -> dict[str, Any]:
    """Give a CSV as Excel saves it here, with semicolons, as a file for a form."""
    text = "\r\n".join(";".join(row) for row in rows)
    return {"name": "асуудал.csv", "mimeType": "text/csv", "buffer": text.encode(encoding)}


def many(word: str) -> list[list[str]]:
    """Give a head, many good rows and one without a title."""
    good = [[f"Цонх {number} хагархай ({word})", "боловсрол"] for number in range(1, ROWS + 1)]
    return [["Асуудал", "Салбар"], *good, ["", "боловсрол"]]


def choose_good_rows(person: Person, rows: list[list[str]]) -> None:
    """Upload a table, see what is wrong with it, and choose the good rows only."""
    person.open(UPLOAD)
    person.attach("file", table(rows))
    person.send()
    sheet = person.page.locator("main a[href$='/errors.xlsx']").get_attribute("href")
    assert sheet
    book = load_workbook(io.BytesIO(fetch(person, sheet)))
    assert book.active.max_row == 2  # the head and the row without a title
    person.choose("mode", "good")


def take_back(walk: Walk) -> None:
    """Take the import back and see that its issues are gone."""
    person = walk.someone(FACILITATOR)
    person.follow("main a[href$='/undo/']")
    person.send()
    assert person.page.locator(".note[data-state=ready]").count() == 1


def percent(page: Page) -> float:
    """Give how far the page says that the job is."""
    return float(page.evaluate("document.querySelector('[data-job] progress').value"))


@pytest.mark.parametrize("walk", [(360, True)], indirect=True)
def test_an_import_shows_how_far_it_is_and_ends_by_itself(walk):
    person, word = walk.someone(FACILITATOR), uuid4().hex[:6]
    page = person.page
    choose_good_rows(person, many(word))
    with rows_of_the_house() as rows, held_numbers(rows):
        person.send()
        assert page.locator("[data-job] progress").count() == 1
        page.evaluate("window.isTheSamePage = true")
        # The worker waits for a number; the page hears of it without being loaded anew.
        person.wait_for("The page hears nothing of the job.", lambda: percent(page) > 0)
        assert percent(page) < 100
        assert page.locator("[data-job] .progress").get_attribute("data-state") == "running"
        assert page.evaluate("window.isTheSamePage") is True
    page.wait_for_selector(".note.good[data-state=ready]")
    assert person.sees(str(ROWS))
    person.open(f"/khovd/desk/issues/?q={word}")
    assert person.page.locator("main .tasks li").count() > 0
    person.page.go_back()
    take_back(walk)
    person.open(f"/khovd/desk/issues/?q={word}")
    assert person.page.locator("main .tasks li").count() == 0


@pytest.mark.parametrize("walk", [(1280, False)], indirect=True)
def test_an_import_ends_by_itself_without_scripts_too(walk):
    person = walk.someone(FACILITATOR)
    choose_good_rows(person, many(uuid4().hex[:6]))
    with rows_of_the_house() as rows, held_numbers(rows):
        person.send()
        assert person.page.locator("[data-job] progress").count() == 1
    person.page.wait_for_selector(".note.good[data-state=ready]")
    take_back(walk)


@pytest.mark.parametrize("walk", [(360, True)], indirect=True)
def test_a_table_of_question_marks_is_refused_with_the_reason(walk):
    person = walk.someone(FACILITATOR)
    person.expected.add(422)
    person.open(UPLOAD)
    lost = [["Асуудал", "Салбар"], *([["?????? ????? ?? ??????", "??????"]] * 5)]
    person.attach("file", table(lost))
    person.send(status=422)
    assert person.page.locator("main .errors").count() == 1
    assert re.search(r"\?{2,}", person.text)
