"""The citizen looks the answer up by code."""

from __future__ import annotations

import pytest

from feedback.actions import answer_case
from feedback.lifecycle import CaseState
from feedback.models import Case, Message
from feedback.queries import case as case_queries
from masam.tenancy import in_group
from masam.wire.models import Remembered
from tests.factories.feedback import make_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(khovd, cast):
    """A case that was answered, and its code."""
    made = make_receipt(khovd)
    with in_group(khovd):
        answer_case(made.case, actor=cast["facilitator"], text="Бойлерыг зассан.")
    return made


def fresh(group):
    with in_group(group):
        return Case.objects.get()


def test_the_code_shows_the_talk_in_the_answer_itself(visitor, receipt):
    spaced = " ".join(receipt.code[at : at + 4] for at in range(0, 16, 4))
    page = visitor.post("/follow/", {"code": spaced})
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    html = page.content.decode()
    assert "Бойлерыг зассан." in html
    assert "facilitator" not in html  # the group answers, not a named person


def test_wrong_and_unknown_codes_get_the_same_words(visitor, receipt):
    wrong = f"{(int(receipt.code) + 1) % 10**16:016d}"
    pages = [visitor.post("/follow/", {"code": code}) for code in (wrong, "0" * 16)]
    assert [page.status_code for page in pages] == [422, 422]
    first, second = (
        page.content.decode().replace(wrong, "").replace("0" * 16, "") for page in pages
    )
    assert first == second


def test_a_code_that_is_too_short_costs_no_try(visitor, receipt):
    for _ in range(8):
        assert visitor.post("/follow/", {"code": "123"}).status_code == 422
    assert visitor.post("/follow/", {"code": receipt.code}).status_code == 200


def test_after_five_wrong_tries_nothing_is_hashed_any_more(visitor, receipt, monkeypatch):
    hashed = []
    real = case_queries.code_digest
    monkeypatch.setattr(case_queries, "code_digest", lambda code: hashed.append(code) or real(code))
    answers = [visitor.post("/follow/", {"code": f"{number:016d}"}) for number in range(7)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2
    assert answers[-1]["Retry-After"]
    assert len(hashed) == 5
    assert visitor.post("/follow/", {"code": receipt.code}).status_code == 429


def test_right_codes_use_up_no_tries(visitor, receipt):
    for _ in range(8):
        assert visitor.post("/follow/", {"code": receipt.code}).status_code == 200


def test_the_citizen_writes_back_once_and_the_case_opens_again(visitor, receipt, khovd):
    data = {
        "code": receipt.code,
        "verb": "reply",
        "text": "Дахиад хүйтэн",
        "idempotency_key": "k" * 32,
    }
    assert visitor.post("/follow/", data).status_code == 200
    page = visitor.post("/follow/", data)
    assert page.content.decode().count("Дахиад хүйтэн") == 1
    with in_group(khovd):
        assert Message.objects.filter(from_citizen=True).count() == 1
    case = fresh(khovd)
    assert case.state == CaseState.REOPENED
    assert not case.is_overdue


def test_a_closed_group_shows_the_answer_and_takes_no_reply(visitor, receipt, khovd):
    type(khovd).objects.filter(pk=khovd.pk).update(state="closed")
    page = visitor.post("/follow/", {"code": receipt.code, "verb": "reply", "text": "Дахиад"})
    assert page.status_code == 422
    assert "Бойлерыг зассан." in page.content.decode()
    assert "Дахиад" in page.content.decode()
    with in_group(khovd):
        assert not Message.objects.filter(from_citizen=True).exists()


def test_an_empty_reply_is_refused_and_the_talk_stays(visitor, receipt):
    page = visitor.post("/follow/", {"code": receipt.code, "verb": "reply", "text": ""})
    assert page.status_code == 422
    assert "Бойлерыг зассан." in page.content.decode()


def test_the_citizen_says_that_it_helped(visitor, receipt, khovd):
    data = {"code": receipt.code, "verb": "rate", "did_help": "yes", "rating": "4"}
    assert visitor.post("/follow/", data).status_code == 200
    case = fresh(khovd)
    assert (case.did_help, case.rating, case.state) == (True, 4, CaseState.ANSWERED)


def test_it_did_not_help_opens_the_case_again(visitor, receipt, khovd):
    visitor.post("/follow/", {"code": receipt.code, "verb": "rate", "did_help": "no"})
    case = fresh(khovd)
    assert (case.did_help, case.state) == (False, CaseState.REOPENED)


def test_the_code_is_not_in_the_store_of_repeats(visitor, receipt):

    visitor.post("/follow/", {"code": receipt.code, "idempotency_key": "k" * 32})
    assert not Remembered.objects.exists()


def test_looking_up_shows_the_form_without_a_cookie(visitor, db):
    page = visitor.get("/follow/")
    assert page.status_code == 200
    assert 'inputmode="numeric"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    assert "Type the 16 digits" in visitor.get("/en/follow/").content.decode()
