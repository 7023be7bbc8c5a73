"""What the journeys have in common: who walks on what device, and the small hands of everybody."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.person import Person


@dataclass
class Walk:
    """A story told on one kind of device in one language."""

    language: str
    person: Callable[..., Person]
    width: int
    script: bool
    people: dict[str, Person] = field(default_factory=dict)

    def someone(self, email: str = "") -> Person:
        """Give a person at the kind of device this walk is about; "" is a citizen."""
        if email not in self.people:
            self.people[email] = self.person(
                email, language=self.language, width=self.width, script=self.script
            )
        return self.people[email]

    def says(self, message: str) -> str:
        """Give a sentence of ours in the language of the walk."""
        with translation.override(self.language):
            return _(message)

    @property
    def faults(self) -> list[str]:
        """What any page has complained of."""
        return [fault for each in self.people.values() for fault in each.faults]


def log_as_another(person: Person) -> None:
    """Save the log of a meeting; asked whether it is one that stands already, say that it is not.

    The journeys meet on one day, so only the first of them is not asked.
    """
    person.expected.add(422)
    with person.page.expect_navigation():
        person.page.locator("main .savebar button").click()
    if person.page.locator("[name=same]").count():
        person.choose("same", "another")
        person.send()


def fetch(person: Person, link: str) -> bytes:
    """Give a file as the person gets it."""
    answer = person.context.request.get(person.house.url + link)
    assert answer.status == 200, f"{link}: {answer.status}"
    return answer.body()


def text_of_pdf(raw: bytes) -> str:
    """Give the words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages)


def in_days(days: int) -> str:
    """Give a day as a date field takes it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()
