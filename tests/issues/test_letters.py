"""Formal letters: drafted, read by a person, signed off, sent, registered."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from groups.models import GroupPaper
from issues import actions
from issues.actions import CannotWrite
from issues.models import Issue, Letter, LetterWords
from issues.queries import letter_pdf
from masam.audit.queries import entries_of
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.issues import IssueState, issue_in


@pytest.fixture
def asked(khovd, cast, department) -> Issue:
    """An issue that the health department was asked about."""
    with in_group(khovd):
        return issue_in(IssueState.VERIFIED, khovd, cast, department)


@pytest.fixture
def draft(khovd, cast, asked) -> Letter:
    """A letter nobody has read yet."""
    with in_group(khovd):
        return actions.draft_letter(asked, actor=cast["secretary"])


def words_on(pdf: bytes) -> str:
    """Give the text of a PDF."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def send(letter: Letter, actor: Any) -> Letter:
    """Sign a letter off as it stands."""
    return actions.send_letter(letter, actor=actor, version=letter.version)


def test_a_letter_is_on_the_groups_paper_with_law_dates_and_signatures(khovd, cast, draft):
    with in_group(khovd):
        GroupPaper.objects.create(
            group=khovd, head_mn="Ховд аймгийн олон талт бүлэг\nЖаргалант сум",
            first_post_mn="Бүлгийн чиглүүлэгч", first_name="Б.Лхагва",
        )  # fmt: skip
        letter = send(draft, cast["facilitator"])
        text = words_on(letter_pdf(letter))
    assert letter.code == "KHO/1"
    for words in ("Ховд аймгийн олон талт бүлэг", "№ KHO/1", "Эрүүл мэндийн газар", draft.issue.title,
                  "16 дугаар зүйл", "Б.Лхагва", "KHO-1: request for an answer"):  # fmt: skip
        assert words in text


def test_what_was_sent_never_changes(khovd, cast, draft):
    with in_group(khovd):
        letter = send(draft, cast["facilitator"])
        before = letter_pdf(letter)
        GroupPaper.objects.create(group=khovd, head_mn="Өөр толгой")
        Issue.objects.filter(pk=letter.issue_id).update(title="Өөр")
        assert words_on(letter_pdf(Letter.objects.get(pk=letter.pk))) == words_on(before)
        with pytest.raises(CannotWrite, match="хэвээр"):
            actions.edit_letter(letter, actor=cast["facilitator"], version=9, body_mn="x")
        with pytest.raises(CannotWrite):
            send(letter, cast["facilitator"])


def test_the_office_gets_the_paper_by_mail_with_a_link_to_answer(khovd, cast, draft, department):
    department.email = "office@health.example"
    department.save()
    with in_group(khovd):
        letter = send(draft, cast["facilitator"])
        notices = list(Notice.objects.filter(kind="letter_sent").order_by("id"))
        assert {row.recipient for row in notices} == {cast["officer"], None}
        mail = write_mail(notices[0])
        verbs = [entry.verb for entry in entries_of(letter.issue)]
    assert mail.subject.startswith("№ KHO/1 ")
    assert "?answer=working" in mail.body
    name, content, kind = mail.attachments[0]
    assert (name, kind) == ("khovd-letter-1.pdf", "application/pdf")
    assert content.startswith(b"%PDF")
    assert verbs[-1] == "issue.letter_sent"


def test_numbers_run_without_gaps_whatever_is_thrown_away(khovd, cast, asked, draft, school):
    actor = cast["facilitator"]
    with in_group(khovd):
        assert actions.draft_letter(asked, actor=actor) == draft  # one draft to one office
        actions.drop_letter(draft, actor=actor, note="Утсаар ярилаа")
        first = send(actions.draft_letter(asked, actor=actor), actor)
        second = send(actions.draft_letter(asked, actor=actor, addressee=school), actor)
    assert [first.number, second.number] == [1, 2]


def test_a_letter_is_not_sent_in_words_nobody_has_read(khovd, cast, draft):
    with in_group(khovd):
        actions.edit_letter(draft, actor=cast["secretary"], version=1, body_mn="Шинэ бичвэр")
        with pytest.raises(StaleVersion):
            actions.send_letter(draft, actor=cast["facilitator"], version=1)
        assert not Notice.objects.filter(kind="letter_sent").exists()


def test_an_issue_nobody_answers_for_gets_no_letter(khovd, cast):
    with in_group(khovd):
        issue = issue_in(IssueState.REPORTED, khovd, cast, None)
        with pytest.raises(CannotWrite):
            actions.draft_letter(issue, actor=cast["facilitator"])


@pytest.mark.parametrize("wrong", ["{titel}", "{", "нэр}"])
def test_unknown_words_in_braces_are_refused_at_the_field(khovd, as_, wrong):
    body = {"subject_mn": "{code}", "body_mn": f"Сайн байна уу {wrong}", "version": "0"}
    answer = as_("facilitator").post("/khovd/desk/letters/text/", body)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ойлгосонгүй" in page
    assert wrong.replace("{", "{") in page
    with in_group(khovd):
        assert not LetterWords.objects.exists()


def test_the_groups_own_text_fills_the_next_letter(khovd, as_, cast, asked):
    body = {"subject_mn": "{code} тухай", "body_mn": "{organisation}: {title}", "version": "0"}
    assert as_("facilitator").post("/khovd/desk/letters/text/", body).status_code == 303
    with in_group(khovd):
        letter = actions.draft_letter(asked, actor=None)
    assert letter.subject_mn == "KHO-1 тухай"
    assert letter.body_mn == f"Ховд аймгийн Эрүүл мэндийн газар: {asked.title}"
    assert as_("facilitator").post("/khovd/desk/letters/text/", body).status_code == 409


def test_only_a_person_with_the_duty_signs_off(khovd, as_, draft):
    url = f"/khovd/desk/letters/{draft.pk}/send/"
    body = {"version": str(draft.version), "has_read": "on"}
    assert as_("secretary").post(url, body).status_code == 403
    facilitator = as_("facilitator")
    assert facilitator.get(url).status_code == 200
    answer = facilitator.post(url, {"version": str(draft.version)})
    assert answer.status_code == 422
    assert "тэмдэглэнэ" in answer.content.decode()
    assert facilitator.post(url, body).status_code == 303
    with in_group(khovd):
        assert Letter.objects.get(pk=draft.pk).is_sent


def test_two_people_correcting_a_letter_lose_nothing(khovd, as_, draft):
    url = f"/khovd/desk/letters/{draft.pk}/edit/"
    body = {"subject_mn": "А", "body_mn": "Эхний хүний үг", "version": "1"}
    assert as_("secretary").post(url, body).status_code == 303
    answer = as_("facilitator").post(url, body | {"body_mn": "Хоёр дахь хүний үг"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Эхний хүний үг" in page
    assert "Хоёр дахь хүний үг" in page


def test_the_register_is_filtered_and_goes_out_as_a_file(
    khovd, as_, cast, asked, draft, school, django_assert_max_num_queries
):
    with in_group(khovd):
        send(draft, cast["facilitator"])
    member = as_("member")
    with django_assert_max_num_queries(8):
        page = member.get("/khovd/desk/letters/?state=sent&q=kho-1").content.decode()
    assert "KHO/1" in page
    assert "KHO/1" not in member.get("/khovd/desk/letters/?state=draft").content.decode()
    assert "KHO/1" not in member.get("/khovd/desk/letters/?period=2020").content.decode()
    with in_group(khovd):
        actions.draft_letter(asked, actor=None, addressee=school)
        actions.draft_letter(asked, actor=None)
    with django_assert_max_num_queries(8):
        member.get("/khovd/desk/letters/")
    body = b"".join(member.get("/khovd/desk/letters.csv?state=sent").streaming_content).decode()
    assert body.count("KHO/1") == 1
    assert member.get("/khovd/desk/letters.xlsx").status_code == 200


def test_a_letter_by_hand_begins_on_the_page_of_the_issue(khovd, as_, asked):
    url = f"/khovd/desk/letters/new/?issue={asked.code}"
    client = as_("secretary")
    assert client.get(url).status_code == 200
    where = client.post(url, {}).headers["Location"]
    assert client.get(where).status_code == 200
    assert client.get(f"{where}letter.pdf").content.startswith(b"%PDF")
    assert client.get("/khovd/desk/letters/new/").status_code == 404
    assert where in client.get(f"/khovd/desk/issues/{asked.code}/").content.decode()


def test_the_paper_takes_a_picture_and_few_lines(khovd, as_, draft):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#1f6eaa").save(out, "PNG")
    logo = SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")
    client, url = as_("facilitator"), "/khovd/desk/settings/paper/"
    bad = client.post(url, {"head_mn": "а\nб\nв\nг\nд\nе", "version": "0"})
    assert bad.status_code == 422
    assert "таван мөр" in bad.content.decode()
    fake = SimpleUploadedFile("logo.png", b"MZ no picture", content_type="image/png")
    assert client.post(url, {"logo": fake, "version": "0"}).status_code == 422
    body = {"head_mn": "Ховд", "logo": logo, "version": "0"}
    assert client.post(url, body).status_code == 303
    picture = client.get(f"{url}logo/")
    assert picture["Content-Type"] == "image/jpeg"
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")
    assert client.post(url, {"head_mn": "Өөр", "version": "0"}).status_code == 409
    with in_group(khovd):
        pdf = PdfReader(io.BytesIO(letter_pdf(draft)))
    assert pdf.pages[0].images
