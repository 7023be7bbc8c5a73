"""The group's desk: read, answer, raise, close, enter; and who may not."""

from __future__ import annotations

import datetime
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from feedback.actions import answer_case
from feedback.lifecycle import CaseState
from feedback.models import Case, Contact, Told
from groups.gate import open_gate
from groups.models import Group
from groups.queries import tasks_for
from groups.signals import agenda_wanted
from issues.models import Issue
from masam.audit.models import Entry
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.tenancy import in_group
from tests.factories.feedback import make_case, make_receipt
from tests.feedback.conftest import code_in

pytestmark = pytest.mark.django_db
DESK = "/khovd/desk/feedback/"


def fresh(group, pk):
    with in_group(group):
        return Case.objects.select_related("issue").get(pk=pk)


@pytest.mark.parametrize(
    ("role", "status"),
    [("facilitator", 200), ("secretary", 200), ("member", 403), ("monitor", 403), ("officer", 403),
     ("custodian", 403), ("observer", 403), ("school_officer", 403), ("stranger", 404), ("donor", 404),
     ("coordinator", 404)],
)  # fmt: skip
def test_only_those_with_the_duty_read_feedback(as_, khovd, role, status):
    case = make_case(khovd)
    client = as_(role)
    for path in (DESK, f"{DESK}{case.number}/"):
        assert client.get(path).status_code == status


def test_a_signed_out_visitor_is_sent_to_sign_in(visitor, khovd):
    assert visitor.get(DESK).status_code == 302


@pytest.mark.parametrize(
    ("role", "status"), [("facilitator", 200), ("secretary", 403), ("officer", 403)]
)
def test_only_the_facilitator_opens_a_contact_and_that_is_recorded(as_, khovd, role, status):
    case = make_case(khovd, way="sms", contact="99112233")
    page = as_(role).get(f"{DESK}{case.number}/contact/")
    assert page.status_code == status
    assert ("99112233" in page.content.decode()) == (status == 200)
    with in_group(khovd):
        assert Entry.objects.filter(verb="feedback.contact.opened").count() == (status == 200)


def test_the_case_page_never_shows_the_contact(as_, khovd):
    case = make_case(khovd, way="sms", contact="99112233")
    assert "99112233" not in as_("facilitator").get(f"{DESK}{case.number}/").content.decode()


def test_the_inbox_shows_the_earliest_due_first_and_filters(as_, khovd):
    today = khovd.today()
    late = make_case(
        khovd, text="Хуучин санал", kind="idea", received_date=today - datetime.timedelta(days=40)
    )
    make_case(khovd, text="Шинэ асуудал")
    client = as_("facilitator")
    html = client.get(DESK).content.decode()
    assert html.index("Хуучин санал") < html.index("Шинэ асуудал")
    assert "Шинэ асуудал" not in client.get(f"{DESK}?kind=idea").content.decode()
    assert "Хуучин санал" not in client.get(f"{DESK}?q=асуудал").content.decode()
    assert "Хуучин санал" in client.get(f"{DESK}?q={late.number}").content.decode()
    assert "Шинэ асуудал" not in client.get(f"{DESK}?state=closed").content.decode()
    assert client.get(f"{DESK}?state=nonsense&after=broken").status_code == 200


def test_answering_tells_the_citizen_and_names_the_actor(as_, cast, khovd):
    case = make_case(khovd)
    data = {"text": "Зассан", "version": case.version, "idempotency_key": "a"}
    page = as_("secretary").post(f"{DESK}{case.number}/answer/", data)
    assert page.status_code == 303
    case = fresh(khovd, case.pk)
    assert case.state == CaseState.ANSWERED
    assert case.acknowledged_at
    assert case.answered_at
    with in_group(khovd):
        assert Entry.objects.get(verb="feedback.answered").actor == cast["secretary"]
        assert Told.objects.get().channel == "code"


def test_an_answer_on_an_old_version_is_a_conflict(as_, khovd):
    case = make_case(khovd)
    client = as_("secretary")
    client.post(f"{DESK}{case.number}/answer/", {"text": "Нэг", "version": 1})
    page = client.post(f"{DESK}{case.number}/answer/", {"text": "Хоёр", "version": 1})
    assert page.status_code == 409
    assert "Хоёр" in page.content.decode()


def test_an_answer_goes_out_by_mail_and_the_address_stands_in_no_context(as_, khovd):
    case = make_case(khovd, way="mail", contact="dulmaa@mail.example")
    as_("secretary").post(f"{DESK}{case.number}/answer/", {"text": "Зассан", "version": 1})
    with in_group(khovd):
        notice = Notice.objects.get(kind="case_told")
        assert notice.address == "dulmaa@mail.example"
        assert "dulmaa" not in str(notice.context)
        assert notice.key == f"message:{case.messages.get().pk}"
        assert not any("dulmaa" in str(entry.__dict__) for entry in Entry.objects.all())
        assert Told.objects.get().channel == "mail"


def test_the_mail_holds_the_words_and_no_code(khovd, cast):

    receipt = make_receipt(khovd, way="mail", contact="dulmaa@mail.example", language="en")
    with in_group(khovd):
        answer_case(receipt.case, actor=cast["facilitator"], text="The boiler was mended.")
        mail = write_mail(Notice.objects.select_related("group").get(kind="case_told"))
    assert mail.subject == "News about what you told us"
    assert "The boiler was mended." in mail.body
    assert "/en/follow/" in mail.body
    assert receipt.code not in mail.body


def test_the_facilitator_has_a_list_of_calls(as_, khovd):
    case = make_case(khovd, way="facilitator", contact="99112233")
    client = as_("facilitator")
    client.post(f"{DESK}{case.number}/answer/", {"text": "Зассан", "version": 1})
    page = client.get(f"{DESK}calls/").content.decode()
    assert "99112233" not in page
    with in_group(khovd):
        told = Told.objects.get()
    assert told.told_at is None
    assert client.post(f"{DESK}{case.number}/told/{told.pk}/").status_code == 303
    with in_group(khovd):
        assert Told.objects.get().told_at
        assert Entry.objects.filter(verb="feedback.told").count() == 1


def test_reading_and_closing_are_recorded(as_, khovd):
    case = make_case(khovd)
    client = as_("facilitator")
    assert client.post(f"{DESK}{case.number}/read/").status_code == 303
    assert fresh(khovd, case.pk).state == CaseState.READ
    assert client.get(f"{DESK}{case.number}/read/").status_code == 200
    assert client.post(f"{DESK}{case.number}/close/", {"note": "Талархал"}).status_code == 303
    assert fresh(khovd, case.pk).state == CaseState.CLOSED
    assert client.post(f"{DESK}{case.number}/close/", {"note": "Дахин"}).status_code == 422
    assert as_("secretary").post(f"{DESK}{case.number}/close/", {"note": "x"}).status_code == 403
    with in_group(khovd):
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"feedback.read", "feedback.closed"} <= verbs


def test_raising_makes_exactly_one_issue_with_a_link_both_ways(as_, khovd, clinic):
    case = make_case(khovd, point=clinic)
    client = as_("secretary")
    path = f"{DESK}{case.number}/raise/"
    assert "Хүлээлгийн танхим хүйтэн байна" in client.get(path).content.decode()
    data = {"title": "Танхим хүйтэн", "sector": "health", "idempotency_key": "r1"}
    assert client.post(path, data).status_code == 303
    assert client.post(path, data).status_code == 303  # the same click again
    assert client.post(path, data | {"idempotency_key": "r2"}).status_code == 422
    with in_group(khovd):
        issue = Issue.objects.get()
        assert issue.service_point == clinic
    case = fresh(khovd, case.pk)
    assert (case.issue, case.state) == (issue, CaseState.READ)
    assert f"KHO-{issue.number}" in client.get(f"{DESK}{case.number}/").content.decode()
    assert f"{DESK}{case.number}/" in client.get(f"{DESK}?issue={issue.number}").content.decode()
    with in_group(khovd):
        assert Told.objects.get(case=case).verb == "raise"


def test_a_case_joins_an_issue_by_its_number(as_, khovd):
    first, second = make_case(khovd), make_case(khovd, text="Бас хүйтэн")
    client = as_("secretary")
    client.post(f"{DESK}{first.number}/raise/", {"title": "Танхим хүйтэн", "sector": "health"})
    number = fresh(khovd, first.pk).issue.number
    bad = client.post(f"{DESK}{second.number}/raise/", {"joins": "KHO-999"})
    assert bad.status_code == 422
    good = client.post(f"{DESK}{second.number}/raise/", {"joins": f"KHO-{number}"})
    assert good.status_code == 303
    assert fresh(khovd, second.pk).issue == fresh(khovd, first.pk).issue
    with in_group(khovd):
        assert Issue.objects.count() == 1


def test_paper_is_entered_with_the_real_day_and_the_slip_shows_the_code(as_, cast, khovd, clinic):
    day = khovd.today() - datetime.timedelta(days=9)
    data = {
        "channel": "paper", "received_date": day.isoformat(), "kind": "praise", "text": "Баярлалаа",
        "point": clinic.pk, "idempotency_key": "5" * 32,
    }  # fmt: skip
    client = as_("secretary")
    page = client.post(f"{DESK}new/", data)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    code = code_in(page.content.decode())
    assert code_in(client.post(f"{DESK}new/", data).content.decode()) == code
    with in_group(khovd):
        case = Case.objects.get()
        assert Entry.objects.get(verb="feedback.entered").actor == cast["secretary"]
    assert (case.received_date, case.channel) == (day, "paper")
    assert (case.due_date - day).days == 30
    assert client.post("/follow/", {"code": code}).status_code == 200


def test_a_day_to_come_is_refused(as_, khovd):
    day = khovd.today() + datetime.timedelta(days=1)
    data = {"channel": "paper", "received_date": day.isoformat(), "kind": "idea", "text": "Санал"}
    assert as_("secretary").post(f"{DESK}new/", data).status_code == 422


def test_a_photo_is_served_only_to_readers(as_, visitor, khovd):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    out.seek(0)
    out.name = "x.jpg"
    visitor.post("/feedback/khovd/", {"kind": "idea", "text": "Санал", "photo": out})
    with in_group(khovd):
        case = Case.objects.get()
        photo = case.photos.get()
    path = f"{DESK}{case.number}/photos/{photo.pk}/"
    page = as_("secretary").get(path)
    assert page.status_code == 200
    assert page["Content-Type"] == "image/jpeg"
    assert b"".join(page.streaming_content).startswith(b"\xff\xd8")
    assert as_("officer").get(path).status_code == 403


def test_the_desk_and_the_agenda_hear_of_feedback(khovd, cast, clinic):

    for _ in range(3):
        make_case(khovd, point=clinic)
    gate = open_gate("khovd", cast["facilitator"])
    with in_group(khovd):
        tasks = [task for task in tasks_for(gate) if "/desk/feedback/" in task.url]
        items = [
            item
            for _hear, found in agenda_wanted.send(sender=Group, group=khovd)
            for item in found or ()
        ]
    assert len(tasks) == 3
    assert any("Жаргалант ӨЭМТ" in item.title for item in items)
    officer = open_gate("khovd", cast["officer"])
    with in_group(khovd):
        assert not [task for task in tasks_for(officer) if "/desk/feedback/" in task.url]


def test_the_history_tracks_no_words_and_no_contact(khovd):
    make_case(khovd, way="sms", contact="99112233")
    with in_group(khovd):
        events = Case.pgh_event_model.objects.all()
        assert events.count() == 1
        assert not {"text", "key_digest"} & {field.name for field in events.model._meta.fields}
    assert not hasattr(Contact, "pgh_event_model")


def test_posters_are_listed(as_, khovd, clinic):
    html = as_("secretary").get(f"{DESK}posters/").content.decode()
    assert f"/feedback/khovd/{clinic.pk}/poster.pdf" in html


def test_the_inbox_costs_the_same_for_one_and_three(as_, khovd, clinic):

    client = as_("facilitator")
    counts = []
    for _ in range(2):
        make_case(khovd, point=clinic)
        make_case(khovd, point=clinic)
        with CaptureQueriesContext(connection) as seen:
            client.get(DESK)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_both_languages_of_the_desk(as_, khovd):
    case = make_case(khovd)
    client = as_("facilitator")
    assert "Feedback" in client.get(f"/en{DESK}").content.decode()
    assert client.get(f"/en{DESK}{case.number}/").status_code == 200


def test_sensitive_cases_cannot_lie_among_ordinary_ones(khovd):

    case = make_case(khovd)
    with in_group(khovd), pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(is_sensitive=True)
