"""The pages, through HTTP, with the cast."""

from __future__ import annotations

import csv
import datetime
import io
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from disclosure import actions
from disclosure.models import Check, GapIssue, Owed
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from tests.factories import disclosure as make

NOON = datetime.datetime(2026, 11, 23, 4, tzinfo=datetime.UTC)
LANGUAGES = ("", "/en")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def budget(khovd, department):
    """The department's budget of this year: due on 10 January, unchecked."""
    with in_group(khovd):
        return make.owed(khovd, department)


def checked(group, row, **fields):
    with in_group(group):
        return make.check(row, **fields)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def points(group, count):
    return [
        Organisation.objects.create(
            kind="service_point",
            sector="health",
            name_mn=f"{number}-р ӨЭМТ",
            name_en=f"Centre {number}",
            unit=group.unit,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_national_page_shows_found_of_due(visitor, khovd, budget, prefix):
    checked(khovd, budget)
    response = visitor.get(f"{prefix}/disclosure/?period=2026-Q1")
    assert response.status_code == 200
    assert "1 / 1" in text_of(response)
    assert ("Khovd" if prefix else "Ховд") in text_of(response)
    assert "set-cookie" not in {name.lower() for name in response.headers}


def test_the_national_page_without_anything_is_honest(visitor, db):
    response = visitor.get("/en/disclosure/")
    assert response.status_code == 200
    assert "Nothing was due in this period" in text_of(response)
    assert "Budget of the year" in text_of(response)  # the catalogue stands


def test_the_national_page_filters_by_sector(visitor, khovd, budget):
    assert "0 / 1" in text_of(visitor.get("/en/disclosure/?period=2026-Q1&sector=health"))
    assert "0 / 1" not in text_of(visitor.get("/en/disclosure/?period=2026-Q1&sector=education"))


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_groups_page_shows_mark_word_and_day(visitor, khovd, budget, prefix):
    checked(khovd, budget, result="partly", url="https://shilendans.gov.mn/x")
    response = visitor.get(f"{prefix}/khovd/disclosure/?period=2026-Q1")
    text = text_of(response)
    assert response.status_code == 200
    assert ("partly" if prefix else "дутуу") in text
    assert "2026.11.23" in text or "23 Nov 2026" in text
    assert "https://shilendans.gov.mn/x" in response.content.decode()
    assert response.content.decode().count("<h1") == 1


def test_the_groups_page_answers_304_until_something_changes(visitor, khovd, budget):
    first = visitor.get("/khovd/disclosure/")
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert visitor.get("/khovd/disclosure/", **again).status_code == 304
    checked(khovd, budget)
    assert visitor.get("/khovd/disclosure/", **again).status_code == 200


@pytest.mark.parametrize(
    "query", ["period=nonsense", "period=2026-13", "organisation=x", "period=FY2026"]
)
def test_a_wrong_filter_shows_the_page(visitor, khovd, budget, query):
    assert visitor.get(f"/khovd/disclosure/?{query}").status_code == 200
    assert visitor.get(f"/disclosure/?{query}").status_code == 200


def test_the_public_page_names_no_person_and_no_note(visitor, khovd, budget, cast):
    checked(khovd, budget, actor=cast["monitor"], result="missing", note="Бат эмч хэллээ")
    for address in ("/khovd/disclosure/", "/khovd/disclosure.csv", "/disclosure/"):
        content = visitor.get(address).content.decode()
        assert str(cast["monitor"]) not in content
        assert "Бат эмч" not in content


def test_the_file_holds_the_same_rows_as_the_matrix(visitor, khovd, budget):
    checked(khovd, budget, is_complete=False)
    response = visitor.get("/en/khovd/disclosure.csv?period=2026-Q1")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    line = next(row for row in rows if row["duty_key"] == "glass-budget")
    assert response["Content-Type"].startswith("text/csv")
    assert (line["due_date"], line["state"], line["complete"]) == ("2026-01-10", "found", "no")
    assert {row["due_date"][:7] for row in rows} == {"2026-01", "2026-02", "2026-03"}


def test_a_name_that_is_a_formula_stays_text_in_the_file(visitor, khovd):
    evil = Organisation.objects.create(
        kind="agency", name_mn="=HYPERLINK(1)", unit=khovd.unit, sector="health"
    )
    with in_group(khovd):
        make.watch(khovd, evil)
    assert ",'=HYPERLINK(1)" in visitor.get("/khovd/disclosure.csv").content.decode()


DESK = ("", "watch/", "event/", "generate/", "{pk}/", "{pk}/check/", "{pk}/raise/")


@pytest.mark.parametrize("path", DESK)
def test_the_desk_is_closed_to_visitors_and_strangers(visitor, as_, budget, path):
    address = f"/khovd/desk/disclosure/{path.format(pk=budget.pk)}"
    assert visitor.get(address).status_code == 302
    assert as_("stranger").get(address).status_code == 404


@pytest.mark.parametrize("path", DESK)
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_facilitator_opens_every_page_of_the_desk(as_, khovd, budget, path, prefix):
    checked(khovd, budget, result="missing")
    response = as_("facilitator").get(f"{prefix}/khovd/desk/disclosure/{path.format(pk=budget.pk)}")
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("observer", "", 200), ("observer", "{pk}/check/", 403), ("member", "{pk}/check/", 200),
        ("member", "watch/", 403), ("officer", "{pk}/check/", 403), ("member", "event/", 200),
        ("secretary", "generate/", 403),
    ],
)  # fmt: skip
def test_each_role_opens_what_its_duties_allow(as_, budget, role, path, status):
    address = f"/khovd/desk/disclosure/{path.format(pk=budget.pk)}"
    assert as_(role).get(address).status_code == status


def test_a_row_of_another_group_is_not_found(as_, bayanzurkh, clinic):
    with in_group(bayanzurkh):
        other = make.owed(bayanzurkh, clinic)
    for path in ("", "check/", "raise/"):
        address = f"/khovd/desk/disclosure/{other.pk}/{path}"
        assert as_("facilitator").get(address).status_code == 404


def test_check_a_duty_with_a_screenshot(as_, khovd, budget):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    client = as_("member")
    form = {
        "result": "found", "url": "https://shilendans.gov.mn/organization/1", "is_complete": "no",
        "is_on_time": "", "is_right_place": "yes", "note": "Зөвхөн 1, 2-р сар",
        "screenshot": SimpleUploadedFile("a.png", picture.getvalue()), "idempotency_key": "k1",
    }  # fmt: skip
    response = client.post(f"/khovd/desk/disclosure/{budget.pk}/check/", form)
    assert response.status_code == 303
    with in_group(khovd):
        check = Check.objects.get()
        assert (check.is_complete, check.is_on_time, check.is_right_place) == (False, None, True)
        proof = check.proofs.get()
    page = client.get(response["Location"])
    assert "Зөвхөн 1, 2-р сар" in page.content.decode()
    file = client.get(f"/khovd/desk/disclosure/{budget.pk}/proof/{proof.pk}/")
    assert file["Content-Type"] == "image/jpeg"
    assert file.getvalue()[:2] == b"\xff\xd8"
    file.close()


def test_a_second_click_makes_one_check(as_, khovd, budget):
    form = {"result": "found", "idempotency_key": "same"}
    client, address = as_("member"), f"/khovd/desk/disclosure/{budget.pk}/check/"
    assert client.post(address, form).status_code == client.post(address, form).status_code == 303
    with in_group(khovd):
        assert Check.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"result": "found", "url": "javascript:alert(1)"}, "http://"),
        ({"result": "missing", "is_complete": "yes"}, "open"),
        ({}, "required"),
    ],
)
def test_a_bad_check_says_why_and_keeps_the_text(as_, budget, form, words):
    form = form | {"note": "миний тэмдэглэл", "idempotency_key": "k"}
    response = as_("member").post(f"/en/khovd/desk/disclosure/{budget.pk}/check/", form)
    assert response.status_code == 422
    assert words in text_of(response)
    assert "миний тэмдэглэл" in response.content.decode()


def test_a_gap_becomes_an_issue_with_the_text_prefilled(as_, khovd, budget):
    checked(khovd, budget, result="missing")
    client, address = as_("member"), f"/khovd/desk/disclosure/{budget.pk}/raise/"
    page = client.get(address)
    form = page.context["form"]
    assert form.initial["sector"] == "health"
    assert "2026.01.10" in form.initial["detail"]
    response = client.post(address, form.initial | {"idempotency_key": "k"})
    assert response.status_code == 303
    with in_group(khovd):
        assert GapIssue.objects.filter(owed=budget).count() == 1
    again = client.post(address, form.initial | {"idempotency_key": "k2"})
    assert again.status_code == 422


def test_the_facilitator_watches_and_stops(as_, khovd, clinic):
    client = as_("facilitator")
    address = "/khovd/desk/disclosure/watch/"
    response = client.post(address, {"organisation": clinic.pk, "idempotency_key": "a"})
    assert response.status_code == 303
    with in_group(khovd):
        row = actions.Watched.objects.get()
    assert clinic.name in client.get(address).content.decode()
    stop = client.post(f"{address}{row.pk}/unwatch/", {"idempotency_key": "b"})
    assert stop.status_code == 303
    with in_group(khovd):
        assert not actions.Watched.objects.get().is_active


def test_an_event_is_noted(as_, khovd, budget, department):
    form = {
        "organisation": department.pk,
        "duty": make.duty("glass-amendment").pk,
        "event_date": "2026-07-06",
        "idempotency_key": "e",
    }
    response = as_("member").post("/khovd/desk/disclosure/event/", form)
    assert response.status_code == 303
    with in_group(khovd):
        assert Owed.objects.get(event_date__isnull=False).due_date == datetime.date(2026, 7, 21)


def test_next_year_is_written_down(as_, khovd, budget):
    response = as_("facilitator").post("/khovd/desk/disclosure/generate/", {"idempotency_key": "g"})
    assert response.status_code == 303
    with in_group(khovd):
        assert Owed.objects.filter(period="2027").exists()


def test_what_waits_for_a_check_comes_first(as_, khovd, budget):
    checked(khovd, budget)
    page = as_("member").get("/khovd/desk/disclosure/").context["page"]
    rows = list(page)
    assert rows[0].state == "to_check"
    assert rows[-1].pk == budget.pk


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_office_sees_its_own_and_answers(as_, khovd, budget, clinic, prefix):
    with in_group(khovd):
        make.watch(khovd, clinic)
    checked(khovd, budget, result="missing")
    client = as_("officer")
    page = client.get(f"{prefix}/office/disclosure/")
    assert page.status_code == 200
    assert (clinic.name_en if prefix else clinic.name_mn) not in page.content.decode()
    address = f"{prefix}/office/disclosure/khovd/{budget.pk}/"
    assert address in page.content.decode()
    assert client.get(address).status_code == 200
    sent = client.post(address, {"text": "Өнөөдөр байршууллаа.", "idempotency_key": "o"})
    assert sent.status_code == 303
    assert "Өнөөдөр байршууллаа." in client.get("/khovd/disclosure/").content.decode()


def test_another_office_cannot_see_the_check(as_, khovd, budget):
    checked(khovd, budget, result="missing")
    address = f"/office/disclosure/khovd/{budget.pk}/"
    assert as_("school_officer").get(address).status_code == 404
    assert as_("stranger").get(address).status_code in (403, 404)


def test_the_office_pages_are_closed_to_others(visitor, as_):
    for address in ("/office/disclosure/", "/office/requests/"):
        assert visitor.get(address).status_code == 302
        assert as_("member").get(address).status_code == 403


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_information_requests_are_honest_about_arriving_later(as_, prefix):
    response = as_("officer").get(f"{prefix}/office/requests/")
    assert response.status_code == 200
    assert len(text_of(response)) > 200


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("visitor", "/khovd/disclosure/"), ("visitor", "/disclosure/"),
        ("visitor", "/khovd/disclosure.csv"), ("member", "/khovd/desk/disclosure/"),
        ("facilitator", "/khovd/desk/disclosure/watch/"), ("officer", "/office/disclosure/"),
    ],
)  # fmt: skip
def test_lists_cost_the_same_number_of_queries_at_one_and_three_rows(
    visitor, as_, khovd, budget, department, role, address
):
    client = visitor if role == "visitor" else as_(role)
    checked(khovd, budget, result="missing")
    client.get(address)  # sessions, content types

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in seen]

    one = queries()
    with in_group(khovd):
        for point in points(khovd, 3):
            rows = make.watch(khovd, point)
            make.check(rows[0], result="missing")
    three = queries()
    assert len(three) == len(one), "\n".join(three)
