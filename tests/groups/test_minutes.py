"""Minutes (M3): drafted, sent round, amended, frozen, signed, corrected; and kept by the database."""

from __future__ import annotations

import datetime
import io
import json
from hashlib import sha256

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from groups.actions import (
    BadMinutes,
    amend_minutes,
    choose_chairs,
    circulate_minutes,
    correct_minutes,
    draft_minutes,
    edit_minutes,
    freeze_minutes,
    publish_meeting,
    recall_minutes,
    settle_amendment,
    sign_minutes,
)
from groups.models import Amendment, Meeting, Membership, Minutes, Signature
from groups.queries import blocks_of, is_intact
from masam.audit.models import Entry
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_meeting, make_member

TEXT = "# Нээлт\n\nЗуух солих ажлыг хоёрдугаар улиралд хийнэ.\n\n- нэг\n- хоёр"
PLACE = "хоёрдугаар улиралд"
PASSWORD = "зуух солих гурван өдөр"


@pytest.fixture
def seats(khovd, cast):
    """The memberships of Khovd by role; the officer stands for government."""
    with in_group(khovd):
        rows = Membership.objects.filter(group=khovd).select_related("user")
        return {row.role: row for row in rows if row.user != cast["school_officer"]}


@pytest.fixture
def meeting(khovd, seats):
    with in_group(khovd):
        silent = make_member(khovd, "Г.Цэцэг")
        came = [seats[role] for role in ("facilitator", "secretary", "member", "officer")]
        return make_meeting(khovd, attended=[*came, silent], decisions=["Зуух солино"], place="ИТХ")


@pytest.fixture
def draft(khovd, meeting, cast):
    with in_group(khovd):
        minutes = draft_minutes(meeting, actor=cast["secretary"])
        return edit_minutes(minutes, actor=cast["secretary"], version=1, text_mn=TEXT)


@pytest.fixture
def circulated(khovd, draft, cast):
    with in_group(khovd):
        return circulate_minutes(draft, actor=cast["secretary"], days=5)


@pytest.fixture
def frozen(khovd, circulated, cast, seats):
    with in_group(khovd):
        choose_chairs(
            circulated,
            actor=cast["secretary"],
            government=seats["officer"],
            civil=seats["facilitator"],
        )
        Minutes.objects.filter(pk=circulated.pk).update(
            last_day=khovd.today() - datetime.timedelta(days=1)
        )
        return freeze_minutes(circulated, actor=cast["facilitator"])


def propose(minutes, seats, role="member", quoted=PLACE, proposed="гуравдугаар улиралд"):
    member = seats[role]
    return amend_minutes(
        minutes, actor=member.user, membership=member, quoted=quoted, proposed=proposed
    )


def sign(minutes, seats, role):
    member = seats[role]
    return sign_minutes(
        minutes, actor=member.user, membership=member, sha256=minutes.sha256, method="password"
    )


def refusal(call, *args, **kwargs):
    with pytest.raises(BadMinutes) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def path(meeting, *parts, language=""):
    return f"{language}/khovd/desk/meetings/{meeting.number}/minutes/" + "".join(
        f"{part}/" for part in parts
    )


# --- the draft ---------------------------------------------------------------------------------


def test_minutes_begin_once_with_topic_and_notes(khovd, meeting, cast):
    with in_group(khovd):
        first = draft_minutes(meeting, actor=cast["secretary"])
        again = draft_minutes(meeting, actor=cast["facilitator"])
        assert first.pk == again.pk
        assert meeting.topic in first.text_mn
        assert ("heading", [meeting.topic]) in blocks_of(first.text_mn)


def test_minutes_of_a_planned_meeting_do_not_begin(khovd, meeting, cast):
    with in_group(khovd):
        Meeting.objects.filter(pk=meeting.pk).update(state="planned")
        meeting.refresh_from_db()
        assert "болсны дараа" in refusal(draft_minutes, meeting, actor=cast["secretary"])


def test_two_who_write_at_once_see_both_texts(as_, khovd, draft, cast):
    with pytest.raises(StaleVersion) as stale, in_group(khovd):
        edit_minutes(draft, actor=cast["secretary"], version=1, text_mn="Миний текст")
    assert stale.value.theirs["text_mn"] == TEXT
    answer = as_("secretary").post(
        path(draft.meeting, "edit"), {"text_mn": "Миний текст", "version": 1}
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Миний текст" in html
    assert PLACE in html
    assert f'name="version" value="{draft.version}"' in html


def test_a_text_is_headings_paragraphs_and_lists():
    assert blocks_of(TEXT) == [
        ("heading", ["Нээлт"]),
        ("text", ["Зуух солих ажлыг хоёрдугаар улиралд хийнэ."]),
        ("list", ["нэг", "хоёр"]),
    ]


# --- going round -------------------------------------------------------------------------------


def test_those_who_came_and_have_an_account_get_a_mail_with_the_last_day(khovd, circulated, cast):
    assert circulated.last_day == khovd.today() + datetime.timedelta(days=5)
    with in_group(khovd):
        notices = Notice.objects.filter(kind="minutes_circulated").select_related("recipient")
        got = {notice.recipient for notice in notices}
        mail = write_mail(notices[0])
    assert got == {cast["facilitator"], cast["member"], cast["officer"]}  # not the sender herself
    assert path(circulated.meeting) in mail.body
    assert f"{circulated.last_day.day}" in mail.body


def test_a_member_who_came_proposes_and_the_secretary_accepts(as_, khovd, circulated, seats):
    answer = as_("member").post(
        path(circulated.meeting, "amend"), {"quoted": PLACE, "proposed": "гуравдугаар улиралд"}
    )
    assert answer.status_code == 303
    with in_group(khovd):
        proposal = Amendment.objects.get()
        assert Notice.objects.filter(kind="amendment_proposed").count() == 2
    settled = as_("secretary").post(
        path(circulated.meeting, "amendments", proposal.pk), {"answer": "accept", "reason": ""}
    )
    assert settled.status_code == 303
    with in_group(khovd):
        circulated.refresh_from_db()
        assert "гуравдугаар улиралд хийнэ" in circulated.text_mn
        told = Notice.objects.get(kind="amendment_settled")
        assert told.recipient == seats["member"].user
        entry = Entry.objects.get(verb="minutes.amendment_accepted")
        assert entry.data["was"] == PLACE


def test_a_proposal_is_declined_only_with_a_reason_and_answered_once(
    khovd, circulated, seats, cast
):
    with in_group(khovd):
        proposal = propose(circulated, seats)
        no_reason = refusal(
            settle_amendment, proposal, actor=cast["secretary"], is_accepted=False, reason=" "
        )
        settle_amendment(
            proposal, actor=cast["secretary"], is_accepted=False, reason="Өөрөөр шийдсэн"
        )
        twice = refusal(settle_amendment, proposal, actor=cast["secretary"], is_accepted=True)
        circulated.refresh_from_db()
    assert "яагаад" in no_reason
    assert "аль хэдийн" in twice
    assert circulated.text_mn == TEXT


def test_a_decision_can_be_amended_too(khovd, circulated, seats, cast):
    with in_group(khovd):
        proposal = propose(circulated, seats, quoted="солино", proposed="сольж дуусгана")
        settle_amendment(proposal, actor=cast["secretary"], is_accepted=True)
        assert circulated.meeting.decisions.get().text == "Зуух сольж дуусгана"


@pytest.mark.parametrize(
    ("quoted", "words"), [("Үүнийг хэлээгүй", "байхгүй"), ("о", "нэгээс олон")]
)
def test_the_quoted_place_must_stand_there_exactly_once(khovd, circulated, seats, quoted, words):
    with in_group(khovd):
        assert words in refusal(propose, circulated, seats, quoted=quoted)


def test_who_was_not_there_is_told_why_they_cannot_propose(as_, khovd, circulated):
    client = as_("monitor")
    page = client.get(path(circulated.meeting, "amend")).content.decode()
    answer = client.post(path(circulated.meeting, "amend"), {"quoted": "", "proposed": "Нэмэлт"})
    sentence = "Хуралд ирсэн хүн л"
    assert sentence in page
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_recall_needs_a_reason_and_keeps_what_was_proposed(khovd, circulated, seats, cast):
    with in_group(khovd):
        propose(circulated, seats)
        refusal(recall_minutes, circulated, actor=cast["secretary"], note=" ")
        minutes = recall_minutes(circulated, actor=cast["secretary"], note="Дутуу байна")
        assert (minutes.state, minutes.last_day) == ("draft", None)
        assert minutes.amendments.count() == 1


# --- freezing ----------------------------------------------------------------------------------


def test_freezing_waits_for_the_last_day_or_for_answered_proposals(khovd, circulated, seats, cast):
    with in_group(khovd):
        early = refusal(freeze_minutes, circulated, actor=cast["facilitator"])
        proposal = propose(circulated, seats)
        still_open = refusal(freeze_minutes, circulated, actor=cast["facilitator"])
        settle_amendment(proposal, actor=cast["secretary"], is_accepted=True)
        minutes = freeze_minutes(circulated, actor=cast["facilitator"])
    assert "хүртэл" in early
    assert "1 санал" in still_open
    assert minutes.state == "frozen"


def test_the_hash_is_that_of_the_canonical_form_and_names_nobody(frozen, khovd):
    record = json.loads(frozen.sealed)
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert frozen.sha256 == sha256(canonical.encode()).hexdigest()
    assert record["text_mn"] == TEXT
    assert len(record["attended"]) == 5
    assert "Цэцэг" not in frozen.sealed
    with in_group(khovd):
        assert is_intact(frozen)


def test_frozen_minutes_are_not_edited_and_say_so(as_, khovd, frozen, cast):
    with in_group(khovd):
        sentence = refusal(
            edit_minutes, frozen, actor=cast["secretary"], version=frozen.version, text_mn="Өөр"
        )
    answer = as_("secretary").post(
        path(frozen.meeting, "edit"), {"text_mn": "Өөр", "version": frozen.version}
    )
    assert "түгжсэн" in sentence
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "change", [{"text_mn": "Өөр"}, {"sha256": "0" * 64}, {"sealed": "{}"}, {"state": "draft"}]
)
def test_the_database_itself_keeps_frozen_minutes(khovd, frozen, change):
    with in_group(khovd):
        with pytest.raises(DatabaseError), transaction.atomic():
            Minutes.objects.filter(pk=frozen.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Minutes.objects.filter(pk=frozen.pk).delete()
        frozen.refresh_from_db()
    assert frozen.text_mn == TEXT


# --- chairs and signatures ---------------------------------------------------------------------


def test_two_chairs_are_two_persons_of_the_two_sides_with_accounts(
    as_, khovd, circulated, seats, cast
):
    with in_group(khovd):
        officer, facilitator = seats["officer"], seats["facilitator"]
        lone = make_member(khovd, "Б.Ганц", stakeholder="khural")
        same = refusal(choose_chairs, circulated, actor=None, government=officer, civil=officer)
        side = refusal(
            choose_chairs, circulated, actor=None, government=facilitator, civil=seats["member"]
        )
        mute = refusal(choose_chairs, circulated, actor=None, government=lone, civil=facilitator)
        with pytest.raises(IntegrityError), transaction.atomic():
            Minutes.objects.filter(pk=circulated.pk).update(
                government_chair=officer, civil_chair=officer
            )
    answer = as_("secretary").post(
        path(circulated.meeting, "chairs"),
        {"government_chair": officer.pk, "civil_chair": officer.pk},
    )
    assert "хоёр өөр хүн" in same
    assert "энэ талыг" in side
    assert "бүртгэл" in mute
    assert answer.status_code == 422
    assert "хоёр өөр хүн" in answer.content.decode()


def test_an_officer_reads_and_signs_what_is_theirs_and_nothing_else(as_, khovd, frozen, seats):
    officer = as_("officer")
    page = officer.get(path(frozen.meeting)).content.decode()
    assert path(frozen.meeting, "sign") in page
    assert f'href="/khovd/desk/meetings/{frozen.meeting.number}/"' not in page  # has no desk
    assert 'name="password"' in officer.get(path(frozen.meeting, "sign")).content.decode()
    with in_group(khovd):
        frozen.meeting.attendance.filter(membership=seats["officer"]).delete()
        frozen.government_chair = None
        frozen.save(update_fields=["government_chair"])
    for step in ((), ("sign",)):
        refused = officer.get(path(frozen.meeting, *step))
        assert refused.status_code == 403
        assert "оролцоогүй" in refused.content.decode()


def test_each_chair_signs_with_their_password_and_the_second_completes(
    as_, khovd, frozen, cast, fresh_limits
):
    for role in ("officer", "facilitator"):
        cast[role].set_password(PASSWORD)
        cast[role].save(update_fields=["password"])
    officer = as_("facilitator")
    page = officer.get(path(frozen.meeting, "sign")).content.decode()
    assert frozen.sha256[:32] in page
    assert PLACE in page
    wrong = officer.post(
        path(frozen.meeting, "sign"), {"sha256": frozen.sha256, "password": "буруу"}
    )
    good = officer.post(
        path(frozen.meeting, "sign"), {"sha256": frozen.sha256, "password": PASSWORD}
    )
    twice = officer.post(
        path(frozen.meeting, "sign"), {"sha256": frozen.sha256, "password": PASSWORD}
    )
    assert (wrong.status_code, good.status_code, twice.status_code) == (422, 303, 422)
    assert "аль хэдийн" in twice.content.decode()
    with in_group(khovd):
        frozen.refresh_from_db()
        kept = Signature.objects.get()
        assert (frozen.state, kept.side, kept.method) == ("frozen", "civil", "password")
        assert (kept.sha256, kept.user) == (frozen.sha256, cast["facilitator"])


def test_a_second_factor_is_asked_of_those_who_set_one(as_, khovd, frozen, cast, fresh_limits):
    chair = cast["facilitator"]
    chair.set_password(PASSWORD)
    chair.save(update_fields=["password"])
    secret = generate_totp_secret()
    TOTP.activate(chair, secret)
    client, given = as_("facilitator"), {"sha256": frozen.sha256, "password": PASSWORD}
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert 'name="code"' in client.get(path(frozen.meeting, "sign")).content.decode()
    without = client.post(path(frozen.meeting, "sign"), given)
    wrong = client.post(path(frozen.meeting, "sign"), given | {"code": "abcdef"})
    right = client.post(path(frozen.meeting, "sign"), given | {"code": code})
    assert (without.status_code, wrong.status_code, right.status_code) == (422, 422, 303)
    with in_group(khovd):
        assert Signature.objects.get().method == "password+totp"


def test_both_signatures_make_the_minutes_signed(khovd, frozen, seats):
    with in_group(khovd):
        sign(frozen, seats, "officer")
        sign(frozen, seats, "facilitator")
        frozen.refresh_from_db()
        assert frozen.state == "signed"
        assert frozen.signed_at is not None
        assert is_intact(frozen)


def test_only_chosen_chairs_sign_and_only_what_they_saw(khovd, circulated, frozen, seats):
    with in_group(khovd):
        other = refusal(sign, frozen, seats, "member")
        officer = seats["officer"]
        unseen = refusal(
            sign_minutes, frozen, actor=officer.user, membership=officer,
            sha256="0" * 64, method="password",
        )  # fmt: skip
        sign(frozen, seats, "officer")
        late = refusal(
            choose_chairs, frozen, actor=None,
            government=officer, civil=seats["facilitator"],
        )  # fmt: skip
    assert "сонгогдсон хоёр" in other
    assert "Дахин уншина уу" in unseen
    assert "гарын үсэг зурсан" in late


def test_a_correction_stands_beneath_and_the_text_stays(khovd, circulated, frozen, cast):
    with in_group(khovd):
        before = frozen.text_mn
        row = correct_minutes(frozen, actor=cast["secretary"], text="Гурав биш, дөрөв.")
        frozen.refresh_from_db()
        assert (frozen.text_mn, row.position, row.made_by) == (before, 1, str(cast["secretary"]))
        with pytest.raises(DatabaseError), transaction.atomic():
            frozen.corrections.update(text="Өөр")


# --- the public side and the PDF ---------------------------------------------------------------


def test_the_public_reads_signed_minutes_without_any_name(as_, visitor, khovd, frozen, seats, cast):
    address = f"/khovd/meetings/{frozen.meeting.number}/minutes/"
    with in_group(khovd):
        publish_meeting(frozen.meeting, actor=None)
        assert visitor.get(address).status_code == 404
        sign(frozen, seats, "officer")
        sign(frozen, seats, "facilitator")
        correct_minutes(frozen, actor=None, text="Нууц засвар")
        correct_minutes(frozen, actor=None, text="Ил засвар", is_public=True)
    meeting_page = visitor.get(f"/khovd/meetings/{frozen.meeting.number}/").content.decode()
    html = visitor.get(address).content.decode()
    own = as_("member").get(path(frozen.meeting)).content.decode()
    assert address in meeting_page
    assert "Зуух солино" in html
    assert "Ил засвар" in html
    for hidden in ("Цэцэг", "officer khovd", "facilitator khovd", PLACE, "Нууц засвар"):
        assert hidden not in html
    assert "текст таарч байна" in html
    assert "facilitator khovd" in own


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pdf_names_people_for_the_group_and_nobody_in_public(
    as_, visitor, khovd, frozen, seats, language
):
    with in_group(khovd):
        publish_meeting(frozen.meeting, actor=None)
        sign(frozen, seats, "officer")
        sign(frozen, seats, "facilitator")
    number = frozen.meeting.number
    own = as_("observer").get(f"{language}/khovd/desk/meetings/{number}/minutes.pdf")
    public = visitor.get(f"{language}/khovd/meetings/{number}/minutes.pdf")
    mine, theirs = (
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        for answer in (own, public)
    )
    for words in ("Цэцэг", PLACE, frozen.sha256, "officer khovd"):
        assert words in mine
    for words in ("Цэцэг", PLACE, "officer khovd"):
        assert words not in theirs
    assert frozen.sha256 in theirs
    assert "Зуух солино" in theirs


def test_the_page_costs_a_fixed_number_of_queries(as_, khovd, circulated, seats):
    client, counts = as_("secretary"), []
    for count in (1, 3):
        with in_group(khovd):
            while circulated.amendments.count() < count:
                propose(circulated, seats, quoted="", proposed=f"Нэмэлт {count}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path(circulated.meeting)).status_code == 200
        counts.append(len([q for q in asked if "masam.groups" not in q["sql"]]))
    assert counts[0] == counts[1] <= 8
