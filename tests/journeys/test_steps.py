"""Pages that exist only between two presses: an import, a change of many, a merge, before them.

Looked at as all others (test_pages.py): nothing for axe, no sideways scroll, a silent console.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.person import HEIGHTS
from tests.journeys.test_pages import axe_source, faults_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.journeys.person import Person

FACILITATOR = "facilitator@khovd.example"
UPLOAD = "/khovd/desk/issues/import/"
FAULTY = (
    "Асуудал;Салбар;Хачин багана\r\nЦонх хагарсан;боловсрол;x\r\n;боловсрол;\r\nХаалга;нисэх;\r\n"
)
OLD = "Асуудал;Салбар\r\nЄрєє хїйтэн байна;Эрїїл мэнд\r\n"
LOST = "Асуудал;Салбар\r\n" + "?????? ????? ??;??????\r\n" * 5
UNKNOWN = "Санал;Тоо\r\nЦонх;1\r\n"


class Look:
    """What is wrong with the pages a person has come to, each named."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.faults: list[str] = []

    def at(self, name: str) -> None:
        """Look at the page that is open, on a phone and on a desk."""
        for width in HEIGHTS:
            self.faults += [f"{name}: {fault}" for fault in faults_at(self.person, width)]


@pytest.fixture(params=["mn", "en"])
def look(person: Callable[..., Person], request: pytest.FixtureRequest) -> Iterator[Look]:
    """A facilitator at a phone, in both languages."""
    reader = person(FACILITATOR, language=request.param, width=360)
    reader.context.add_init_script(axe_source())
    look = Look(reader)
    yield look
    assert look.faults + reader.faults == []


def table(text: str, name: str = "асуудал.csv") -> dict[str, Any]:
    """Give a CSV as a file for a form."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}


def upload(look: Look, text: str, *, status: int = 200) -> None:
    person = look.person
    person.open(UPLOAD)
    person.attach("file", table(text))
    person.send(status=status)


def test_every_step_of_an_import(look):
    person = look.person
    upload(look, LOST, status=422)
    look.at("lost letters")
    upload(look, UNKNOWN)
    look.at("columns")
    upload(look, OLD)
    look.at("old letters")
    person.choose("repair", "yes")
    person.send()
    look.at("repaired")
    upload(look, FAULTY)
    look.at("preview")
    person.send(status=422)  # nothing was chosen
    look.at("nothing chosen")
    person.choose("mode", "good")
    person.send()
    look.at("done")
    person.follow("main a[href$='/undo/']")
    look.at("undo")
    person.send()
    look.at("undone")


def test_a_change_of_many_before_and_after(look):
    person = look.person
    person.open("/khovd/desk/bulk/new/?kind=priority&pick=KHO-1&pick=KHO-2")
    person.choose("level", "1")
    person.fill(note="Өвлөөс өмнө")
    person.send()
    look.at("preview")
    person.send()
    look.at("done")
    person.follow("main a[href$='/undo/']")
    person.send()
    look.at("undone")


def test_two_issues_side_by_side(look):
    person = look.person
    person.open("/khovd/desk/issues/?state=verified&sector=health")
    codes = [
        link.get_attribute("href").strip("/").rpartition("/")[2]
        for link in person.page.locator("main .tasks a.whole").all()[:2]
    ]
    person.open(f"/khovd/desk/issues/{codes[0]}/merge/?into={codes[1]}")
    assert person.page.locator("main .cols > section").count() == 2
    look.at("merge")
