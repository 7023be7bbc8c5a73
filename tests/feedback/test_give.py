"""A citizen gives feedback and gets a receipt."""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from PIL import Image

from feedback.models import Case, CasePhoto, Contact
from feedback.models.code import code_digest, code_of
from groups.models import Pointer
from masam.audit.models import Entry
from masam.tenancy import in_group
from tests.feedback.conftest import code_in

pytestmark = pytest.mark.django_db


def cases(group):
    with in_group(group):
        return list(Case.objects.order_by("id"))


def picture(name="bat_dorj.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    out.seek(0)
    out.name = name
    return out


def test_a_citizen_gets_a_code_of_sixteen_digits_that_is_stored_nowhere(send, khovd):
    page = send()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    code = code_in(page.content.decode())
    assert re.fullmatch(r"\d{16}", code)
    assert "/follow/#" not in page.content.decode()  # only inside the picture of the QR
    (case,) = cases(khovd)
    pointer = Pointer.objects.get(kind="follow")
    assert (pointer.target_id, pointer.digest) == (case.pk, code_digest(code))
    assert everything_stored(code) == []


def everything_stored(needle: str) -> list[str]:
    """Give the tables in which a text stands anywhere."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
            if not cursor.fetchone()[0]:
                continue
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', [f"%{needle}%"]
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_the_same_form_sent_twice_shows_the_same_receipt_and_makes_one_case(send, khovd):
    first, second = send(), send()
    assert second.status_code == 200
    assert code_in(first.content.decode()) == code_in(second.content.decode())
    assert len(cases(khovd)) == 1


def test_the_key_with_other_words_is_a_conflict_and_the_words_are_kept(send, khovd):
    send()
    page = send(text="Өөр үг")
    assert page.status_code == 409
    html = page.content.decode()
    assert "Өөр үг" in html
    assert "3f0a2f4e-5b9b-4a55-9a50-1f4f7a3c9d11" not in html  # a fresh key
    assert len(cases(khovd)) == 1


def test_the_forms_key_is_not_stored_either(send, khovd):
    send(key="11111111-2222-4333-8444-555555555555")
    with in_group(khovd):
        assert everything_stored("11111111-2222-4333-8444-555555555555") == []


def test_a_key_used_in_one_group_is_refused_in_another(send, visitor, khovd, bayanzurkh):
    send()
    page = send(path="/feedback/bayanzurkh/")
    assert page.status_code == 409
    assert cases(bayanzurkh) == []


def test_the_code_comes_from_the_forms_key():
    assert code_of("key") == code_of("key")
    assert code_of("key") != code_of("other")


def test_no_address_no_browser_and_no_contact_reach_the_database(visitor, khovd):
    agent = "UniqueBrowser/77"
    visitor.post(
        "/feedback/khovd/",
        {"kind": "idea", "text": "Санал", "way": "sms", "contact": "9911 2233"},
        REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT=agent,
    )  # fmt: skip
    with in_group(khovd):
        assert everything_stored("203.0.113.77") == []
        assert everything_stored(agent) == []
        assert everything_stored("99112233") == ["feedback_contact"]
        entry = Entry.objects.get(verb="feedback.received")
        assert entry.actor is None
        assert entry.target_label == f"feedback {Case.objects.get().number}"


def test_a_contact_must_fit_the_way(send, khovd):
    page = send(way="mail", contact="99112233")
    assert page.status_code == 422
    assert "Хүлээлгийн танхим хүйтэн" in page.content.decode()
    assert send(way="sms", contact="99-11").status_code == 422
    assert send(way="sms", contact="+976 9911-2233").status_code == 200
    with in_group(khovd):
        assert Contact.objects.get().value == "99112233"


def test_without_a_way_no_contact_is_kept(send, khovd):
    assert send(contact="99112233").status_code == 200
    with in_group(khovd):
        assert not Contact.objects.exists()


def test_a_bad_form_comes_back_with_the_words(send):
    page = send(kind="")
    assert page.status_code == 422
    assert "Хүлээлгийн танхим хүйтэн" in page.content.decode()
    assert send(text=" ").status_code == 422


def test_the_posters_place_is_known(send, visitor, khovd, clinic):
    page = visitor.get(f"/feedback/khovd/{clinic.pk}/")
    assert "Жаргалант ӨЭМТ" in page.content.decode()
    assert 'name="point"' not in page.content.decode()
    send(path=f"/feedback/khovd/{clinic.pk}/")
    (case,) = cases(khovd)
    assert (case.service_point_id, case.sector, case.unit_id) == (
        clinic.pk,
        "health",
        clinic.unit_id,
    )


def test_a_place_of_another_group_is_not_found(visitor, bayanzurkh, clinic):
    assert visitor.get(f"/feedback/bayanzurkh/{clinic.pk}/").status_code == 404
    assert visitor.get(f"/feedback/bayanzurkh/{clinic.pk}/poster.pdf").status_code == 404
    assert visitor.get("/feedback/nowhere/").status_code == 404


def test_a_photo_is_kept_without_the_name_the_phone_gave(send, khovd):
    assert send(photo=picture()).status_code == 200
    with in_group(khovd):
        assert CasePhoto.objects.get().name == "photo.jpg"


def test_what_is_no_photo_is_refused(send):
    file = io.BytesIO(b"%PDF-1.7 not a picture")
    file.name = "a.jpg"
    assert send(photo=file).status_code == 422


def test_a_form_from_another_site_is_refused(visitor, khovd):
    data = {"kind": "idea", "text": "Санал"}
    page = visitor.post("/feedback/khovd/", data, HTTP_ORIGIN="https://elsewhere.example")
    assert page.status_code == 403
    assert cases(khovd) == []


def test_a_flood_from_one_address_has_to_wait(send, khovd):
    for number in range(20):
        assert send(key=f"00000000-0000-4000-8000-{number:012d}", kind="").status_code == 422
    page = send(key="00000000-0000-4000-8000-000000000099")
    assert page.status_code == 429
    assert page["Retry-After"]
    assert cases(khovd) == []


def test_the_counters_hold_no_address(send, khovd, fresh_limits):
    pattern = f"{settings.CACHES['default']['KEY_PREFIX']}:*limit*"  # of this process alone
    send()
    keys = cache._cache.get_client(None).keys(pattern)
    assert keys
    assert not any(b"127.0.0.1" in key for key in keys)


def test_what_a_program_filled_in_is_kept_and_marked(send, khovd):
    assert send(website="http://spam.example").status_code == 200
    assert cases(khovd)[0].is_suspect


def test_the_answer_is_due_in_thirty_days(send, khovd):
    send()
    (case,) = cases(khovd)
    assert (case.due_date - case.received_date).days == 30


@pytest.mark.parametrize(
    ("path", "word"), [("/feedback/khovd/", "Илгээх"), ("/en/feedback/khovd/", "Send")]
)
def test_both_languages_speak(visitor, khovd, path, word):
    page = visitor.get(path)
    assert page.status_code == 200
    assert word in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies


def test_the_english_form_is_answered_in_english(send, khovd):
    assert "Received. Thank you." in send(path="/en/feedback/khovd/").content.decode()
    assert cases(khovd)[0].language == "en"


def test_the_choice_of_groups_is_cacheable(visitor, khovd):
    page = visitor.get("/feedback/")
    assert "Ховд" in page.content.decode()
    assert not page.cookies
    assert visitor.get("/feedback/", HTTP_IF_NONE_MATCH=page["ETag"]).status_code == 304


def test_a_paused_group_says_that_it_takes_nothing(visitor, send, khovd):
    khovd.state = "paused"
    khovd.save()
    assert visitor.get("/feedback/khovd/").status_code == 200
    assert send().status_code == 422
    assert cases(khovd) == []


def test_the_form_weighs_under_twenty_five_kilobytes(visitor, khovd, clinic):
    weight = len(gzip.compress(visitor.get(f"/feedback/khovd/{clinic.pk}/").content))
    for name in ("css/site.css", "js/site.js"):
        found = finders.find(name)
        weight += len(gzip.compress(Path(found).read_bytes())) if found else 0
    assert weight < 25_000


def test_the_poster_is_a_pdf_and_not_made_twice(visitor, khovd, clinic):
    page = visitor.get(f"/feedback/khovd/{clinic.pk}/poster.pdf")
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    again = visitor.get(f"/feedback/khovd/{clinic.pk}/poster.pdf", HTTP_IF_NONE_MATCH=page["ETag"])
    assert again.status_code == 304


def test_an_unknown_ballot_is_not_found(visitor, khovd):
    page = visitor.get("/vote/nothing/")
    assert page.status_code == 404
    token = Pointer.issue("vote", khovd, 1)
    assert visitor.get(f"/vote/{token}/").status_code == 200


def test_the_history_of_a_case_names_the_route_and_nobody(send, khovd):
    send()
    with in_group(khovd):
        event = Case.pgh_event_model.objects.select_related("pgh_context").latest("pgh_id")
        assert event.pgh_context.metadata == {"route": "feedback:give"}
