"""The files of an issue: what is taken, who gets which file, what is hidden and who looked (I4)."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from PIL import Image

from issues import actions
from issues.lifecycle import IssueState
from issues.models import Evidence, Issue, Redaction, TextRedaction, mark_of
from issues.queries import evidence_or_404, with_passages
from masam.attachments.checks import BadFile
from masam.attachments.documents import WRITTEN, clean_document
from masam.audit.models import Entry
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_issue, photo

LIST = "/khovd/desk/issues/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def office_file(part: str = "word/document.xml", *, filler: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(part, "<w/>")
        packed.writestr("media/filler", b"0" * filler)
    return out.getvalue()


def scene() -> SimpleUploadedFile:
    """Give a white picture with a red face in its upper left quarter, and with a position."""
    image = Image.new("RGB", (400, 400), "white")
    image.paste((255, 0, 0), (50, 50, 150, 150))
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 0.0, 30.0), 3: "E", 4: (91.0, 38.0, 0.0)})
    exif[0x010F] = "PHONE"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return upload("face.jpg", out.getvalue())


def is_red(data: bytes, spot: tuple[int, int]) -> bool:
    red, green, blue = Image.open(io.BytesIO(data)).convert("RGB").getpixel(spot)  # type: ignore[misc]
    return bool(red > 180 and green < 90 and blue < 90)


def stored(row) -> bytes:
    with row.file.open() as stream:
        return stream.read()


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def issue(khovd, cast, department):
    with in_group(khovd):
        row = issue_in(
            IssueState.VERIFIED, khovd, cast, department, title="Дорж эмч ирдэггүй",
            detail="Дорж эмч, утас 99112233, хүүхдийн тасагт.",
        )  # fmt: skip
        actions.attach_evidence(row, actor=cast["secretary"], photos=[scene()])
        return row


@pytest.fixture
def face(khovd, issue):
    with in_group(khovd):
        return issue.evidence.get()


@pytest.fixture
def redacted(khovd, cast, face):
    with in_group(khovd):
        return actions.redact_evidence(
            face, actor=cast["facilitator"], areas=[(10, 10, 30, 30)], reason="Хүүхдийн царай"
        )


# --- what is taken -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("зураг.jpg", b"no picture at all", "is not a photo"),
        ("хог.bmp", b"BM" + b"0" * 99, "cannot be taken"),
        ("том.pdf", PDF + b"0" * (40 * 1024 * 1024), "larger than 15 MB"),
        ("хоосон.pdf", b"", "is empty"),
        ("тайлан.docx", office_file(filler=210 * 1024 * 1024), "would grow to more than 200 MB"),
        ("нууц.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), "locked with a password"),
        ("нууц.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "locked with a password"),
        ("хуудас.pdf", b"<!doctype html><script>alert(1)</script>", "is a web page"),
        ("хуудас.jpg", b"\n<html><body>", "is a web page"),
        ("хуудас.txt", b"<svg onload=alert(1)>", "is a web page"),
        ("нэр.docx", office_file("xl/workbook.xml"), "not what its name says"),
        ("хоёртын.txt", b"\x00\x01\x02\x03abc", "not what its name says"),
        ("тасархай.pdf", PDF[:40], "is damaged"),
    ],
)
def test_each_bad_file_has_its_sentence(name, data, words):
    with override("en"), pytest.raises(BadFile, match=words):
        clean_document(upload(name, data), kinds=WRITTEN)


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.txt", "Дулаан алга".encode(), "text/plain"),
        ("a.txt", "Дулаан алга".encode("utf-16"), "text/plain"),
        ("a.txt", "Дулаан алга".encode("cp1251"), "text/plain"),
        ("a.docx", office_file(), None),
        ("a.xlsx", office_file("xl/workbook.xml"), None),
    ],
)
def test_documents_are_taken_by_their_content(name, data, content_type):
    clean = clean_document(upload(name, data), kinds=WRITTEN)
    assert clean.name == name
    assert content_type in (None, clean.content_type)
    if name.endswith("txt"):
        assert clean.content.read().decode() == "Дулаан алга"


def test_a_stored_photo_has_no_position(khovd, face):
    sent = Image.open(scene())
    assert dict(sent.getexif().get_ifd(0x8825)), "the test's own picture must carry a position"
    with in_group(khovd):
        kept = Image.open(io.BytesIO(stored(face)))
    assert not kept.getexif()
    assert "exif" not in kept.info


def test_several_files_each_with_its_own_fault(as_, cast, issue):
    files = {"photos": [photo("a.jpg"), upload("b.jpg", b"nothing"), upload("c.pdf", b"nothing")]}
    answer = as_("secretary").post(f"/en{LIST}{issue.code}/attach/", files)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“b.jpg” is not a photo" in page
    assert "“c.pdf” cannot be taken" in page
    assert "choose these again: <b>a.jpg</b>" in " ".join(page.split())


def test_a_document_is_only_ever_downloaded(as_, cast, khovd, issue):
    data = {
        "photos": [upload("акт.pdf", PDF), photo()],
        "caption": "Актын хуулбар",
        "shows": "problem",
    }
    assert as_("secretary").post(f"{LIST}{issue.code}/attach/", data).status_code == 303
    with in_group(khovd):
        row = issue.evidence.get(content_type="application/pdf")
    assert row.caption == "Актын хуулбар"
    answer = as_("member").get(f"{LIST}{issue.code}/evidence/{row.pk}/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert body(answer) == PDF


def test_an_issue_holds_only_so_many_files_and_bytes(khovd, cast, issue, monkeypatch):
    monkeypatch.setattr("issues.actions.change.MOST_FILES", 2)
    with in_group(khovd), override("en"):
        actions.attach_evidence(issue, actor=None, photos=[photo()])
        with pytest.raises(BadFile, match="at most 2 files"):
            actions.attach_evidence(issue, actor=None, photos=[photo()])
        monkeypatch.setattr("issues.actions.change.MOST_FILES", 9)
        monkeypatch.setattr("issues.actions.change.MOST_TOGETHER", 100)
        with pytest.raises(BadFile, match="together"):
            actions.attach_evidence(issue, actor=None, photos=[photo()])
        assert issue.evidence.count() == 2


# --- words, order, removal -----------------------------------------------------------------------


def test_files_are_described_and_sorted(as_, cast, khovd, issue, face):
    with in_group(khovd):
        second = actions.attach_evidence(issue, actor=None, photos=[photo("second.jpg")])[0]
    client, base = as_("secretary"), f"{LIST}{issue.code}/"
    words = {"caption": "Хаалга  эвдэрсэн", "shows": "fix", "name": "haalga"}
    assert client.post(f"{base}evidence/{face.pk}/edit/", words).status_code == 303
    assert client.post(f"{base}files/", {"move": f"{second.pk} up"}).status_code == 303
    assert client.post(f"{base}files/", {"move": f"{second.pk} up"}).status_code == 422
    page = client.get(base).content.decode()
    assert page.index("second.jpg") < page.index("haalga.jpg")
    assert "Хаалга эвдэрсэн" in page


def test_a_removed_file_is_gone_from_every_door_and_kept_with_its_reason(
    as_, visitor, cast, khovd, issue, face
):
    with in_group(khovd):
        actions.publish_issue(issue, actor=cast["secretary"], photos=[face])
    doors = [
        (as_("member"), f"{LIST}{issue.code}/evidence/{face.pk}/"),
        (as_("officer"), f"/office/khovd/{issue.code}/evidence/{face.pk}/"),
        (visitor, f"/khovd/issues/{issue.code}/evidence/{face.pk}/"),
    ]
    assert {body(client.get(path)) != b"" for client, path in doors} == {True}
    remove = f"{LIST}{issue.code}/evidence/{face.pk}/remove/"
    assert as_("secretary").post(remove, {"note": ""}).status_code == 422
    assert as_("secretary").post(remove, {"note": "Хүүхэд танигдана"}).status_code == 303
    assert {client.get(path).status_code for client, path in doors} == {404}
    assert "Хүүхэд танигдана" in as_("secretary").get(f"{LIST}{issue.code}/files/").content.decode()
    with in_group(khovd):
        row = Evidence.kept.get(pk=face.pk)
        assert row.file.storage.exists(row.file.name)
        assert row.removed_by == cast["secretary"]
        back = actions.put_back_evidence(row, actor=cast["secretary"], note="Зөв")
        assert (back.removed_at, back.is_public) == (None, False)


# --- areas of pictures ---------------------------------------------------------------------------


def test_everybody_gets_the_copy_and_the_original_stays(as_, visitor, cast, khovd, issue, redacted):
    with in_group(khovd):
        actions.publish_issue(issue, actor=cast["secretary"], photos=[redacted])
        original = Redaction.objects.get()
        assert original.file.name != redacted.file.name
        assert is_red(stored(original), (100, 100))
    doors = [
        (as_("facilitator"), f"{LIST}{issue.code}/evidence/{redacted.pk}/"),
        (as_("officer"), f"/office/khovd/{issue.code}/evidence/{redacted.pk}/"),
        (visitor, f"/khovd/issues/{issue.code}/evidence/{redacted.pk}/"),
    ]
    for client, path in doors:
        assert not is_red(body(client.get(path)), (100, 100)), path


def test_only_those_with_the_duty_open_the_original_and_each_opening_is_told(
    as_, cast, khovd, issue, redacted
):
    path = f"{LIST}{issue.code}/evidence/{redacted.pk}/original/"
    assert as_("secretary").get(path).status_code == 403
    assert as_("member").get(path).status_code == 403
    assert is_red(body(as_("custodian").get(path)), (100, 100))
    with in_group(khovd):
        entry = Entry.objects.get(verb="evidence.opened")
    assert entry.actor == cast["custodian"]
    assert entry.actor_name in as_("facilitator").get("/khovd/desk/access/").content.decode()
    assert entry.actor_name in as_("facilitator").get(f"{LIST}{issue.code}/files/").content.decode()
    assert as_("secretary").get("/khovd/desk/access/").status_code == 403
    lines = body(as_("facilitator").get("/khovd/desk/access.csv")).decode()
    assert entry.actor_name in lines
    nobody = as_("facilitator").get("/khovd/desk/access/?who=nobody").content.decode()
    assert entry.actor_name not in nobody


def test_an_original_of_a_whole_picture_is_not_found(as_, cast, issue, face):
    path = f"{LIST}{issue.code}/evidence/{face.pk}/original/"
    assert as_("facilitator").get(path).status_code == 404


def test_a_redaction_is_revised_from_the_original_and_can_be_lifted(khovd, cast, redacted, issue):
    with in_group(khovd):
        first = redacted.file.name
        again = actions.redact_evidence(
            redacted, actor=cast["facilitator"], areas=[(60, 60, 20, 20)], reason="Нэр"
        )
        data = stored(again)
        assert is_red(data, (100, 100)), "the first area is shown again"
        assert not any(Image.open(io.BytesIO(data)).convert("L").crop((245, 245, 315, 315)).point(
            lambda shade: 255 if shade > 90 else 0).tobytes())  # fmt: skip
        assert Redaction.objects.get().areas == [[60, 60, 20, 20]]
        assert again.file.name != first
        whole = actions.redact_evidence(
            again, actor=cast["facilitator"], areas=[], reason="Зөвшөөрсөн"
        )
        assert is_red(stored(whole), (100, 100))
        assert not Redaction.objects.exists()
        verbs = Entry.objects.filter(target_kind="issues.evidence").order_by("id")
        assert list(verbs.values_list("verb", flat=True)) == [
            "evidence.redacted", "evidence.revised", "evidence.shown",
        ]  # fmt: skip


def test_the_grid_hides_without_javascript(as_, cast, khovd, issue, face):
    path = f"{LIST}{issue.code}/evidence/{face.pk}/redact/"
    assert as_("member").get(path).status_code == 403
    client = as_("secretary")
    page = client.get(path).content.decode()
    assert page.count('name="cells"') == 64
    none = client.post(path, {"reason": "Царай"})
    assert none.status_code == 422
    assert client.post(path, {"areas": "[[1,2]]", "reason": "Царай"}).status_code == 422
    assert client.post(path, {"areas": "[[-5,2,900,NaN]]", "reason": "Царай"}).status_code == 422
    cells_of_face = [str(row * 8 + column) for row in range(4) for column in range(4)]
    assert client.post(path, {"cells": cells_of_face, "reason": "Царай"}).status_code == 303
    with in_group(khovd):
        face.refresh_from_db()
        assert not is_red(stored(face), (100, 100))
    assert client.get(path).status_code == 403  # a secretary does not revise from the original
    assert as_("facilitator").get(path).status_code == 200


def test_two_people_redacting_at_once_one_gets_409(as_, cast, khovd, issue, face):
    path = f"{LIST}{issue.code}/evidence/{face.pk}/redact/"
    form = {"areas": json.dumps([[0, 0, 50, 50]]), "reason": "Царай", "version": "1"}
    answer = as_("facilitator").post(path, form)
    assert answer.status_code == 409
    assert "Царай" in answer.content.decode()


# --- passages of text ----------------------------------------------------------------------------


def test_hidden_words_stand_nowhere_any_more(as_, visitor, cast, khovd, issue):
    with in_group(khovd):
        actions.comment_issue(
            issue, actor=cast["member"], text="Доржийг таньдаг", visibility="public"
        )
        actions.publish_issue(issue, actor=cast["secretary"])
        issue.refresh_from_db()
    form = {"passage": "Дорж", "reason": "Эмчийн нэр", "version": issue.version}
    assert as_("secretary").post(f"{LIST}{issue.code}/hide/", form).status_code == 303
    pages = [
        (as_("facilitator"), f"{LIST}{issue.code}/"),
        (as_("officer"), f"/office/khovd/{issue.code}/"),
        (visitor, f"/khovd/issues/{issue.code}/"),
        (visitor, "/khovd/issues/"),
        (visitor, "/khovd/issues.csv"),
        (visitor, "/khovd/issues.atom"),
        (as_("secretary"), "/khovd/desk/issues/"),
    ]
    for client, path in pages:
        text = body(client.get(path)).decode()
        assert "Дорж" not in text, path
        assert mark_of(1) in text, path
    found = as_("member").get("/khovd/desk/issues/?q=Дорж").content.decode()
    assert issue.code not in found
    table = body(as_("facilitator").get("/khovd/desk/issues.csv")).decode()
    assert issue.code in table
    assert "Дорж" not in table


def test_notes_of_the_timeline_hide_the_words_too(as_, cast, khovd, issue):
    with in_group(khovd):
        issue = actions.reject_issue(issue, actor=cast["facilitator"], note="Дорж өөрөө гарсан")
        actions.hide_passage(issue, actor=cast["facilitator"], passage="Дорж", reason="нэр")
        row = with_passages(Issue.objects).get(pk=issue.pk)
        assert [each["passage"] for each in row.hidden] == ["Дорж"]
    text = as_("member").get(f"{LIST}{issue.code}/").content.decode()
    assert "өөрөө гарсан" in text
    assert "Дорж" not in text


def test_reading_hidden_words_is_written_down_and_they_can_be_put_back(as_, cast, khovd, issue):
    with in_group(khovd):
        actions.hide_passage(issue, actor=cast["secretary"], passage="99112233", reason="Утас")
    path = f"{LIST}{issue.code}/passages/1/"
    assert as_("secretary").get(path).status_code == 403
    assert "99112233" in as_("facilitator").get(path).content.decode()
    assert "99112233" not in as_("facilitator").get(f"{path}show/").content.decode()
    with in_group(khovd):
        assert Entry.objects.get(verb="passage.opened").actor == cast["facilitator"]
        assert not Entry.objects.filter(data__icontains="99112233").exists()
    assert as_("facilitator").post(f"{path}show/", {"note": "Албаны утас"}).status_code == 303
    with in_group(khovd):
        assert "99112233" in Issue.objects.get(pk=issue.pk).detail
        assert TextRedaction.objects.get().lifted_at is not None
    assert as_("facilitator").get(path).status_code == 404


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"passage": "Батболд", "reason": "нэр"}, "stand in no text"),
        ({"passage": "Д", "reason": "нэр"}, "at least two letters"),
        ({"passage": "Дорж", "reason": "Дорж эмчийн нэр"}, "repeats the words"),
        ({"passage": "Дорж", "reason": ""}, "required"),
    ],
)
def test_what_cannot_be_hidden_is_said(as_, cast, issue, form, words):
    answer = as_("secretary").post(f"/en{LIST}{issue.code}/hide/", form)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_public_files_are_asked_for_anew_each_time(visitor, cast, khovd, issue, face):
    with in_group(khovd):
        actions.publish_issue(issue, actor=cast["secretary"], photos=[face])
    path = f"/khovd/issues/{issue.code}/evidence/{face.pk}/"
    first = visitor.get(path)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    body(first)
    assert visitor.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    with in_group(khovd):
        actions.redact_evidence(face, actor=None, areas=[(0, 0, 50, 50)], reason="Царай")
    again = visitor.get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert not is_red(body(again), (100, 100))


def test_one_door_gives_the_copy(khovd, cast, issue, redacted):
    with in_group(khovd):
        assert evidence_or_404(issue, redacted.pk).file.name == redacted.file.name
        assert make_issue(khovd).evidence.count() == 0


def test_the_issue_page_costs_no_query_more_for_all_this(as_, cast, khovd, issue, face):
    client, path = as_("facilitator"), f"{LIST}{issue.code}/"
    client.get(path)
    with in_group(khovd):
        actions.follow_issue(issue, actor=cast["member"])  # else the page is handed out as kept
    with CaptureQueriesContext(connection) as plain:
        client.get(path)
    with in_group(khovd):
        actions.attach_evidence(issue, actor=None, photos=[photo(), photo()])
        actions.redact_evidence(face, actor=None, areas=[(0, 0, 50, 50)], reason="Царай")
        actions.hide_passage(issue, actor=None, passage="99112233", reason="Утас")
    with CaptureQueriesContext(connection) as full:
        page = client.get(path).content.decode()
    assert mark_of(1) in page
    assert len(full) == len(plain)
