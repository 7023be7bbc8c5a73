"""Two issues about the same are joined after both were read side by side, and parted again exactly.

In English at a desk. What stood on the pages before the merge stands there after it was undone:
state, clocks, publicity, who hears of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.journeys.story import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.journeys.person import Person

FACILITATOR, SECRETARY = "facilitator@khovd.example", "secretary@khovd.example"
MONITOR, MEMBER = "monitor@khovd.example", "member@khovd.example"
CLINIC = "Munkh Tusgal"
STANDS = ("facts", "clocks")  # the panels of the work page that must come back as they were


@dataclass
class Two(Walk):
    """Two issues: the one that goes on, and the one that is joined with it."""

    into: str = ""
    code: str = ""
    before: dict[str, object] = field(default_factory=dict)

    def desk(self, code: str = "") -> str:
        """The work page of an issue, without a code that of the second."""
        return f"/khovd/desk/issues/{code or self.code}/"


@pytest.fixture
def two(person: Callable[..., Person]) -> Iterator[Two]:
    """A walk in English at 1280 pixels; at its end no page may have complained."""
    two = Two("en", person, 1280, True)
    yield two
    assert two.faults == []


def test_two_issues_are_joined_and_parted_again_exactly(two):
    word = uuid4().hex[:6]
    two.into = log(two, SECRETARY, f"Хүлээлгийн танхимын дулаан тасалдсан {word}")
    two.code = log(two, MEMBER, f"Хүлээлгийн танхимын дулаан байхгүй {word}")
    for code in (two.into, two.code):
        the_office_is_asked(two, code)
    both_are_public_and_one_is_followed(two)
    two.before = stands(two)
    assert two.before["followed"] == [two.code]
    the_facilitator_reads_both_side_by_side(two)
    the_facilitator_joins_them(two)
    who_followed_the_second_hears_of_the_first(two)
    its_number_leads_to_the_first(two)
    its_clocks_stand(two)
    the_facilitator_parts_them(two)
    assert stands(two) == two.before


def log(two: Two, email: str, title: str) -> str:
    """Log an issue at a clinic; asked whether it is one that stands already, say that it is not."""
    person = two.someone(email)
    person.expected.add(422)
    person.open(f"/khovd/desk/issues/new/?point_q={CLINIC}")
    person.page.locator("#points label", has_text=CLINIC).first.click()
    person.fill(title=title)
    with person.page.expect_navigation():
        person.page.locator("main .savebar button").click()
    found = re.search(r"KHO-\d+", person.path)
    assert found, person.text[:800]
    return found.group()


def the_office_is_asked(two: Two, code: str) -> None:
    facilitator = two.someone(FACILITATOR)
    facilitator.open(f"{two.desk(code)}assign/")
    facilitator.send()


def both_are_public_and_one_is_followed(two: Two) -> None:
    facilitator = two.someone(FACILITATOR)
    for code in (two.into, two.code):
        facilitator.open(f"{two.desk(code)}publish/")
        facilitator.send()
    monitor = two.someone(MONITOR)
    monitor.open(f"{two.desk()}follow/")
    monitor.send()


def stands(two: Two) -> dict[str, object]:
    """Give what the pages say of the second issue, and which of the two the monitor follows."""
    facilitator = two.someone(FACILITATOR)
    facilitator.open(two.desk())
    found: dict[str, object] = {
        name: facilitator.page.locator(f"section[aria-labelledby={name}]").inner_text()
        for name in STANDS
    }
    monitor = two.someone(MONITOR)
    monitor.open("/khovd/desk/following/")
    found["followed"] = [code for code in (two.into, two.code) if monitor.sees(code)]
    visitor = two.someone()
    visitor.open(f"/khovd/issues/{two.code}/")
    found["public"] = visitor.page.locator("h1").inner_text()
    return found


def the_facilitator_reads_both_side_by_side(two: Two) -> None:
    facilitator = two.someone(FACILITATOR)
    facilitator.open(f"{two.desk()}merge/")
    facilitator.follow(f"main .tasks a[href$='into={two.into}']")
    one, other = facilitator.page.locator("main .cols > section").all()
    assert two.code in one.inner_text()
    assert two.says("This one ends here; its number leads to the other") in one.inner_text()
    assert "1 person follows it" in one.inner_text()
    assert two.into in other.inner_text()
    assert "0 people follow it" in other.inner_text()


def the_facilitator_joins_them(two: Two) -> None:
    facilitator = two.someone(FACILITATOR)
    facilitator.fill(note="The same hall")
    facilitator.send()
    facilitator.open(two.desk())
    assert facilitator.sees(two.says("joined with"))
    assert facilitator.page.locator(f"main a[href$='/issues/{two.into}/']").count() >= 1


def who_followed_the_second_hears_of_the_first(two: Two) -> None:
    for email in (MONITOR, MEMBER):  # one follows it, the other reported it
        person = two.someone(email)
        person.open("/khovd/desk/following/")
        assert person.sees(two.into), email


def its_number_leads_to_the_first(two: Two) -> None:
    visitor = two.someone()
    visitor.open(f"/khovd/issues/{two.code}/")
    assert visitor.path == f"/khovd/issues/{two.into}/"


def its_clocks_stand(two: Two) -> None:
    facilitator = two.someone(FACILITATOR)
    facilitator.open(two.desk())
    assert (
        facilitator.page.locator("section[aria-labelledby=clocks]").inner_text()
        != (two.before["clocks"])
    )


def the_facilitator_parts_them(two: Two) -> None:
    facilitator = two.someone(FACILITATOR)
    facilitator.open(f"{two.desk()}unmerge/")
    facilitator.send()
    member = two.someone(MEMBER)
    member.open("/khovd/desk/following/")
    assert not member.sees(two.into)
