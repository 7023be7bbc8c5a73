"""A second log of the same meeting (M1) is noticed and joined by a person, never in silence."""

from __future__ import annotations

import uuid

import pytest

from groups.actions import SameMeeting, log_meeting
from groups.models import Meeting, MeetingPhoto
from masam.audit.models import Entry
from masam.tenancy import in_group
from tests.factories.groups import make_meeting, make_member
from tests.house.world import photo

NEW = "/khovd/desk/meetings/new/"


@pytest.fixture
def members(khovd):
    with in_group(khovd):
        return [make_member(khovd, f"Гишүүн {n}") for n in range(4)]


@pytest.fixture
def first(khovd, members):
    with in_group(khovd):
        return make_meeting(
            khovd,
            held_date=khovd.today(),
            topic="Дотуур байрын халаалт",
            attended=members[:2],
            decisions=["Зуух солино"],
            guests={"female": 2},
        )


def form(khovd, members, **change):
    return {
        "held_date": khovd.today().isoformat(),
        "topic": "Дотуур байруудын халаалтын тухай",
        "attended": [row.pk for row in members[1:]],
        "decisions": "зуух солино\nТөсөв хүснэ",
        "guests_male": "3",
        "client_key": str(uuid.uuid4()),
        **change,
    }


def count(khovd):
    with in_group(khovd):
        return Meeting.objects.count()


def test_the_form_comes_back_with_both_and_nothing_is_merged(as_, khovd, first, members):
    answer = as_("secretary").post(NEW, form(khovd, members))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Мөн энэ хурал мөн үү?" in html
    assert first.topic in html
    assert "Төсөв хүснэ" in html  # what was typed is still there
    assert count(khovd) == 1


def test_it_is_this_one_adds_what_is_missing(as_, khovd, first, members):
    client, given = as_("secretary"), form(khovd, members)
    client.post(NEW, given | {"photo": photo()})
    parts = ["attendance", "decisions", "photos"]
    answer = client.post(NEW, given | {"same": first.number, "seen": "1", "parts": parts})
    assert (answer.status_code, answer["Location"]) == (303, "/khovd/desk/meetings/1/")
    with in_group(khovd):
        first.refresh_from_db()
        assert first.attendance.count() == 4
        assert list(first.decisions.values_list("text", flat=True)) == [
            "Зуух солино",
            "Төсөв хүснэ",
        ]
        assert first.guests_female == 2  # guests were not chosen
        assert MeetingPhoto.objects.filter(meeting=first).count() == 1  # kept over the question
        entry = Entry.objects.get(verb="meeting.joined")
    assert len(entry.data["added"]) == 2
    assert count(khovd) == 1


def test_guests_take_the_place_of_the_first_ones_when_chosen(as_, khovd, first, members):
    given = form(khovd, members, same=first.number, seen="1", parts=["guests"])
    assert as_("secretary").post(NEW, given).status_code == 303
    with in_group(khovd):
        first.refresh_from_db()
    assert (first.guests_female, first.guests_male) == (0, 3)


def test_it_is_another_one_logs_it(as_, khovd, first, members):
    given = form(khovd, members, same="another", seen="1")
    assert as_("secretary").post(NEW, given).status_code == 303
    assert count(khovd) == 2


def test_a_meeting_that_was_not_shown_is_asked_about_though_others_were(as_, khovd, first, members):
    given = form(khovd, members, same="another", seen="99")
    assert as_("secretary").post(NEW, given).status_code == 422


def test_a_planned_meeting_of_the_day_is_always_asked_about_and_becomes_held(
    as_, khovd, first, members
):
    with in_group(khovd):
        Meeting.objects.filter(pk=first.pk).update(state="planned", topic="Огт өөр")
        first.attendance.all().delete()
    client, given = as_("secretary"), form(khovd, members)
    assert client.post(NEW, given).status_code == 422
    joined = given | {"same": first.number, "seen": "1", "parts": ["attendance"]}
    assert client.post(NEW, joined).status_code == 303
    with in_group(khovd):
        first.refresh_from_db()
    assert first.state == "held"


def test_other_people_on_another_topic_are_another_meeting(as_, khovd, first, members):
    given = form(khovd, members, topic="Цэцэрлэгийн хоол", attended=[members[3].pk])
    assert as_("secretary").post(NEW, given).status_code == 303


def test_imports_do_not_ask(khovd, first, members):
    with in_group(khovd):
        words = {"held_date": khovd.today(), "topic": first.topic, "attended": members}
        with pytest.raises(SameMeeting):
            log_meeting(khovd, actor=None, beside=(), **words)
        assert log_meeting(khovd, actor=None, **words).number == 2
