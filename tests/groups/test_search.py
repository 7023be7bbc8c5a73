"""Finding meetings by words, at the desk and in public."""

from __future__ import annotations

import pytest

from groups.actions import draft_minutes, edit_minutes, publish_meeting
from masam.tenancy import in_group
from tests.factories.groups import make_meeting

SEARCH = "/khovd/desk/meetings/search/"


@pytest.fixture
def meeting(khovd, cast):
    with in_group(khovd):
        row = make_meeting(
            khovd,
            topic="Өрхийн эмнэлгийн хүлээлт",
            decisions=["Хүлээлтийн цагийг хэмжинэ"],
            notes="Дотоод тэмдэглэл",
        )
        minutes = draft_minutes(row, actor=cast["secretary"])
        edit_minutes(
            minutes, actor=cast["secretary"], version=1, text_mn="Сувилагч дутагдаж байна."
        )
        make_meeting(khovd, topic="Сургуулийн орчин")
        return publish_meeting(row, actor=None)


@pytest.mark.parametrize(
    "question", ["эмнэлэг", "ЭМНЭЛГИЙН", "орхийн хулээлт", "хэмжинэ", "сувилагчийн", "тэмдэглэл"]
)
def test_the_desk_finds_words_in_any_ending_and_typed_any_way(as_, meeting, question):
    html = as_("member").get(SEARCH, {"q": question}).content.decode()
    assert "Өрхийн эмнэлгийн хүлээлт" in html
    assert "<mark>" in html
    assert "Сургуулийн орчин" not in html


def test_a_hit_is_marked_where_it_stands(as_, meeting):
    html = as_("member").get(SEARCH, {"q": "сувилагчид"}).content.decode()
    assert "<mark>Сувилагч</mark> дутагдаж байна." in html


def test_all_words_must_be_said_and_the_year_narrows(as_, khovd, meeting):
    client, year = as_("member"), meeting.held_date.year
    assert "Юу ч олдсонгүй" in client.get(SEARCH, {"q": "эмнэлэг цэцэрлэг"}).content.decode()
    found = client.get(SEARCH, {"q": "эмнэлэг", "period": year}).content.decode()
    assert "<mark>" in found
    assert client.get(SEARCH, {"q": "эмнэлэг", "period": "1999"}).status_code == 200


def test_the_public_finds_decisions_but_neither_notes_nor_minutes(visitor, meeting):
    def found(question):
        return "Өрхийн" in visitor.get("/khovd/meetings/", {"q": question}).content.decode()

    assert found("хэмжих")
    assert found("орхийн эмнэлэг")
    assert not found("сувилагч")
    assert not found("тэмдэглэл")
