"""Lessons: proposed from fixes, published by a person, found by others, sent to who asked."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.utils import timezone, translation

from issues import actions
from issues.actions import CannotSubscribe, CannotTeach, period_of
from issues.lifecycle import IssueState, LessonState
from issues.models import Concern, Lesson, LessonSent, LessonSubscription, Rhythm
from issues.tasks import send_lessons
from masam.audit.models import Entry
from masam.audit.queries import entries_of
from masam.notifications.models import Notice
from masam.notifications.tasks import sweep_outbox
from masam.tenancy import in_group, national_read
from masam.wire.errors import StaleVersion
from tests.factories.issues import issue_in, make_action, make_issue

S, L = IssueState, LessonState
SECRET = "Б.Дорж гуай ирж хэлсэн"


@pytest.fixture
def fix(khovd, cast, department, clinic):
    """A verified fix of Khovd."""
    with in_group(khovd):
        return issue_in(
            S.VERIFIED_FIXED, khovd, cast, department, service_point=clinic, detail="Долоо хоног"
        )


@pytest.fixture
def lesson(khovd, fix):
    """The card that was proposed from it."""
    with in_group(khovd):
        return Lesson.objects.select_related("group").get(issue=fix)


def published(lesson, actor, **words):
    """Write what is missing and publish."""
    given = {"worked_mn": "Хамт шалгаж, халаагуур тавив", **words}
    row = actions.edit_lesson(lesson, actor=actor, version=lesson.version, **given)
    return actions.publish_lesson(row, actor=actor)


@pytest.fixture
def public(khovd, cast, lesson):
    """A published card."""
    with in_group(khovd):
        return published(lesson, cast["facilitator"])


def a_lesson(group, number, **fields):
    """A published card of a new fix, written as one row."""
    issue = make_issue(group, title=f"Асуудал {number}")
    given = {
        "title_mn": f"Сургамж {number}", "problem_mn": "Асуудал", "worked_mn": "Хийсэн",
        "sector": "health", "state": L.PUBLISHED, "published_at": timezone.now(), **fields,
    }  # fmt: skip
    return Lesson.objects.create(group=group, number=number, issue=issue, **given)


# --- the card ------------------------------------------------------------------------------------


def test_every_verified_fix_proposes_one_card_from_its_public_words(khovd, cast, fix, lesson):
    assert (lesson.number, lesson.state, lesson.title_mn) == (1, L.PROPOSED, fix.title)
    assert (lesson.sector, lesson.point_type) == ("health", fix.service_point.type)
    assert "Долоо" not in lesson.problem_mn  # the issue is not public: its details are not taken
    with in_group(khovd):
        assert entries_of(lesson).get().verb == "lesson.proposed"
        assert actions.propose_lesson(fix, actor=None) == lesson


def test_a_card_takes_details_and_joint_actions_but_never_notes(khovd, cast, department):
    with in_group(khovd):
        issue = make_issue(khovd, detail="Ус алга")
        actions.comment_issue(issue, actor=cast["member"], text=SECRET)
        make_action(khovd, cast, issue=issue, title="Халаагуур худалдан авах")
        actions.publish_issue(issue, actor=cast["secretary"])
        issue.refresh_from_db()
        row = actions.propose_lesson(issue, actor=None)
    assert (row.problem_mn, row.worked_mn) == ("Ус алга", "Халаагуур худалдан авах")
    assert row.tool == "joint_action"
    assert SECRET not in row.search_key


def test_a_reopened_issue_marks_its_card_until_the_fix_is_verified_again(khovd, cast, fix, public):
    with in_group(khovd):
        issue = actions.reopen_issue(fix, actor=cast["monitor"], note="Ус алга")
        marked = Lesson.objects.get()
        assert marked.reopened_at is not None
        assert marked.is_public
        actions.follow_fix(fix, actor=None)  # verified again
        assert Lesson.objects.get().reopened_at is None
    assert issue.state == S.REOPENED


def test_a_card_without_what_worked_is_not_published(khovd, cast, lesson):
    with in_group(khovd):
        with pytest.raises(CannotTeach) as error:
            actions.publish_lesson(lesson, actor=cast["facilitator"])
        assert error.value.field == "worked_mn"
        row = published(lesson, cast["facilitator"])
        with pytest.raises(CannotTeach):
            actions.edit_lesson(row, actor=cast["facilitator"], version=row.version, worked_mn=" ")


def test_a_card_goes_by_its_lifecycle_and_says_why_it_went(khovd, cast, public):
    who = cast["facilitator"]
    with in_group(khovd):
        with pytest.raises(CannotTeach):
            actions.shelve_lesson(public, actor=who, note="Давхардсан")
        with pytest.raises(CannotTeach):
            actions.withdraw_lesson(public, actor=who, note=" ")
        back = actions.withdraw_lesson(public, actor=who, note="Нэр байна")
        assert (back.state, back.published_at, back.reason) == (L.WITHDRAWN, None, "Нэр байна")
        aside = actions.shelve_lesson(back, actor=who, note="Давхардсан")
        again = actions.restore_lesson(aside, actor=who)
        assert (again.state, again.reason) == (L.PROPOSED, "")
        verbs = set(entries_of(public).values_list("verb", flat=True))
    assert {"lesson.withdrawn", "lesson.shelved", "lesson.restored"} <= verbs


def test_two_who_edit_at_once_see_both_texts(khovd, cast, lesson, as_):
    with in_group(khovd):
        actions.edit_lesson(lesson, actor=cast["facilitator"], version=1, watch_mn="Төсөв")
        with pytest.raises(StaleVersion):
            actions.edit_lesson(lesson, actor=cast["facilitator"], version=1, watch_mn="Цаг")
    url = "/khovd/desk/lessons/1/edit/"
    answer = as_("facilitator").post(url, {"title_mn": "Ус", "watch_mn": "Цаг", "version": 1})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Төсөв" in page
    assert "Цаг" in page
    assert 'value="2"' in page


def test_fixes_from_before_lessons_get_their_cards_at_once(khovd, cast, fix, as_):
    with in_group(khovd):
        Lesson.objects.all().delete()
    client = as_("facilitator")
    assert "/khovd/desk/lessons/propose/" in client.get("/khovd/desk/lessons/").content.decode()
    assert client.post("/khovd/desk/lessons/propose/").status_code == 303
    with in_group(khovd):
        assert Lesson.objects.get().issue == fix


def test_the_desk_tells_the_facilitator_that_cards_wait(lesson, as_):
    assert (
        "/khovd/desk/lessons/?state=proposed"
        in as_("facilitator").get("/khovd/desk/").content.decode()
    )
    assert "lessons/?state=proposed" not in as_("member").get("/khovd/desk/").content.decode()


def test_a_member_reads_cards_and_publishes_none(lesson, as_):
    client = as_("member")
    assert client.get("/khovd/desk/lessons/1/").status_code == 200
    assert client.post("/khovd/desk/lessons/1/publish/").status_code == 403
    assert client.get("/khovd/desk/lessons/1/edit/").status_code == 403


def test_the_form_says_what_is_missing_at_its_field(lesson, as_):
    client = as_("facilitator")
    assert client.post("/khovd/desk/lessons/1/publish/").status_code == 422
    answer = client.post("/khovd/desk/lessons/1/edit/", {"title_mn": "", "version": 1})
    assert answer.status_code == 422
    assert client.post("/khovd/desk/lessons/1/shelve/", {"note": ""}).status_code == 422
    with in_group(lesson.group):
        assert Lesson.objects.get().state == L.PROPOSED


# --- for everybody -------------------------------------------------------------------------------


def test_everybody_finds_published_cards_by_words_place_sector_and_tool(
    khovd, bayanzurkh, cast, public, visitor
):
    with in_group(bayanzurkh):
        a_lesson(bayanzurkh, 1, title_mn="Өвлийн халаалт", sector="education", tool="hearing")
        a_lesson(bayanzurkh, 2, title_mn="Нууц", state=L.PROPOSED, published_at=None)
    title = public.title_mn

    def found(query):
        page = visitor.get(f"/lessons/?{query}").content.decode()
        return {name for name in (title, "Өвлийн халаалт", "Нууц") if f">{name}</a>" in page}

    assert found("") == {title, "Өвлийн халаалт"}
    assert found("q=овлийн") == {"Өвлийн халаалт"}  # typed without ө
    assert found("q=халаагуур ус") == {title}  # every word, wherever it stands
    assert found("sector=education") == found("tool=hearing") == {"Өвлийн халаалт"}
    assert found("group=khovd") == {title}
    assert found("q=байхгүй") == set()


def test_the_national_role_sees_published_cards_only(khovd, lesson):
    with national_read():
        assert not Lesson.objects.exists()


def test_a_public_card_is_cacheable_and_links_its_issue_only_when_that_is_public(
    khovd, cast, fix, public, visitor
):
    url = "/khovd/lessons/1/"
    answer = visitor.get(url)
    assert answer.status_code == 200
    assert "/khovd/issues/KHO-1/" not in answer.content.decode()
    tag = answer["ETag"]
    assert visitor.get(url, headers={"If-None-Match": tag}).status_code == 304
    with in_group(khovd):
        actions.publish_issue(fix, actor=cast["secretary"])
    page = visitor.get(url, headers={"If-None-Match": tag})
    assert page.status_code == 200
    assert "/khovd/issues/KHO-1/" in page.content.decode()
    with in_group(khovd):
        actions.withdraw_lesson(public, actor=cast["facilitator"], note="Нэр байна")
    assert visitor.get(url, headers={"If-None-Match": tag}).status_code == 404


def test_a_card_with_an_english_title_speaks_english_as_a_whole(khovd, cast, lesson, visitor):
    with in_group(khovd):
        published(lesson, cast["facilitator"], title_en="Hot water is back", worked_en="A heater")
    assert ">Hot water is back</a>" in visitor.get("/en/lessons/").content.decode()
    with translation.override("en"), in_group(khovd):
        row = Lesson.objects.get()
        assert (row.worked, row.speaks) == ("A heater", "en")


def test_lessons_go_out_as_files(khovd, cast, public, visitor, as_):
    with in_group(khovd):
        Lesson.objects.update(title_mn="=1+1")
    text = b"".join(visitor.get("/lessons.csv").streaming_content).decode()
    assert "'=1+1" in text
    assert visitor.get("/lessons.xlsx").content[:2] == b"PK"
    feed = visitor.get("/lessons.atom").content.decode()
    assert "/khovd/lessons/1/</id>" in feed or "/khovd/lessons/1/" in feed
    assert as_("member").get("/khovd/desk/lessons.xlsx").content[:2] == b"PK"


def test_lists_cost_the_same_with_one_card_and_with_three(
    khovd, visitor, as_, django_assert_max_num_queries
):
    client = as_("member")
    with in_group(khovd):
        a_lesson(khovd, 1)
    for extra in (0, 2):
        with in_group(khovd):
            for each in range(extra):
                a_lesson(khovd, 2 + each)
        with django_assert_max_num_queries(8):
            visitor.get("/lessons/")
        with django_assert_max_num_queries(8):
            client.get("/khovd/desk/lessons/")


# --- by mail -------------------------------------------------------------------------------------

WISH = {"address": "Bat@example.mn", "rhythm": "weekly", "language": "mn", "audience": "other"}


def deliver(address):
    """Send what waits; give the last mail to an address."""
    sweep_outbox()
    return [message for message in mail.outbox if message.to == [address]][-1]


def confirm(visitor):
    """Follow the link of the first mail; give the subscription."""
    first = deliver(WISH["address"])
    assert "List-Unsubscribe" not in first.extra_headers
    link = re.search(r"/lessons/confirm/\S+", first.body)[0]
    assert visitor.get(link).status_code == 200
    assert not LessonSubscription.objects.filter(confirmed_at__isnull=False).exists()
    assert visitor.post(link).status_code == 303
    return LessonSubscription.objects.get(ended_at=None, confirmed_at__isnull=False)


@pytest.mark.usefixtures("fresh_limits")
def test_nothing_is_sent_before_the_link_was_followed(public, visitor):
    assert visitor.post("/lessons/subscribe/", WISH).status_code == 303
    assert send_lessons() == 0
    row = confirm(visitor)
    assert send_lessons() == 1
    message = deliver(WISH["address"])
    assert public.title_mn in message.body
    assert "/khovd/lessons/1/" in message.body
    stop = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/" + stop.split("/", 3)[3]
    assert visitor.get(path).status_code == 200
    assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    row.refresh_from_db()
    assert row.ended_at is not None
    assert row.address == ""
    assert not Notice.objects.exclude(address="").exists()


@pytest.mark.usefixtures("fresh_limits")
@pytest.mark.parametrize(
    ("field", "value"),
    [("address", "bat"), ("rhythm", "daily"), ("sectors", "roads"), ("units", "999")],
)
def test_a_bad_wish_is_answered_at_its_field(visitor, db, field, value):
    answer = visitor.post("/lessons/subscribe/", WISH | {field: value})
    assert answer.status_code == 422
    assert not LessonSubscription.objects.exists()


@pytest.mark.usefixtures("fresh_limits")
def test_nobody_can_have_an_address_flooded(visitor, db):
    answers = [visitor.post("/lessons/subscribe/", WISH).status_code for _each in range(5)]
    assert answers[:3] == [303, 303, 303]
    assert answers[3:] == [429, 429]


def test_a_digest_is_never_empty_never_twice_and_never_tells_the_same_again(khovd, public, cast):
    user = cast["member"]
    actions.subscribe_lessons(user, actor=user, rhythm="weekly", sectors=["education"])
    assert send_lessons() == 0  # nothing of education: no mail, and this week is dealt with
    row = actions.subscribe_lessons(user, actor=user, rhythm="weekly")
    assert send_lessons() == 0
    LessonSubscription.objects.update(seen_period="")
    assert send_lessons() == 1
    assert send_lessons() == 0
    LessonSubscription.objects.update(seen_period="2020-W01")  # next week
    assert send_lessons() == 0
    assert LessonSent.objects.filter(address_key=row.address_key).count() == 1
    assert Notice.objects.get(kind="lesson_digest").recipient == user


def test_a_reopened_or_taken_back_lesson_is_not_told(khovd, bayanzurkh, cast):
    user = cast["member"]
    with in_group(khovd):
        a_lesson(khovd, 1, reopened_at=timezone.now())
        a_lesson(khovd, 2, state=L.WITHDRAWN, published_at=None)
    with in_group(bayanzurkh):
        a_lesson(bayanzurkh, 1)
    actions.subscribe_lessons(user, actor=user, rhythm="monthly", units=[khovd.unit.code])
    assert send_lessons() == 0


def test_a_killed_run_is_gone_on_with(khovd, public, cast, monkeypatch):
    for name in ("member", "monitor"):
        actions.subscribe_lessons(cast[name], actor=cast[name], rhythm="weekly")
    real, calls = actions.send_digest, []

    def dies(pk, lessons, today):
        if calls:
            raise KeyboardInterrupt
        calls.append(pk)
        return real(pk, lessons, today)

    monkeypatch.setattr("issues.tasks.send_digest", dies)
    with pytest.raises(KeyboardInterrupt):
        send_lessons()
    monkeypatch.setattr("issues.tasks.send_digest", real)
    assert send_lessons() == 1
    assert Notice.objects.filter(kind="lesson_digest").count() == 2


def test_a_signed_in_person_chooses_without_a_link_and_stops_from_the_mail(
    khovd, public, cast, as_
):
    client = as_("member")
    assert client.post("/me/lessons/", {"rhythm": "monthly"}).status_code == 303
    row = LessonSubscription.objects.get()
    assert (row.user, row.address, row.is_living) == (cast["member"], "", True)
    assert client.post("/me/lessons/", {"rhythm": "weekly", "sectors": "health"}).status_code == 303
    row.refresh_from_db()
    assert (row.rhythm, row.sectors) == (Rhythm.WEEKLY, ["health"])
    assert send_lessons() == 1
    path = (
        "/" + deliver(row.user.email).extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    )
    assert client.post(path).status_code == 200
    row.refresh_from_db()
    assert not row.is_living
    assert client.post("/me/lessons/", {"rhythm": "weekly"}).status_code == 303
    assert LessonSubscription.objects.filter(ended_at=None).count() == 1


def test_a_wish_of_last_week_is_forgotten_and_its_link_is_dead(db):
    row = actions.ask_lessons(address="bat@example.mn", language="mn")
    LessonSubscription.objects.update(asked_at=timezone.now() - datetime.timedelta(days=8))
    with pytest.raises(CannotSubscribe):
        actions.confirm_lessons(row.pk)
    assert actions.forget_wishes() == 1
    assert not LessonSubscription.objects.exists()
    assert "bat@" not in "".join(Entry.objects.values_list("target_label", flat=True))


def test_the_new_wish_of_an_address_replaces_the_old_one_only_when_confirmed(db):
    first = actions.confirm_lessons(actions.ask_lessons(address="a@b.mn", language="mn").pk)
    second = actions.ask_lessons(address="A@b.mn", language="en", rhythm="weekly")
    first.refresh_from_db()
    assert first.is_living
    actions.confirm_lessons(second.pk)
    first.refresh_from_db()
    assert (first.is_living, first.address) == (False, "")


def test_weeks_and_months_are_those_of_the_calendar():
    assert period_of("weekly", datetime.date(2027, 1, 1)) == "2026-W53"
    assert period_of("monthly", datetime.date(2027, 1, 1)) == "2027-01"


# --- whom it concerns ----------------------------------------------------------------------------


def test_whom_an_issue_concerns_is_noted_as_kinds_and_taken_away_again(khovd, cast, as_):
    with in_group(khovd):
        issue = make_issue(khovd)
    client, url = as_("secretary"), f"/khovd/desk/issues/{issue.code}/concern/"
    assert client.post(url, {"vulnerable": ["herder", "poor"]}).status_code == 303
    assert "малчин" in client.get(f"/khovd/desk/issues/{issue.code}/").content.decode()
    with in_group(khovd):
        assert Concern.objects.get().vulnerable == ["herder", "poor"]
    assert client.post(url, {"vulnerable": ["rich"]}).status_code == 422
    assert as_("member").post(url, {}).status_code == 403
    assert client.post(url, {}).status_code == 303
    with in_group(khovd):
        assert not Concern.objects.exists()
