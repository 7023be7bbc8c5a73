"""The full life of an issue on a phone, in Mongolian: fixed, asked four weeks later, fixed again.

Each step is a short function that reads as what somebody does and then sees; others (extension,
referral, a letter) go between them.
"""

from __future__ import annotations

import os
import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg2
import pytest
from celery import Celery
from django.conf import settings

from tests.journeys.story import Walk
from tests.journeys.things import photo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.journeys.person import Person

FACILITATOR, MONITOR = "facilitator@khovd.example", "monitor@khovd.example"
OFFICER, MEMBER = "health@khovd.example", "member@khovd.example"
OFFICE = "Ховд аймгийн Эрүүл мэндийн газар"


@dataclass
class Life(Walk):
    """What the walk carries from step to step."""

    title: str = ""
    code: str = ""

    @property
    def desk(self) -> str:
        """The work page of the issue."""
        return f"/khovd/desk/issues/{self.code}/"

    def step(self, email: str, verb: str, **words: str) -> Person:
        """Let somebody take a step of the work page with a few words."""
        person = self.someone(email)
        person.open(f"{self.desk}{verb}/")
        person.fill(**words)
        person.send()
        return person


@pytest.fixture
def life(person: Callable[..., Person]) -> Iterator[Life]:
    """A walk in Mongolian at 360 pixels; at its end no page may have complained."""
    life = Life("mn", person, 360, True)
    life.title = f"Эмнэлгийн ариун цэврийн өрөө ажиллахгүй ({uuid4().hex[:4]})"
    yield life
    assert life.faults == []


def test_an_issue_is_fixed_doubted_after_four_weeks_and_fixed_again(life):
    a_member_logs_it(life)
    the_monitor_verifies_the_problem(life)
    the_facilitator_asks_the_office(life)
    the_office_answers_and_claims(life, "Шугамыг сольсон.")
    the_monitor_verifies_the_fix(life, "Очиж үзсэн: ажиллаж байна.")
    four_weeks_pass(life)
    the_member_says_no_by_the_mail(life)
    the_office_sees_it_open_again(life)
    the_office_claims_again(life, "Насосыг мөн сольсон.")
    the_monitor_verifies_the_fix(life, "Дахин очиж үзсэн: сайн ажиллаж байна.")
    everybody_reads_how_it_is_known(life)


def a_member_logs_it(life: Life) -> None:
    member = life.someone(MEMBER)
    member.open("/khovd/desk/issues/new/")
    member.fill(title=life.title)
    member.pick("sector", 1)
    member.send()
    found = re.search(r"KHO-\d+", member.path)
    assert found, member.path
    life.code = found.group()


def the_monitor_verifies_the_problem(life: Life) -> None:
    monitor = life.step(MONITOR, "verify", note="Очиж үзсэн: ус алга.")
    assert monitor.sees(life.says("verified problem"))


def the_facilitator_asks_the_office(life: Life) -> None:
    facilitator = life.someone(FACILITATOR)
    facilitator.open(f"{life.desk}publish/")
    facilitator.send()
    facilitator.open(f"{life.desk}assign/")
    facilitator.pick("organisation", OFFICE)
    facilitator.send()


def the_office_answers_and_claims(life: Life, words: str) -> None:
    officer = life.someone(OFFICER)
    for kind, said in (("working", "Засвар эхэлсэн."), ("fixed", words)):
        officer.open(f"/office/khovd/{life.code}/")
        officer.choose("kind", kind)
        officer.fill(text=said)
        officer.send()
    assert officer.sees(life.says("claimed fixed"))


def the_monitor_verifies_the_fix(life: Life, note: str) -> None:
    monitor = life.someone(MONITOR)
    monitor.open(f"{life.desk}confirm/")
    monitor.fill(note=note)
    monitor.attach("photos", photo("IMG_3100.jpg", (40, 120, 200)))
    monitor.send()
    assert monitor.sees(life.says("verified fixed"))


def four_weeks_pass(life: Life) -> None:
    """Make the fix four weeks older, then let the clock ask, as beat does every hour."""
    with closing(psycopg2.connect(**_owner())) as house, house, house.cursor() as cursor:
        cursor.execute("SELECT id FROM groups_group WHERE slug = 'khovd'")
        group = str(cursor.fetchone()[0])
        cursor.execute("SELECT set_config('masam.groups', %s, false)", [group])
        cursor.execute(
            "UPDATE issues_issue SET fixed_at = fixed_at - interval '29 days' "
            "WHERE group_id = %s AND number = %s",
            [group, life.code.partition("-")[2]],
        )
        assert cursor.rowcount == 1
    number = 1 + os.getpid() % 15
    broker = f"{settings.CELERY_BROKER_URL.rpartition('/')[0]}/{number}"
    Celery(broker=broker).send_task("issues.tasks.ask_about_fixes", ignore_result=True)


def _owner() -> dict[str, str]:
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    found = {short: settings.OWNER[name] for name, short in names.items()}
    return found | {"dbname": f"journey_{os.getpid()}"}


def the_member_says_no_by_the_mail(life: Life) -> None:
    member = life.someone()
    mail = member.mail(
        MEMBER,
        life.title,
        life.says("Four weeks ago this was verified as fixed. Does it still hold?"),
    )
    [link] = re.findall(r"https?://\S+(/ask/\S+)", mail.get_content())
    member.open(link)
    assert member.sees(life.title)
    member.fill(note="Өнөөдөр очиход дахиад ус алга байна.")
    member.send(button="main form button[name=said][value=no]")
    assert member.sees(life.says("Thank you"))


def the_office_sees_it_open_again(life: Life) -> None:
    officer = life.someone(OFFICER)
    officer.mail(OFFICER, life.code, "Өнөөдөр очиход дахиад ус алга байна.")
    officer.open(f"/office/khovd/{life.code}/")
    assert officer.sees(life.says("reopened"))


def the_office_claims_again(life: Life, words: str) -> None:
    officer = life.someone(OFFICER)
    officer.open(f"/office/khovd/{life.code}/")
    officer.choose("kind", "fixed")
    officer.fill(text=words)
    officer.send()


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
