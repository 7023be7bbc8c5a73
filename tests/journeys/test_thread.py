"""The thread: from a citizen's word to the national figure and the report, in twelve steps.

Walked as the demo people, in Mongolian on a phone without JavaScript and in English on a desk
with it. Every step is a short function below; each reads as what somebody does and then sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone

from masam.calendars.periods import Kind, current
from tests.journeys.story import Walk, fetch, in_days, log_as_another, text_of_pdf
from tests.journeys.things import exif_of, photo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.journeys.person import Person

ABSENT = 4
OFFICER = "health@khovd.example"
OFFICE = {"mn": "Ховд аймгийн Эрүүл мэндийн газар", "en": "Khovd aimag Health Department"}
FIXED_NEWS = (
    "%(code)s is fixed: the fix was verified by somebody outside the office on "
    "%(day)s. Thank you for telling us. Did it help you?"
)
DECISIONS = ("Эмнэлгийн үүдэнд налуу зам хийнэ.", "Бүртгэлийн цонхыг хоёр болгоно.")


@dataclass
class Story(Walk):
    """What one walk carries from step to step."""

    words: str = ""
    code: str = ""
    case: str = ""
    issue: str = ""


WALKS = [
    pytest.param(("mn", 360, False), id="mn-360-without-script"),
    pytest.param(("en", 1280, True), id="en-1280"),
]


@pytest.fixture
def story(request: pytest.FixtureRequest, person: Callable[..., Person]) -> Iterator[Story]:
    """A walk in a language on a device; at its end no page may have complained."""
    language, width, script = request.param
    story = Story(language, person, width, script)
    story.words = f"Хүлээлгийн танхимд хүүхэд дулаацах газар алга ({uuid4().hex[:4]})."
    yield story
    assert story.faults == []


@pytest.mark.parametrize("story", WALKS, indirect=True)
def test_a_citizens_word_becomes_a_verified_fix_and_the_nation_counts_one_more(story):
    before = verified_fixes(story)
    the_facilitator_opens_the_desk(story)
    the_facilitator_logs_a_meeting(story)
    a_citizen_says_what_is_wrong(story)
    the_facilitator_makes_it_an_issue_and_answers(story)
    the_monitor_verifies_the_problem(story)
    the_facilitator_makes_it_public_and_asks_the_office(story)
    the_officer_answers_from_the_inbox(story)
    two_owners_do_a_joint_action(story)
    the_office_claims_the_fix_from_the_mail(story)
    the_office_cannot_verify_its_own_fix(story)
    the_monitor_verifies_the_fix_with_a_photo(story)
    the_citizen_is_told(story)
    a_member_checks_a_duty_and_the_matrix_shows_it(story)
    assert verified_fixes(story) == [count + 1 for count in before]
    the_number_leads_to_the_list_behind_it(story)
    the_facilitator_makes_the_report(story)
    the_secretary_takes_issues_in_from_a_spreadsheet(story)


# --- 1, 2: the desk and a meeting -----------------------------------------------------------


def the_facilitator_opens_the_desk(story: Story) -> None:
    facilitator = story.someone("facilitator@khovd.example")
    facilitator.open("/khovd/desk/")
    assert facilitator.page.locator("main .buttons.wide a.button").count() == 2
    assert facilitator.sees(story.says("What waits for you"))


def the_facilitator_logs_a_meeting(story: Story) -> None:
    facilitator = story.someone("facilitator@khovd.example")
    facilitator.open("/khovd/desk/")
    facilitator.follow("main a[href$='/desk/meetings/new/']")
    roster = facilitator.page.locator("input[name=attended]")
    members = roster.count()
    assert members == roster.and_(facilitator.page.locator(":checked")).count() >= 40
    for number in range(ABSENT):
        roster.nth(number * 3).uncheck()
    topic = f"Эмнэлгийн хүлээлгийн танхим ({story.language})"
    facilitator.fill(
        topic=topic, guests_female="3", guests_male="2", decisions="\n".join(DECISIONS)
    )
    facilitator.attach("photo", photo())
    log_as_another(facilitator)
    assert facilitator.page.locator("h1").inner_text() == topic
    assert all(facilitator.sees(decision) for decision in DECISIONS)
    assert facilitator.sees(str(members - ABSENT + 5))
    link = facilitator.page.locator("main a[href*='/photos/']").get_attribute("href")
    assert exif_of(fetch(facilitator, link)) == {}


# --- 3, 8: a citizen's word -------------------------------------------------------------------


def a_citizen_says_what_is_wrong(story: Story) -> None:
    citizen = story.someone()
    citizen.open("/feedback/khovd/")
    citizen.choose("kind", "problem")
    citizen.pick("point", 1)
    citizen.fill(text=story.words)
    citizen.send()
    story.code = re.sub(r"\D", "", citizen.page.locator("#code").inner_text())
    assert len(story.code) == 16
    assert citizen.page.locator(".qr svg, .receipt svg").count() >= 1


def the_facilitator_makes_it_an_issue_and_answers(story: Story) -> None:
    facilitator = story.someone("facilitator@khovd.example")
    facilitator.open("/khovd/desk/feedback/")
    facilitator.follow(f"main a:has-text('{story.words}')")
    story.case = facilitator.path
    facilitator.fill(text="Баярлалаа. Эрүүл мэндийн газраас асууж, танд эндээс хэлнэ.")
    facilitator.send(button="form[action$='/answer/'] button")
    facilitator.follow("main a[href$='/raise/']")
    facilitator.fill(title=story.words[:-1])
    facilitator.choose("sector", "health")
    facilitator.send()
    facilitator.open(story.case)
    link = facilitator.page.locator("main a[href*='/desk/issues/']").first
    story.issue = link.inner_text().strip()
    assert re.fullmatch(r"KHO-\d+", story.issue)


# --- 4, 5: verified, asked, answered ---------------------------------------------------------


def the_monitor_verifies_the_problem(story: Story) -> None:
    monitor = story.someone("monitor@khovd.example")
    monitor.open(f"/khovd/desk/issues/{story.issue}/")
    monitor.follow("main a[href$='/verify/']")
    monitor.fill(note="Танхимд очиж үзсэн: 14 хэм, халаагуур ажиллахгүй.")
    monitor.send()
    assert monitor.sees(story.says("verified problem"))


def the_facilitator_makes_it_public_and_asks_the_office(story: Story) -> None:
    facilitator = story.someone("facilitator@khovd.example")
    facilitator.open(f"/khovd/desk/issues/{story.issue}/publish/")
    facilitator.send()
    facilitator.open(f"/khovd/desk/issues/{story.issue}/assign/")
    facilitator.pick("organisation", OFFICE[story.language])
    facilitator.send()
    citizen = story.someone()
    citizen.open(f"/khovd/issues/{story.issue}/")
    assert citizen.sees(story.words[:-1])


def the_officer_answers_from_the_inbox(story: Story) -> None:
    officer = story.someone(OFFICER)
    officer.open("/office/")
    officer.follow(f"main a:has-text('{story.words[:-1]}')")
    officer.choose("kind", "working")
    officer.fill(text="Халаагуурыг захиалсан. Энэ сард суурилуулна.")
    officer.send()
    assert officer.sees(story.says("in action"))


# --- 6: a joint action --------------------------------------------------------------------------


def two_owners_do_a_joint_action(story: Story) -> None:
    government, civil = name_of(story, OFFICER), name_of(story, "member@khovd.example")
    facilitator = story.someone("facilitator@khovd.example")
    facilitator.open(f"/khovd/desk/actions/new/?issue={story.issue}")
    facilitator.fill(title="Халаагуур суурилуулж, хамт шалгах", due_date=in_days(20))
    facilitator.pick("government_owner", government)
    facilitator.pick("civil_owner", civil)
    facilitator.send()
    action = facilitator.path
    for email, word in ((OFFICER, "one side says done"), ("member@khovd.example", "done")):
        owner = story.someone(email)
        owner.open(f"{action}confirm/")
        owner.send()
        assert owner.page.locator("main .lead").inner_text().startswith(story.says(word))
    facilitator.open(f"{action}confirm/")
    assert facilitator.page.locator("main form button[aria-disabled=true]").count() == 1


# --- 5, 7: claimed, and verified by somebody else -----------------------------------------------


def the_office_claims_the_fix_from_the_mail(story: Story) -> None:
    officer = story.someone()
    mail = officer.mail(OFFICER, story.issue, "answer=fixed")
    [link] = re.findall(r"https?://\S+/reply/\S+answer=fixed", mail.get_content())
    officer.open(re.sub(r"^.*?(/en)?/reply/", "/reply/", link))
    assert officer.page.locator("[name=kind][value=fixed]").is_checked()
    officer.fill(text="Хоёр халаагуур тавьсан. Танхимд 21 хэм байна.")
    officer.send()
    citizen = story.someone()
    citizen.open(f"/khovd/issues/{story.issue}/")
    assert citizen.sees(story.says("claimed fixed"))


def the_office_cannot_verify_its_own_fix(story: Story) -> None:
    officer = story.someone(OFFICER)
    officer.open(f"/khovd/desk/issues/{story.issue}/confirm/", status=403)


def the_monitor_verifies_the_fix_with_a_photo(story: Story) -> None:
    monitor = story.someone("monitor@khovd.example")
    monitor.open(f"/khovd/desk/issues/{story.issue}/confirm/")
    monitor.fill(note="Очиж үзсэн: хоёр халаагуур ажиллаж байна, дулаан байна.")
    monitor.send(status=422)
    monitor.attach("photos", photo("IMG_3000.jpg", (200, 120, 60)))
    monitor.send()
    assert monitor.sees(story.says("verified fixed"))
    link = monitor.page.locator("main a[href*='/evidence/']").last.get_attribute("href")
    assert exif_of(fetch(monitor, link)) == {}
    stranger = story.someone("facilitator@bayanzurkh.example")
    assert stranger.context.request.get(stranger.house.url + link).status == 404


# --- 8: the citizen hears of it ------------------------------------------------------------------


def the_citizen_is_told(story: Story) -> None:
    citizen = story.someone()
    citizen.open("/follow/")
    citizen.fill(code=" ".join(re.findall("....", story.code)))
    citizen.send()
    assert citizen.sees("Эрүүл мэндийн газраас асууж")
    news = story.says(FIXED_NEWS).partition("%(day)s")[0] % {"code": story.issue}
    assert citizen.sees(news.strip())
    citizen.choose("did_help", "yes")
    citizen.send(button="form:has([name=did_help]) button")
    citizen.fill(text="Баярлалаа, одоо дулаан байна.")
    citizen.send(button="form:has(textarea[name=text]) button")
    assert citizen.sees("Баярлалаа, одоо дулаан байна.")
    facilitator = story.someone("facilitator@khovd.example")
    facilitator.open(story.case)
    assert facilitator.sees("Баярлалаа, одоо дулаан байна.")


# --- 9: disclosure -------------------------------------------------------------------------------


def a_member_checks_a_duty_and_the_matrix_shows_it(story: Story) -> None:
    member = story.someone("member@khovd.example")
    member.open("/khovd/desk/disclosure/")
    member.follow("main .tasks a.whole")
    member.follow("main a[href$='/check/']")
    where = f"https://shilendans.gov.mn/journey/{story.language}/"
    member.choose("result", "found")
    member.fill(url=where)
    member.send()
    assert member.sees(where)
    member.open("/khovd/disclosure/")
    assert member.page.locator(f"main a[href='{where}']").count() >= 1


# --- 10: the figures ----------------------------------------------------------------------------


def verified_fixes(story: Story) -> list[int]:
    """Give what `/` and `/khovd/` say about verified fixes."""
    reader = story.someone()
    counts = []
    for path in ("/", "/khovd/"):
        reader.open(f"{path}?period={this_quarter()}")
        counts.append(reader.number_after(story.says("Verified fixed")))
    return counts


def the_number_leads_to_the_list_behind_it(story: Story) -> None:
    reader = story.someone()
    reader.open(f"/?period={this_quarter()}")
    count = reader.number_after(story.says("Verified fixed"))
    reader.follow(f".kpi:has-text('{story.says('Verified fixed')}') a")
    assert reader.sees(story.words[:-1])
    assert reader.sees(str(count))


# --- 11: the report -----------------------------------------------------------------------------


def the_facilitator_makes_the_report(story: Story) -> None:
    facilitator = story.someone("facilitator@khovd.example")
    facilitator.open("/khovd/desk/reports/run/")
    facilitator.pick("period", 3 if story.language == "mn" else 4)
    facilitator.send()
    page = facilitator.path

    def is_ready() -> bool:
        facilitator.open(page)
        state = facilitator.page.locator("[data-state]").first.get_attribute("data-state")
        assert state in {"queued", "running", "ready"}, facilitator.house.logs()
        return state == "ready"

    facilitator.wait_for("The report does not become ready.", is_ready, seconds=60)
    links = facilitator.page.locator("main a[href$='.pdf']")
    files = [links.nth(at).get_attribute("href") for at in range(links.count())]
    texts = [text_of_pdf(fetch(facilitator, link)) for link in files]
    assert any("Ховд" in text for text in texts)
    assert any("Khovd" in text for text in texts)


# --- 12: a spreadsheet --------------------------------------------------------------------------


def the_secretary_takes_issues_in_from_a_spreadsheet(story: Story) -> None:
    secretary = story.someone("secretary@khovd.example")
    secretary.open("/khovd/desk/issues/")
    before = count_of(secretary)
    rows = [f"Хүснэгтийн мөр {number} {story.words[-6:-2]},{{}}" for number in range(3)]
    sectors = ["эрүүл мэнд", "боловсрол", "health"]
    good = [row.format(sector) for row, sector in zip(rows, sectors, strict=True)]
    secretary.open("/khovd/desk/issues/import/")
    secretary.attach("file", table([*good[:2], rows[2].format("зам тээвэр")]))
    secretary.send()
    assert secretary.sees("зам тээвэр")
    secretary.open("/khovd/desk/issues/")
    assert count_of(secretary) == before
    secretary.open("/khovd/desk/issues/import/")
    secretary.attach("file", table(good))
    secretary.send()
    secretary.send()
    secretary.open("/khovd/desk/issues/")
    assert count_of(secretary) == before + len(good)
    assert secretary.sees(good[2].partition(",")[0])


def table(rows: list[str]) -> dict[str, Any]:
    """Give a CSV file of issues as Excel saves it, for a form."""
    text = "\n".join(["Асуудал,Салбар", *rows])
    return {"name": "asuudal.csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}


def count_of(person: Person) -> int:
    """Give how many issues the list that is open says it has."""
    found = re.search(r"\d+", person.page.locator("main .count, main p.muted").first.inner_text())
    assert found, person.text[:400]
    return int(found.group())


# --- small hands --------------------------------------------------------------------------------


def name_of(story: Story, email: str) -> str:
    """Give the name a person signs in under, from the person's own page."""
    person = story.someone(email)
    person.open("/me/")
    return person.page.locator("[name=name]").input_value()


def this_quarter() -> str:
    """Give the quarter that today is in: without a period the dashboards show the last one."""
    return str(current(Kind.QUARTER, timezone.localdate()))
