"""A group lives: it is opened, meets, agrees on what was said, and counts who came (issue 3).

Each journey is a story in short steps. They share the house with the others and work beside what
stands there: a group of their own, meetings of their own.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook

from tests.journeys.house import PASSWORD, words_of
from tests.journeys.story import Walk

COORDINATOR = "coordinator@masam.example"
SECRETARY = "secretary@khovd.example"
FACILITATOR = "facilitator@khovd.example"
MEMBER = "member@khovd.example"
OFFICER = "health@khovd.example"
MEETINGS = "/khovd/desk/meetings/"
MOST_TAPS = 3

# --- a new group --------------------------------------------------------------------------------


@dataclass
class Opening(Walk):
    """A group that is opened; `slug` is its address, `lead` the e-mail of its facilitator."""

    slug: str = ""
    name: str = ""
    lead: str = ""
    topic: str = "Бүлгийн анхны хурал: хамтран ажиллах журам"


def test_a_group_is_opened_and_meets_for_the_first_time(person):
    story = Opening("mn", person, 360, script=False)
    the_coordinator_opens_a_group(story)
    its_facilitator_joins_by_the_mail(story)
    fifty_members_are_taken_in_from_a_spreadsheet(story)
    they_meet_and_the_meeting_is_published(story)
    everybody_can_read_of_the_group(story)
    assert story.faults == []


def the_coordinator_opens_a_group(story: Opening) -> None:
    coordinator = story.someone(COORDINATOR)
    coordinator.open("/national/groups/new/")
    coordinator.pick("unit", 1)
    coordinator.send()
    story.slug = coordinator.page.locator("[name=slug]").input_value()
    story.name = coordinator.page.locator("[name=name_mn]").input_value()
    coordinator.send()
    coordinator.pick("model", "Ховд")
    coordinator.send()
    story.lead = f"sarnai@{story.slug}.example"
    coordinator.fill(name="Б.Сарнай", email=story.lead)
    coordinator.send()
    coordinator.send()
    assert coordinator.sees(story.lead)
    coordinator.send()
    assert coordinator.path == f"/national/groups/{story.slug}/"
    assert coordinator.page.locator("h1").inner_text() == story.name


def its_facilitator_joins_by_the_mail(story: Opening) -> None:
    invited = story.someone()
    mail = invited.mail(story.lead, "/join/")
    [link] = re.findall(r"/join/\S+/", words_of(mail))
    invited.open(link)
    assert invited.sees("Б.Сарнай")
    invited.fill(password=PASSWORD)
    invited.send()
    assert invited.path == f"/{story.slug}/desk/"
    invited.page.goto("about:blank")
    invited.context.clear_cookies()


def fifty_members_are_taken_in_from_a_spreadsheet(story: Opening) -> None:
    facilitator = story.someone(story.lead)
    facilitator.open(f"/{story.slug}/desk/people/import/")
    facilitator.attach("file", table_of_members(50))
    facilitator.send()
    counted = story.says(
        "New: %(fresh)s, renewed: %(renewed)s, here already: %(same)s, unclear: %(unclear)s."
    )
    assert facilitator.sees(counted % {"fresh": 50, "renewed": 0, "same": 0, "unclear": 0})
    facilitator.send(button="main form[method=post] button")
    assert facilitator.page.locator("main .note.good").count() == 1


def they_meet_and_the_meeting_is_published(story: Opening) -> None:
    facilitator = story.someone(story.lead)
    facilitator.open(f"/{story.slug}/desk/meetings/new/")
    roster = facilitator.page.locator("[name=attended]")
    assert roster.count() == roster.and_(facilitator.page.locator(":checked")).count() == 51
    facilitator.fill(topic=story.topic, decisions="Бүлэг улирал бүр хуралдана.")
    facilitator.send()
    assert facilitator.sees("51 хүн")
    facilitator.follow("main a[href$='/publish/']")
    facilitator.send()


def everybody_can_read_of_the_group(story: Opening) -> None:
    visitor = story.someone()
    visitor.open(f"/{story.slug}/")
    assert visitor.page.locator("h1").inner_text() == story.name
    assert visitor.sees(story.topic)
    visitor.open("/")


def table_of_members(count: int) -> dict[str, Any]:
    """Give an Excel file of members as a secretary keeps it, for a form."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Нэр", "Оролцогч тал", "Албан тушаал", "Хүйс", "Нас"])
    kinds = ("иргэн", "тбб", "төрийн байгууллага", "эмнэлэг", "итх")
    for number in range(count):
        name = f"{'АБГДЖ'[number % 5]}.Гишүүн{number + 1}"
        sex = "эм" if number % 2 else "эр"
        sheet.append([name, kinds[number % 5], "Гишүүн", sex, 20 + number])
    file = io.BytesIO()
    book.save(file)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "gishuud.xlsx", "mimeType": kind, "buffer": file.getvalue()}
