"""Invitations: by mail with a calendar file, answered by link, at the desk, by a program."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
import vobject
from django.core import mail
from django.utils import timezone

from groups.actions import (
    announce,
    answer_meeting,
    cancel_meeting,
    edit_plan,
    invite_ahead,
    invite_members,
    plan_meeting,
    remind_ahead,
    take_reply,
)
from groups.actions.invite import BadAnswer
from groups.models import Meeting, MeetingInvitation, Membership
from groups.queries import answers_to
from groups.queries.calendar import BadReply
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.notifications.tasks import sweep_outbox
from masam.tenancy import in_group
from tests.factories.groups import make_member

PEOPLE = 8  # of the cast in Khovd


@pytest.fixture
def scope(khovd, cast):
    """The group's scope."""
    with in_group(khovd):
        yield khovd


@pytest.fixture
def meeting(scope):
    """A meeting in ten days, announced as it was planned."""
    return plan(scope)


def plan(group, **fields):
    """Plan a meeting in ten days."""
    given = {
        "topic": "Халаалтын улирал",
        "held_date": group.today() + datetime.timedelta(days=10),
        "starts_at": datetime.time(14, 0),
        "lasts_minutes": 120,
        "place": "Иргэний танхим",
        "invite_now": True,
        **fields,
    }
    return plan_meeting(group, actor=None, **given)


def move(meeting, **fields):
    """Change the plan, all else as it is."""
    names = ("topic", "held_date", "starts_at", "lasts_minutes", "place", "kind", "is_closed")
    meeting = Meeting.objects.select_related("group").get(pk=meeting.pk)
    stands = {name: getattr(meeting, name) for name in names}
    return edit_plan(meeting, actor=None, version=meeting.version, **(stands | fields))


def member_of(cast, role="member"):
    """Give the membership of a role of the cast."""
    return Membership.objects.get(user=cast[role])


def sent(cast, role="member"):
    """Deliver the outbox and give the last mail to a role."""
    sweep_outbox()
    email = cast[role].email
    return [message for message in mail.outbox if message.to == [email]][-1]


def file_in(message):
    """Give the calendar file beside the text of a mail."""
    (part,) = message.alternatives
    return vobject.readOne(part.content), part.mimetype


def link_in(message):
    """Give the path of the link to answer."""
    return re.search(r"(/calendar/[\w-]+/)\?answer=yes", message.body)[1]


def reply_to(meeting, email, *, partstat="ACCEPTED", sequence=None, stamp=None, method="REPLY"):
    """Give the answer of a calendar program, as Gmail writes it."""
    stamp = stamp or timezone.now()
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        "DTSTART:20261204T070000Z",
        f"DTSTAMP:{stamp.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        "ORGANIZER;CN=x:mailto:noreply@masam.example",
        f"UID:khovd-meeting-{meeting.number}@masam",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={partstat};CN=x:MAILTO:{email}",
        f"SEQUENCE:{meeting.sequence if sequence is None else sequence}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines) + "\r\n"


def test_every_member_is_asked_once_and_those_without_an_address_stand_on_the_list(scope, as_):
    make_member(scope, "Д.Оюун")
    meeting = plan(scope)
    assert MeetingInvitation.objects.filter(meeting=meeting).count() == PEOPLE + 1
    assert Notice.objects.filter(kind="meeting_invited").count() == PEOPLE
    assert invite_members(meeting) == 0
    assert announce(meeting, "planned") == 0
    page = as_("secretary").get(f"/khovd/desk/meetings/{meeting.number}/invite/print/")
    assert "Д.Оюун" in page.content.decode()
    assert "member khovd" not in page.content.decode()


def test_the_mail_carries_the_meeting_and_a_link_that_answers_on_a_post_only(
    scope, cast, meeting, visitor
):
    message = sent(cast)
    calendar, mimetype = file_in(message)
    assert mimetype == "text/calendar; method=REQUEST"
    parts = [part.get_content_type() for part in message.message().walk()]
    assert parts == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]
    assert [part.filename for part in message.attachments] == ["invite.ics"]
    assert calendar.vevent.summary.value == meeting.topic
    path = link_in(message)
    page = visitor.get(f"{path}?answer=yes")
    assert page.status_code == 200
    assert "sessionid" not in page.cookies
    assert answers_to(meeting).having("yes") == []
    answer = visitor.post(path, {"answer": "yes", "note": "Хоцорч ирнэ"})
    assert answer.status_code == 303
    (row,) = answers_to(meeting).having("yes")
    assert (row.membership.user, row.channel, row.note) == (cast["member"], "link", "Хоцорч ирнэ")
    assert Entry.objects.filter(verb="meeting.answered", actor=cast["member"]).count() == 1
    assert visitor.post(path, {"answer": "no"}).status_code == 303
    assert [row.membership.user for row in answers_to(meeting).having("no")] == [cast["member"]]


def test_a_link_answers_for_its_person_and_its_meeting_only(scope, cast, meeting, visitor):
    other = plan(scope, topic="Өөр хурал")
    paths = {role: link_in(sent(cast, role)) for role in ("member", "monitor")}
    assert paths["member"] != paths["monitor"]
    visitor.post(paths["monitor"], {"answer": "yes"})
    said = [
        row.membership.user for each in (meeting, other) for row in answers_to(each).having("yes")
    ]
    assert said == [cast["monitor"]]


def test_a_link_ends_with_the_meeting_and_with_the_membership(scope, cast, meeting, visitor):
    path = link_in(sent(cast))
    assert visitor.post(path, {"answer": "later"}).status_code == 422
    with time_machine.travel(timezone.now() + datetime.timedelta(days=11)):
        assert visitor.get(path).status_code == 404
    Membership.objects.filter(user=cast["member"]).update(
        to_date=scope.today() - datetime.timedelta(days=1)
    )
    assert visitor.get(path).status_code == 404
    assert visitor.post(path, {"answer": "yes"}).status_code == 404
    assert visitor.get("/calendar/nonsense/").status_code == 404


def test_a_moved_meeting_is_told_with_a_higher_sequence_and_asks_again(scope, cast, meeting):
    answer_meeting(meeting, actor=cast["member"], membership=member_of(cast), answer="yes")
    before, _type = file_in(sent(cast))
    move(meeting, held_date=meeting.held_date + datetime.timedelta(days=1))
    after, mimetype = file_in(sent(cast))
    assert mimetype == "text/calendar; method=REQUEST"
    assert int(after.vevent.sequence.value) == int(before.vevent.sequence.value) + 1
    assert after.vevent.uid.value == before.vevent.uid.value
    assert after.vevent.dtstart.value - before.vevent.dtstart.value == datetime.timedelta(days=1)
    answers = answers_to(Meeting.objects.get(pk=meeting.pk))
    assert answers.having("yes") == []
    assert len(answers.silent) == PEOPLE


def test_a_changed_word_that_nobody_must_hear_sends_nothing(scope, cast, meeting):
    Notice.objects.all().delete()
    move(meeting, kind="hearing")
    assert not Notice.objects.exists()


def test_a_meeting_called_off_cancels_the_event_and_takes_no_answer(scope, cast, meeting, visitor):
    path = link_in(sent(cast))
    cancel_meeting(meeting, actor=cast["secretary"], note="Цас их орсон")
    message = sent(cast)
    calendar, mimetype = file_in(message)
    assert mimetype == "text/calendar; method=CANCEL"
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert calendar.vevent.sequence.value == "1"
    assert "?answer=" not in message.body
    answer = visitor.post(path, {"answer": "yes"})
    assert answer.status_code == 422
    assert "цуцалсан" in answer.content.decode()


def test_a_member_answers_at_the_desk_and_an_observer_may_not(as_, scope, cast, meeting):
    url = f"/khovd/desk/meetings/{meeting.number}/answer/"
    assert as_("observer").post(url, {"answer": "yes"}).status_code == 403
    assert as_("member").post(url, {"answer": "maybe"}).status_code == 303
    (row,) = answers_to(meeting).having("maybe")
    assert (row.membership.user, row.channel) == (cast["member"], "desk")


def test_the_secretary_enters_what_was_said_and_reads_the_names(as_, scope, meeting):
    told = make_member(scope, "Д.Оюун")
    url = f"/khovd/desk/meetings/{meeting.number}/answers/"
    secretary = as_("secretary")
    assert secretary.post(f"{url}enter/", {"member": told.pk, "answer": "no"}).status_code == 303
    page = secretary.get(url).content.decode()
    assert "Д.Оюун" in page
    assert page.count("<li>") >= PEOPLE + 1
    table = b"".join(secretary.get(f"{url}?format=csv").streaming_content).decode("utf-8-sig")
    assert "Д.Оюун" in table
    assert len(table.strip().splitlines()) == PEOPLE + 2
    assert as_("member").post(f"{url}enter/", {}).status_code == 403


def test_a_calendar_program_answers(scope, cast, meeting):
    email = cast["member"].email
    row = take_reply(reply_to(meeting, email, partstat="DECLINED"), email.upper())
    assert (row.answer, row.channel, row.membership.user) == ("no", "reply", cast["member"])
    entry = Entry.objects.filter(verb="meeting.answered").get()
    assert entry.actor == cast["member"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sender": "monitor@khovd.example"}, "өөр хаягийн өмнөөс"),
        ({"email": "nobody@khovd.example"}, "уригдаагүй"),
        ({"email": "stranger@bayanzurkh.example"}, "уригдаагүй"),
        ({"sequence": 0}, "өөрчлөгдсөн"),
        ({"sequence": 9}, "өөрчлөгдсөн"),
        ({"method": "REQUEST"}, "хариу биш"),
        ({"partstat": "NEEDS-ACTION"}, "алийг нь ч"),
        ({"raw": "Сайн байна уу, би очно"}, "календарийн файл биш"),
        ({"raw": ""}, "календарийн файл биш"),
        ({"raw": b"\xff\x00\xfe"}, "календарийн файл биш"),
        ({"broken": "SEQUENCE:"}, "календарийн файл биш"),
        ({"broken": "DTSTAMP:"}, "календарийн файл биш"),
        ({"broken": "UID:"}, "өөр календарийн"),
        ({"raw": "X" * 200_000}, "хэтэрхий том"),
    ],
)
def test_a_reply_that_cannot_count_is_refused_with_a_sentence(
    scope, cast, meeting, change, sentence
):
    move(meeting, place="Өөр танхим")  # the sequence is 1 now
    meeting = Meeting.objects.get(pk=meeting.pk)
    email = change.pop("email", cast["member"].email)
    sender = change.pop("sender", email)
    raw, broken = change.pop("raw", None), change.pop("broken", "\0")
    raw = reply_to(meeting, email, **change).replace(broken, f"{broken}x") if raw is None else raw
    with pytest.raises(BadReply, match=sentence):
        take_reply(raw, sender)
    assert not MeetingInvitation.objects.exclude(answer="").exists()


def test_an_older_reply_never_takes_the_place_of_a_newer_answer(scope, cast, meeting):
    email = cast["member"].email
    answer_meeting(meeting, actor=cast["member"], membership=member_of(cast), answer="no")
    old = timezone.now() - datetime.timedelta(hours=2)
    with pytest.raises(BadReply, match="шинэ хариу"):
        take_reply(reply_to(meeting, email, stamp=old), email)
    late = timezone.now() + datetime.timedelta(days=3)  # a clock that goes wrong
    take_reply(reply_to(meeting, email, stamp=late), email)
    (row,) = answers_to(meeting).having("yes")
    assert row.answered_at <= timezone.now()


def test_a_reply_to_a_meeting_that_is_over_is_refused(scope, cast, meeting):
    email = cast["member"].email
    with (
        time_machine.travel(timezone.now() + datetime.timedelta(days=12)),
        pytest.raises(BadAnswer),
    ):
        take_reply(reply_to(meeting, email), email)


def test_the_desk_takes_a_pasted_reply_and_only_of_its_own_group(as_, scope, cast, meeting):
    email = cast["member"].email
    text = reply_to(meeting, email)
    url = "/khovd/desk/meetings/replies/"
    done = as_("secretary").post(url, {"sender": email, "text": text})
    assert done.status_code == 303
    assert len(answers_to(meeting).having("yes")) == 1
    theirs = as_("stranger").post(
        "/bayanzurkh/desk/meetings/replies/", {"sender": email, "text": text}
    )
    assert theirs.status_code == 422
    assert as_("secretary").post(url, {"sender": email}).status_code == 422
    assert as_("member").get(url).status_code == 403


def test_the_silent_are_reminded_once_two_days_before(scope, cast, meeting):
    answer_meeting(meeting, actor=cast["member"], membership=member_of(cast), answer="yes")
    assert remind_ahead(scope) == 0
    near = timezone.now() + datetime.timedelta(days=8)
    with time_machine.travel(near):
        assert remind_ahead(scope) == PEOPLE - 1
        remind_ahead(scope)
        message = sent(cast, "monitor")
    assert Notice.objects.filter(kind="meeting_reminded").count() == PEOPLE - 1
    assert message.alternatives == []  # the calendar has the meeting already
    assert "?answer=yes" in message.body


def test_the_list_of_answers_costs_the_same_at_one_and_at_twenty(
    as_, scope, meeting, django_assert_max_num_queries
):
    for number in range(20):
        MeetingInvitation.objects.create(
            group=scope, meeting=meeting, membership=make_member(scope, f"Г.{number}")
        )
    client = as_("secretary")
    with django_assert_max_num_queries(8):
        client.get(f"/khovd/desk/meetings/{meeting.number}/answers/")


def test_planning_alone_mails_nobody_and_the_invitations_are_a_step_of_their_own(scope, as_, cast):
    words = {"topic": "Зуны ажил", "held_date": scope.today() + datetime.timedelta(days=12),
             "starts_at": "14:00", "lasts_minutes": 60, "kind": "regular"}  # fmt: skip
    client, url = as_("facilitator"), "/khovd/desk/meetings/plan/"
    assert 'name="invite_now"' in client.get(url).content.decode()
    assert client.post(url, words).status_code == 303
    quiet = Meeting.objects.latest("id")
    assert not MeetingInvitation.objects.exists()
    assert not Notice.objects.filter(kind="meeting_invited").exists()
    assert invite_ahead(scope) == 0  # nor does the clock, by itself
    move(quiet, place="Номын сан")
    assert not Notice.objects.filter(kind__startswith="meeting_").exists()
    sent = client.post(f"/khovd/desk/meetings/{quiet.number}/invite/", {})
    assert sent.status_code == 303
    asked = MeetingInvitation.objects.filter(meeting=quiet).count()
    assert asked > 3
    assert client.post(url, words | {"invite_now": "on"}).status_code == 303
    assert MeetingInvitation.objects.filter(meeting=Meeting.objects.latest("id")).count() == asked
    edit = client.get(f"/khovd/desk/meetings/{quiet.number}/plan/").content.decode()
    assert "invite_now" not in edit
