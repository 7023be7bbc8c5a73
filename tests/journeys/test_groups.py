"""A group lives: it is opened, meets, agrees on what was said, and counts who came (issue 3).

Each journey is a story in short steps. They share the house with the others and work beside what
stands there: a group of their own, meetings of their own.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import icalendar
import vobject
from openpyxl import Workbook

from tests.journeys.house import PASSWORD, words_of
from tests.journeys.story import Walk, fetch, in_days, log_as_another, text_of_pdf

if TYPE_CHECKING:
    from email.message import EmailMessage

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


# --- from the plan of a meeting to its signed minutes ----------------------------------------------


@dataclass
class Meeting(Walk):
    """A meeting of Khovd; `path` is its page at the desk, `number` its number."""

    path: str = ""
    topic: str = ""
    proposed: str = ""
    decision: str = ""

    @property
    def number(self) -> str:
        """The number of the meeting."""
        return self.path.strip("/").rpartition("/")[2]


ITEM = "Хүүхдийн эмчийн орон тоо"
DECISION = "Хүүхдийн эмчийн орон тоог хоёроор нэмэх саналыг аймгийн хуралд өргөн барина"
CITIZEN = "Д.Должинсүрэн"
WAS = f"Иргэн {CITIZEN} хоёр цаг хүлээснээ ярив."
NOW = f"Иргэн {CITIZEN} дөрвөн цаг хүлээснээ ярив."
# Who signs for whom, as the demo seats them.
CHAIRS = {FACILITATOR: ("civil_chair", "Б.Алтанцэцэг"), OFFICER: ("government_chair", "Б.Лхагва")}


def test_a_meeting_goes_from_what_is_proposed_to_minutes_both_sides_sign(person):
    story = Meeting("en", person, 1280, script=True)
    story.topic = f"Хүүхдийн эмнэлгийн хүлээлгэ {uuid4().hex[:4]}"
    story.decision = f"{DECISION} ({story.topic[-4:]})."
    the_secretary_plans_a_meeting(story)
    the_agenda_is_made_of_what_is_proposed(story)
    a_member_answers_by_the_mail(story)
    the_day_comes_and_is_logged(story)
    an_action_follows_from_the_decision(story)
    the_minutes_are_written_and_sent_round(story)
    a_member_puts_a_sentence_right(story)
    both_sides_sign(story)
    the_paper_says_the_decision_in_two_languages(story)
    the_public_reads_no_name(story)
    assert story.faults == []


def the_secretary_plans_a_meeting(story: Meeting) -> None:
    secretary = story.someone(SECRETARY)
    secretary.open(f"{MEETINGS}plan/")
    # Late in the day, so that it is still to come whenever this is told.
    secretary.fill(
        topic=story.topic, held_date=in_days(0), starts_at="22:30", lasts_minutes="90",
        place="ЗДТГ-ын хурлын танхим",
    )  # fmt: skip
    secretary.send()
    story.path = secretary.path.removesuffix("agenda/")


def the_agenda_is_made_of_what_is_proposed(story: Meeting) -> None:
    secretary = story.someone(SECRETARY)
    proposals = secretary.page.locator("[aria-labelledby=proposed] li")
    first = proposals.first
    # On the agenda it stands in the group's language: "Joint action:" before it does not.
    story.proposed = first.locator("a").inner_text().rpartition(": ")[2]
    assert first.locator(".muted").inner_text().strip(), "nobody says why it is proposed"
    secretary.send(button="[aria-labelledby=proposed] li:first-child button")
    secretary.fill(title=ITEM, minutes="30")
    secretary.send(button="[aria-labelledby=new] button")
    items = secretary.page.locator("[aria-labelledby=items] .what")
    assert story.proposed in items.first.inner_text()
    assert ITEM in items.last.inner_text()
    assert proposals.filter(has_text=story.proposed).count() == 0
    secretary.open(f"{story.path}invite/")
    secretary.send()  # planning alone mails nobody
    secretary.open(f"{story.path}invite/")
    assert secretary.sees(story.says("Every member was asked."))


def a_member_answers_by_the_mail(story: Meeting) -> None:
    member = story.someone()
    mail = member.mail(MEMBER, story.topic, "answer=yes")
    for part in calendars_in(mail):
        assert str(icalendar.Calendar.from_ical(part).walk("VEVENT")[0]["SUMMARY"]) == story.topic
        assert vobject.readOne(part).vevent.summary.value == story.topic
    [link] = re.findall(r"/calendar/\S+answer=yes", words_of(mail))
    member.open(link)
    member.send()
    assert member.sees(story.says("Your answer stands:"))


def the_day_comes_and_is_logged(story: Meeting) -> None:
    secretary = story.someone(SECRETARY)
    secretary.open(story.path)
    assert secretary.page.locator("[aria-labelledby=coming] b").first.inner_text() == "1"
    secretary.follow("main a[href$='/hold/']")
    kinds = secretary.page.locator("[name^=kind_]")
    first, own = (kinds.nth(at).get_attribute("name") for at in range(2))
    secretary.pick(first, story.says("noted"))
    secretary.pick(own, story.says("decided"))
    secretary.fill(**{own.replace("kind", "outcome"): story.decision})
    secretary.send()
    assert secretary.path == story.path
    assert secretary.sees(story.decision)


def an_action_follows_from_the_decision(story: Meeting) -> None:
    secretary = story.someone(SECRETARY)
    secretary.send(button=f"li:has-text('{story.decision}') form[action$='/act/'] button")
    assert secretary.page.locator("h1").inner_text().strip().endswith(story.decision)
    assert secretary.page.locator(f"main dd a[href*='{story.path}#decision-']").count() == 1


def the_minutes_are_written_and_sent_round(story: Meeting) -> None:
    secretary = story.someone(SECRETARY)
    secretary.open(f"{story.path}minutes/draft/")
    secretary.send()
    text = secretary.page.locator("[name=text_mn]").input_value()
    assert ITEM in text
    secretary.fill(text_mn=f"{text}\n\n{WAS}", text_en="The board heard how long families wait.")
    secretary.send()
    secretary.follow("main a[href$='/chairs/']")
    for side, name in CHAIRS.values():
        secretary.pick(side, name)
    secretary.send()
    secretary.follow("main a[href$='/circulate/']")
    secretary.send()
    assert secretary.sees(story.says("Send round")) is False


def a_member_puts_a_sentence_right(story: Meeting) -> None:
    member = story.someone(MEMBER)
    member.open(f"{story.path}minutes/amend/")
    member.fill(quoted=WAS, proposed=NOW)
    member.send()
    secretary = story.someone(SECRETARY)
    secretary.open(f"{story.path}minutes/")
    secretary.follow("main a[href*='/amendments/']")
    secretary.choose("answer", "accept")
    secretary.send()
    assert secretary.page.locator("main .prose", has_text=NOW).count() == 1


def both_sides_sign(story: Meeting) -> None:
    facilitator = story.someone(FACILITATOR)
    facilitator.open(f"{story.path}minutes/freeze/")
    facilitator.send()
    for email in CHAIRS:
        chair = story.someone(email)
        chair.open(f"{story.path}minutes/sign/")
        chair.fill(password=PASSWORD)
        chair.send()
    assert chair.page.locator("main .lead").inner_text().endswith(story.says("signed"))


def the_paper_says_the_decision_in_two_languages(story: Meeting) -> None:
    member = story.someone(MEMBER)
    for prefix in ("", "/en"):
        paper = text_of_pdf(fetch(member, f"{prefix}{story.path.rstrip('/')}/minutes.pdf"))
        assert squeezed(story.decision) in squeezed(paper)


def the_public_reads_no_name(story: Meeting) -> None:
    secretary = story.someone(SECRETARY)
    secretary.open(f"{story.path}publish/")
    secretary.send()
    visitor = story.someone()
    visitor.open(f"/khovd/meetings/{story.number}/minutes/")
    paper = text_of_pdf(fetch(visitor, f"/khovd/meetings/{story.number}/minutes.pdf"))
    for text in (visitor.text, paper):
        assert squeezed(story.decision) in squeezed(text)
        for name in (CITIZEN, *(name for _side, name in CHAIRS.values())):
            assert squeezed(name) not in squeezed(text)


def calendars_in(mail: EmailMessage) -> list[str]:
    """Give the calendars a mail program finds in a mail; at least one."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert parts, "the mail holds no calendar"
    return [part.get_payload(decode=True).decode() for part in parts]


def squeezed(text: str) -> str:
    """Give a text without its spaces: in a PDF a line may break anywhere."""
    return "".join(text.split())


# --- who came -----------------------------------------------------------------------------------


@dataclass
class Visit(Walk):
    """A meeting of today and a guest who comes; `path` is the meeting's page at the desk."""

    path: str = ""
    link: str = ""
    taps: int = 0


def test_a_guest_signs_in_by_the_qr_and_is_counted_once(person):
    story = Visit("mn", person, 360, script=True)
    the_secretary_opens_the_attendance(story)
    before = guests(story)
    a_guest_signs_in(story)
    assert story.taps <= MOST_TAPS
    assert guests(story) == before + 1
    the_same_phone_is_not_counted_again(story)
    assert guests(story) == before + 1
    assert story.faults == []


def the_secretary_opens_the_attendance(story: Visit) -> None:
    secretary = story.someone(SECRETARY)
    secretary.open(f"{MEETINGS}new/")
    secretary.fill(topic="Цэцэрлэгийн хоол")
    log_as_another(secretary)
    story.path = secretary.path
    secretary.open(f"{story.path}attendance/open/")
    secretary.send()
    assert secretary.page.locator("main svg.qr").count() == 1
    link = secretary.page.locator("main a[href*='/attend/']").get_attribute("href")
    story.link = re.sub(r"^.*?(/en)?/attend/", "/attend/", link)


def a_guest_signs_in(story: Visit) -> None:
    guest = story.someone()
    guest.open(story.link)
    tap(story, f"text={story.says('I am a guest')}", is_leaving=True)
    tap(story, "label:has([name=sex][value=f])")
    tap(story, "main form button", is_leaving=True)
    assert guest.sees(story.says("Thank you, you are counted"))


def the_same_phone_is_not_counted_again(story: Visit) -> None:
    guest = story.someone()
    guest.open(f"{story.link}guest/")
    assert guest.sees(story.says("Thank you, you are counted"))
    assert guest.page.locator("main form").count() == 0


def tap(story: Visit, target: str, *, is_leaving: bool = False) -> None:
    """Let the guest touch something once; `is_leaving` when another page follows."""
    story.taps += 1
    guest = story.someone()
    if is_leaving:
        guest.follow(target)
    else:
        guest.page.locator(target).first.click()


def guests(story: Visit) -> int:
    """Give how many guests the meeting has, as the secretary sees it."""
    secretary = story.someone(SECRETARY)
    secretary.open(f"{story.path}attendance/")
    fields = (secretary.page.locator(f"[name=guests_{sex}]") for sex in ("female", "male"))
    return sum(int(field.input_value() or 0) for field in fields)
