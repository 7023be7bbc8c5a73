"""An office answers by replying to the mail: taken once, held when in doubt, never guessed at."""

from __future__ import annotations

import datetime
import re
from io import BytesIO

import pytest
import time_machine
from django.core import mail as outbox
from django.utils import timezone
from openpyxl import load_workbook

from groups.actions import plan_meeting
from groups.models import MeetingInvitation
from issues import actions
from issues.models import Answer, Evidence, Issue
from masam.audit.models import Entry
from masam.notifications.mailbox import forget_held, take_letter
from masam.notifications.models import InboundMail, Notice
from masam.notifications.tasks import poll_mailbox, sweep_outbox
from masam.tenancy import in_group
from tests.factories.issues import issue_in, photo
from tests.imap import imap_server
from tests.masam.notifications.raw_mails import BOUNCE, CUT, EMPTY, WORDS, mail, part, parts

REPLY_TO = re.compile(r"^reply\+[0-9a-f]{40}@masam\.example$")


@pytest.fixture(autouse=True)
def _mailbox(settings):
    settings.MAILBOX_URL = "imap://reply:secret@127.0.0.1:1/INBOX"
    settings.REPLY_ADDRESS = "reply@masam.example"


@pytest.fixture
def asked(khovd, cast, department):
    """An issue the department is asked about, and the address its mail is answered to."""
    with in_group(khovd):
        issue = issue_in("verified", khovd, cast, department)
        sweep_outbox()
        [message] = [each for each in outbox.outbox if each.to == [cast["officer"].email]]
        outbox.outbox.clear()
        yield issue, message


def reply(asked, text=CUT["gmail in Mongolian"], **more):
    """Send a reply to the address of the mail."""
    _issue, message = asked
    raw = text.encode() if isinstance(text, str) else text
    return take_letter(mail(raw, **{"to": message.reply_to[0]} | more))


def test_the_mail_can_be_answered_and_stands_in_its_thread(asked, khovd):
    issue, message = asked
    assert REPLY_TO.match(message.reply_to[0])
    assert message.extra_headers["References"] == f"<issue-khovd-{issue.code}@masam>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Энэ захидалд шууд хариу бичиж болно" in message.body


def test_without_a_mailbox_no_mail_asks_to_be_answered(khovd, cast, department, settings):
    settings.MAILBOX_URL = settings.REPLY_ADDRESS = ""
    with in_group(khovd):
        issue_in("verified", khovd, cast, department)
        sweep_outbox()
    assert not any(message.reply_to for message in outbox.outbox)
    assert poll_mailbox() == 0


def test_a_reply_is_the_offices_message_and_decides_nothing(asked, cast):
    issue, _message = asked
    before = (issue.state, issue.due_date)
    row = reply(asked, "Шийдсэн!\n\n" + CUT["gmail in Mongolian"])
    answer = Answer.objects.get()
    assert (row.state, row.about, bytes(row.content)) == ("taken", issue.code, b"")
    assert (answer.kind, answer.channel, answer.answered_by) == ("message", "mail", cast["officer"])
    assert answer.text == f"Шийдсэн!\n\n{WORDS}"
    issue.refresh_from_db()
    assert (issue.state, issue.due_date) == before
    assert issue.answered_at is not None
    assert Notice.objects.filter(kind="issue_answered").exists()


def test_a_mail_is_taken_once_by_its_message_id(asked):
    assert reply(asked) is not None
    assert reply(asked) is None
    assert Answer.objects.count() == 1


def test_a_second_mail_of_the_thread_is_a_second_message(asked):
    reply(asked)
    reply(asked, "Баярлалаа, материал ирлээ.", key="a2@x")
    assert Answer.objects.count() == 2


def test_a_letter_in_capitals_of_the_address_still_arrives(asked):
    _issue, message = asked
    assert reply(asked, to=message.reply_to[0].upper()).state == "taken"


def test_files_are_checked_and_kept_as_evidence(asked):
    pdf = part(b"%PDF-1.4\n%%EOF", 'application/pdf; name="tailan.pdf"', encoding="base64")
    picture = part(photo().read(), 'image/jpeg; name="a.jpg"', encoding="base64")
    virus = part(b"MZ\x90", 'application/pdf; name="a.pdf"', encoding="base64")
    body, kind = parts(part(WORDS.encode(), "text/plain; charset=utf-8"), pdf, picture, virus)
    row = reply(asked, body, kind=kind)
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["a.jpg", "tailan.pdf"]
    assert row.state == "taken"
    assert "a.pdf" in row.reason


def test_the_wrong_sender_with_the_right_token_is_held_for_a_person(asked, as_, cast):
    row = reply(asked, sender="somebody@elsewhere.example")
    assert (row.state, Answer.objects.count()) == ("held", 0)
    url = f"/khovd/desk/mails/{row.pk}/"
    secretary = as_("secretary")
    page = secretary.get(url)
    assert WORDS in page.content.decode()
    assert "somebody@elsewhere.example" in page.content.decode()
    assert secretary.post(url, {"verdict": "discard"}).status_code == 422
    assert secretary.post(url, {"verdict": "accept"}).status_code == 303
    row.refresh_from_db()
    assert (row.state, bytes(row.content), row.decided_by) == ("taken", b"", cast["secretary"])
    assert Answer.objects.get().text == WORDS
    assert Entry.objects.filter(verb="mail.taken").exists()
    assert secretary.post(url, {"verdict": "accept"}).status_code == 422
    assert as_("member").get(url).status_code == 403
    assert as_("stranger").get(url).status_code == 404


def test_a_held_mail_is_discarded_with_a_reason_and_forgotten(asked, as_):
    row = reply(asked, sender="somebody@elsewhere.example")
    words = {"verdict": "discard", "note": "Сурталчилгаа"}
    assert as_("facilitator").post(f"/khovd/desk/mails/{row.pk}/", words).status_code == 303
    row.refresh_from_db()
    assert (row.state, bytes(row.content)) == ("discarded", b"")


def test_what_nobody_looked_at_for_two_months_is_forgotten(asked):
    row = reply(asked, sender="somebody@elsewhere.example")
    InboundMail.objects.filter(pk=row.pk).update(came_at=timezone.now() - datetime.timedelta(61))
    assert (forget_held(), forget_held()) == (1, 0)
    row.refresh_from_db()
    assert bytes(row.content) == b""


def test_an_office_that_is_asked_no_more_is_held(asked, school, cast):
    issue, _message = asked
    actions.assign_issue(issue, actor=cast["facilitator"], organisation=school)
    assert reply(asked).state == "held"


def test_an_old_mail_is_held_and_a_new_link_goes_out(asked, cast):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        row = reply(asked)
    assert row.state == "held"
    assert Notice.objects.filter(kind="issue_link", recipient=cast["officer"]).count() == 1


def test_a_finished_issue_is_not_answered_by_mail(asked, khovd):
    issue, _message = asked
    Issue.objects.filter(pk=issue.pk).update(state="rejected")
    row = reply(asked)
    assert (row.state, Answer.objects.count()) == ("held", 0)


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY)
def test_an_empty_reply_is_answered_kindly_and_once(asked, cast, text):
    assert reply(asked, text).state == "ignored"
    assert reply(asked, text, key="again@x").state == "ignored"
    assert Notice.objects.filter(kind="issue_unread", recipient=cast["officer"]).count() == 1
    assert Answer.objects.count() == 0


def test_an_absence_note_and_an_unknown_address_change_nothing(asked):
    assert reply(asked, more="Auto-Submitted: auto-replied\r\n").state == "ignored"
    assert reply(asked, to=f"reply+{'0' * 40}@masam.example", key="b@x").state == "ignored"
    assert reply(asked, to="info@masam.example", key="c@x").state == "ignored"
    assert not Answer.objects.exists()
    assert not InboundMail.objects.exclude(content=b"").exists()


def test_a_bounce_is_noted_on_the_row_of_the_outbox_and_shown(asked, khovd, as_, cast):
    notice = Notice.objects.get(kind="issue_assigned")
    raw = BOUNCE.format(status="5.1.1", action="failed", key=notice.message_id).encode()
    assert take_letter(raw).state == "bounced"
    notice.refresh_from_db()
    assert notice.bounced_at is not None
    page = as_("facilitator").get("/khovd/desk/mails/").content.decode()
    assert str(cast["officer"]) in page


def test_a_delay_is_no_bounce_yet(asked):
    notice = Notice.objects.get(kind="issue_assigned")
    raw = BOUNCE.format(status="4.2.2", action="delayed", key=notice.message_id).encode()
    take_letter(raw)
    notice.refresh_from_db()
    assert notice.bounced_at is None


def test_a_calendar_program_answers_a_meeting_by_mail(khovd, cast):
    with in_group(khovd):
        meeting = plan_meeting(
            khovd, actor=None, topic="Халаалт", held_date=khovd.today() + datetime.timedelta(9),
            starts_at=datetime.time(14), lasts_minutes=60, invite_now=True,
        )  # fmt: skip
        email = cast["member"].email
        calendar = (
            "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REPLY\nBEGIN:VEVENT\n"
            f"UID:khovd-meeting-{meeting.number}@masam\nSEQUENCE:{meeting.sequence}\n"
            f"DTSTAMP:{timezone.now():%Y%m%dT%H%M%SZ}\n"
            f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{email}\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        body, kind = parts(
            part(b"Accepted: Meeting", "text/plain"),
            part(calendar.encode(), "text/calendar; method=REPLY; charset=utf-8"),
        )
        more = {"kind": kind, "to": "reply@masam.example"}
        row = take_letter(mail(body, sender=email, **more))
        assert (row.state, row.group) == ("taken", khovd), row.reason
        assert MeetingInvitation.objects.get(membership__user=cast["member"]).answer == "yes"
        other = take_letter(mail(body, sender="x@y.example", key="z@x", **more))
        assert other.state == "ignored"


def test_the_mailbox_is_emptied_and_one_broken_mail_stops_nothing(asked, settings, monkeypatch):
    with imap_server() as box:
        settings.MAILBOX_URL = box.url
        to = asked[1].reply_to[0]
        box.put(
            mail(CUT["gmail in Mongolian"].encode(), to=to, key="1@x"),
            b"nonsense",
            mail(b"again", to=to, key="1@x"),
            mail(EMPTY["only a quote"].encode(), to=to, key="2@x"),
        )
        assert poll_mailbox() == 4
        assert (box.count(), poll_mailbox()) == (0, 0)
        assert Answer.objects.count() == 1
        assert InboundMail.objects.count() == 3
        # One that cannot be taken stays, flagged for a person, and is not tried again.
        box.put(mail(b"x", to=to, key="3@x"))
        monkeypatch.setattr("masam.notifications.tasks.take_letter", lambda _raw: 1 / 0)
        assert poll_mailbox() == 0
        monkeypatch.undo()
        settings.MAILBOX_URL = box.url
        assert (poll_mailbox(), box.count()) == (0, 1)


def test_a_mailbox_that_is_away_waits_for_the_next_visit():
    assert poll_mailbox() == 0


def test_nobody_reads_the_mails_of_another_group(asked, bayanzurkh, as_):
    row = reply(asked, sender="somebody@elsewhere.example")
    with in_group(bayanzurkh):
        assert not InboundMail.objects.filter(pk=row.pk).exists()
    assert as_("stranger").get("/khovd/desk/mails/").status_code == 404


def test_the_register_of_mails_is_narrowed_and_taken_as_a_file(khovd, as_):
    with in_group(khovd):
        InboundMail.objects.bulk_create(
            InboundMail(group=khovd, message_id=f"m{n}", state="bounced", about=f"KHO-{n}",
                        reason="=cmd|' /C calc'!A0")
            for n in range(1203)
        )  # fmt: skip
        held = InboundMail.objects.create(
            group=khovd, message_id="h", state="held", about="KHO-7", reason="Танихгүй хаяг",
            content=b"secret words", came_at=datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC),
        )  # fmt: skip
    client, url = as_("facilitator"), "/khovd/desk/mails/"
    for query in ("state=held", "q=танихгүй", "period=2026-Q1"):
        page = client.get(f"{url}?{query}").content.decode()
        assert f"/mails/{held.pk}/" in page
        assert "calc" not in page
    assert "шүүлтүүрт тохирох" in client.get(f"{url}?q=байхгүй").content.decode()
    answer = client.get("/khovd/desk/mails.csv")
    body = b"".join(answer.streaming_content).decode()
    assert body.count("'=cmd") == 1203  # harmless, and all of them
    assert "secret" not in body
    sheet = load_workbook(BytesIO(client.get("/khovd/desk/mails.xlsx?state=held").content)).active
    assert [cell.value for cell in sheet[2]][2] == "KHO-7"
    assert as_("member").get("/khovd/desk/mails.csv").status_code == 403
