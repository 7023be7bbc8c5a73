"""The full life of an issue on a phone, in Mongolian: who it goes through until it is told fixed.

Logged, put to the wrong office, handed on, given more time, late, reminded of by the ladder,
written about in a letter, fixed, doubted four weeks later, fixed and verified again. Each step is
a short function that reads as what somebody does and then sees.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from pypdf import PdfReader

from tests.journeys.house import words_of
from tests.journeys.running import rows_of_the_house, run_in_house, send_task
from tests.journeys.story import Walk, fetch, in_days, text_of_pdf
from tests.journeys.things import photo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.journeys.person import Person

FACILITATOR, MONITOR = "facilitator@khovd.example", "monitor@khovd.example"
OFFICER, MEMBER = "health@khovd.example", "member@khovd.example"
SCHOOL_OFFICER = "school@khovd.example"
AGENCY = "Ховд аймгийн Боловсролын газар"
OFFICE = "Ховд аймгийн Эрүүл мэндийн газар"
SCHOOL = "Жаргалант сумын 1 дүгээр сургууль"
REMINDED, WRITTEN = 2, 16  # days late: the ladder reminds from the first, writes from the 14th
REMINDER = "A friendly reminder of what the groups have asked your organisation. All of it in this one mail."
DRAFT = "A draft. Nothing goes out before a person has read it and signed it off."

CLIMB = """
from groups.models import Group
from issues.actions import climb
from issues.models import Ladder
from issues.tasks import tell_officers
from masam.tenancy import in_group
group = Group.objects.select_related("unit").get(slug="khovd")
with in_group(group):
    Ladder.objects.update(climbed_date=None)
    climb(group)
tell_officers([group], [group])
"""


@dataclass
class Life(Walk):
    """What the walk carries from step to step."""

    title: str = ""
    code: str = ""

    @property
    def desk(self) -> str:
        """The work page of the issue."""
        return f"/khovd/desk/issues/{self.code}/"

    @property
    def office(self) -> str:
        """The page of the office that is asked."""
        return f"/office/khovd/{self.code}/"

    def step(self, email: str, verb: str, **words: str) -> Person:
        """Let somebody take a step of the work page with a few words."""
        person = self.someone(email)
        person.open(f"{self.desk}{verb}/")
        person.fill(**words)
        person.send()
        return person

    def grow_older(self, columns: str, table: str = "issues_issue", where: str = "") -> None:
        """Change columns of the issue, or of rows that belong to it, by the owner's hand."""
        own = "number" if table == "issues_issue" else "issue_id"
        with rows_of_the_house() as rows:
            number = int(self.code.partition("-")[2])
            key = "SELECT id FROM issues_issue WHERE group_id = %s AND number = %s"
            value = number if own == "number" else rows.one(key, rows.group, number)
            rows.ask(
                f"UPDATE {table} SET {columns} WHERE group_id = %s AND {own} = %s {where}",
                rows.group,
                value,
            )

    def days_left(self) -> int:
        """Give how many days lie between today and the day that binds the office."""
        with rows_of_the_house() as rows:
            number = int(self.code.partition("-")[2])
            statement = (
                "SELECT due_date - (now() AT TIME ZONE 'Asia/Hovd')::date FROM issues_issue"
                " WHERE group_id = %s AND number = %s"
            )
            return int(rows.one(statement, rows.group, number))


@pytest.fixture
def life(person: Callable[..., Person]) -> Iterator[Life]:
    """A walk in Mongolian at 360 pixels; at its end no page may have complained."""
    life = Life("mn", person, 360, True)
    life.title = f"Сургуулийн ундны усыг шинжлүүлээгүй ({uuid4().hex[:4]})"
    yield life
    assert life.faults == []


def test_an_issue_lives_its_whole_life(life):
    a_member_wants_each_mail_at_once(life)
    a_member_logs_it(life)
    the_monitor_verifies_the_problem(life)
    the_facilitator_asks_the_school(life)
    the_office_says_whose_it_is(life)
    the_facilitator_hands_it_on(life)
    the_second_office_takes_it_on(life)
    the_second_office_takes_more_time(life)
    the_reporter_is_told_why(life)
    the_term_runs_out_and_the_officer_is_reminded(life)
    two_weeks_later_the_ladder_drafts_a_letter(life)
    the_facilitator_sends_the_letter(life)
    the_office_gets_the_paper(life)
    the_office_answers_and_claims(life, "Шинжилгээ хийж, дүнг өгсөн.")
    the_officer_cannot_verify_the_own_work(life)
    the_monitor_verifies_the_fix(life, "Дүнг үзсэн: хэвийн байна.")
    four_weeks_pass(life)
    the_member_says_no_by_the_mail(life)
    the_office_is_told_and_sees_it_open_again(life)
    the_office_claims_again(life, "Шүүлтүүр сольж, дахин шинжилсэн.")
    the_monitor_verifies_the_fix(life, "Дахин үзсэн: дүн хэвийн, самбарт наасан.")
    the_reporter_is_told_that_it_is_fixed(life)
    everybody_reads_how_it_is_known(life)


# --- to the office that answers -------------------------------------------------------------------


def a_member_wants_each_mail_at_once(life: Life) -> None:
    member = life.someone(MEMBER)
    member.open("/khovd/desk/following/")
    member.choose("rhythm", "at_once")
    member.send(button="main form[action$='/rhythm/'] button")


def a_member_logs_it(life: Life) -> None:
    member = life.someone(MEMBER)
    member.open("/khovd/desk/issues/new/?point_q=1 дүгээр сургууль")
    member.page.locator("#points label", has_text=SCHOOL).click()
    member.fill(title=life.title)
    member.send()
    found = re.search(r"KHO-\d+", member.path)
    assert found, member.path
    life.code = found.group()


def the_monitor_verifies_the_problem(life: Life) -> None:
    monitor = life.step(MONITOR, "verify", note="Очиж үзсэн: шинжилгээний хуудас алга.")
    assert monitor.sees(life.says("verified problem"))


def the_facilitator_asks_the_school(life: Life) -> None:
    facilitator = life.someone(FACILITATOR)
    facilitator.open(f"{life.desk}publish/")
    facilitator.send()
    facilitator.open(f"{life.desk}assign/")
    proposed = facilitator.page.locator("[name=organisation] option:checked").inner_text()
    assert proposed == AGENCY  # it answers for the school
    facilitator.pick("organisation", SCHOOL)
    facilitator.send()
    assert facilitator.sees(SCHOOL)


def the_office_says_whose_it_is(life: Life) -> None:
    officer = life.someone(SCHOOL_OFFICER)
    officer.open(life.office)
    officer.choose("kind", "not_ours")
    officer.fill(text="Усны шинжилгээг эрүүл мэндийн газар хийдэг.")
    officer.pick("to", OFFICE)
    officer.send()
    assert officer.sees(life.says("waits for the facilitator"))


def the_facilitator_hands_it_on(life: Life) -> None:
    facilitator = life.someone(FACILITATOR)
    facilitator.open(life.desk)
    assert facilitator.sees("Усны шинжилгээг эрүүл мэндийн газар хийдэг.")
    facilitator.send(button="main form[action$='/hand/'] button")
    assert facilitator.sees(life.says("handed on"))
    life.someone(SCHOOL_OFFICER).open(life.office, status=404)


def the_second_office_takes_it_on(life: Life) -> None:
    officer = life.someone(OFFICER)
    officer.mail(OFFICER, life.code, life.says("The group asks your organisation to answer."))
    officer.open(f"{life.office}accept/")
    officer.send()
    assert officer.sees(life.says("accepted"))


# --- more time, and late all the same -------------------------------------------------------------


def the_second_office_takes_more_time(life: Life) -> None:
    officer = life.someone(OFFICER)
    before = life.days_left()
    officer.follow("main a[href$='/extend/']")
    officer.fill(until=in_days(before + 5), note="Урвалж дөнгөж захиалсан байна.")
    officer.send()
    assert life.days_left() == before + 5
    assert officer.sees("Урвалж дөнгөж захиалсан байна.")


def the_reporter_is_told_why(life: Life) -> None:
    member = life.someone(MEMBER)
    mail = member.mail(MEMBER, life.code, "Урвалж дөнгөж захиалсан байна.")
    assert life.says("more time for the office") in str(mail["Subject"])
    member.open(life.desk)
    assert member.sees("Урвалж дөнгөж захиалсан байна.")


def the_term_runs_out_and_the_officer_is_reminded(life: Life) -> None:
    the_day_passes(life, REMINDED)
    facilitator = life.someone(FACILITATOR)
    facilitator.open(life.desk)
    assert facilitator.sees(life.says("overdue"))
    run_in_house(CLIMB)
    officer = life.someone(OFFICER)
    officer.mail(OFFICER, life.code, life.says(REMINDER))
    facilitator.open(life.desk)
    assert facilitator.sees(life.says("the group reminded the responsible office"))


def the_day_passes(life: Life, late: int) -> None:
    """Move every day of the issue back, so that the one that binds was `late` days ago."""
    back = life.days_left() + late
    life.grow_older(
        f"start_date = start_date - {back}, due_date = due_date - {back}",
        "issues_clock",
        "AND met_at IS NULL AND stopped_at IS NULL",
    )
    days = f"due_date = due_date - {back}"
    life.grow_older(f"taken_date = taken_date - {back}, {days}", "issues_rung")
    life.grow_older(f"assigned_at = assigned_at - interval '{back} days', {days}")


def two_weeks_later_the_ladder_drafts_a_letter(life: Life) -> None:
    the_day_passes(life, WRITTEN)
    run_in_house(CLIMB)
    facilitator = life.someone(FACILITATOR)
    facilitator.mail(FACILITATOR, life.code, "/khovd/desk/letters/")


def the_facilitator_sends_the_letter(life: Life) -> None:
    facilitator = life.someone(FACILITATOR)
    facilitator.open(life.desk)
    assert facilitator.sees(life.says("a formal letter was drafted; a person reads and sends it"))
    facilitator.follow("main a[href*='/desk/letters/']:not([href*='new'])")
    assert facilitator.sees(life.says(DRAFT))
    assert not [mail for mail in facilitator.house.mails() if is_letter(life, mail)]
    facilitator.follow("main a[href$='/send/']")
    assert facilitator.sees(OFFICE)
    facilitator.page.locator("[name=has_read]").check(force=True)
    facilitator.send()
    link = facilitator.page.locator("main a[href$='letter.pdf']").get_attribute("href")
    assert link
    paper = text_of_pdf(fetch(facilitator, link))
    assert life.code in paper
    assert OFFICE.rsplit(maxsplit=1)[-1] in paper
    assert facilitator.page.locator("main a[href$='/send/']").count() == 0


def is_letter(life: Life, mail: object) -> bool:
    """Tell whether a mail is the letter about the issue."""
    return life.code in words_of(mail) and bool(list(mail.iter_attachments()))


def the_office_gets_the_paper(life: Life) -> None:
    officer = life.someone(OFFICER)
    mail = officer.mail(OFFICER, life.says("The signed letter is attached as a PDF."))
    [paper] = list(mail.iter_attachments())
    assert paper.get_content_type() == "application/pdf"
    assert len(PdfReader(io.BytesIO(paper.get_content())).pages) >= 1


# --- the fix --------------------------------------------------------------------------------------


def the_office_answers_and_claims(life: Life, words: str) -> None:
    officer = life.someone(OFFICER)
    for kind, said in (("working", "Дээж авсан."), ("fixed", words)):
        officer.open(life.office)
        officer.choose("kind", kind)
        officer.fill(text=said)
        officer.send()
    assert officer.sees(life.says("claimed fixed"))


def the_officer_cannot_verify_the_own_work(life: Life) -> None:
    life.someone(OFFICER).open(f"{life.desk}confirm/", status=403)


def the_monitor_verifies_the_fix(life: Life, note: str) -> None:
    monitor = life.someone(MONITOR)
    monitor.open(f"{life.desk}confirm/")
    monitor.fill(note=note)
    monitor.attach("photos", photo("IMG_3100.jpg", (40, 120, 200)))
    monitor.send()
    assert monitor.sees(life.says("verified fixed"))


def four_weeks_pass(life: Life) -> None:
    """Make the fix four weeks older, then let the clock ask, as beat does every hour."""
    life.grow_older("fixed_at = fixed_at - interval '29 days'")
    send_task("issues.tasks.ask_about_fixes")


def the_member_says_no_by_the_mail(life: Life) -> None:
    member = life.someone()
    mail = member.mail(
        MEMBER,
        life.title,
        life.says("Four weeks ago this was verified as fixed. Does it still hold?"),
    )
    [link] = re.findall(r"https?://\S+(/ask/\S+)", words_of(mail))
    member.open(link)
    assert member.sees(life.title)
    member.fill(note="Ус дахиад шар өнгөтэй гарч байна.")
    member.send(button="main form button[name=said][value=no]")
    assert member.sees(life.says("Thank you"))


def the_office_is_told_and_sees_it_open_again(life: Life) -> None:
    officer = life.someone(OFFICER)
    officer.mail(OFFICER, life.code, "Ус дахиад шар өнгөтэй гарч байна.")
    officer.open(life.office)
    assert officer.sees(life.says("reopened"))


def the_office_claims_again(life: Life, words: str) -> None:
    officer = life.someone(OFFICER)
    officer.open(life.office)
    officer.choose("kind", "fixed")
    officer.fill(text=words)
    officer.send()


def the_reporter_is_told_that_it_is_fixed(life: Life) -> None:
    member = life.someone(MEMBER)
    mail = member.mail(MEMBER, life.code, "Дахин үзсэн: дүн хэвийн, самбарт наасан.")
    assert life.code in str(mail["Subject"])


def everybody_reads_how_it_is_known(life: Life) -> None:
    reader = life.someone()
    reader.open(f"/khovd/issues/{life.code}/")
    assert reader.sees(life.says("How we know it is fixed"))
    for step in (
        "reopened: it is not fixed",
        "the fix was verified by somebody outside the office",
    ):
        assert reader.sees(life.says(step))
    picture = reader.page.locator("meta[property='og:image']").get_attribute("content")
    answer = reader.context.request.get(picture)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    reader.open(f"/khovd/issues/{life.code}/sheet/")
    assert reader.page.locator("svg.qr").count() == 1
