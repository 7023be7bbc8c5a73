"""The pages of issues through HTTP: who gets in, what bad input gets, what a list costs."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import Membership, Pointer
from issues import actions
from issues.lifecycle import IssueState
from issues.models import Answer, Issue, JointAction
from masam.notifications.actions import deliver_notice
from masam.notifications.models import Notice
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_action, make_issue, membership, photo

S = IssueState
LIST = "/khovd/desk/issues/"


@pytest.fixture
def issue(khovd, cast, department):
    with in_group(khovd):
        return issue_in(S.VERIFIED, khovd, cast, department, detail="Өвлөөс хойш")


@pytest.fixture
def fixed(khovd, cast, department, clinic):
    with in_group(khovd):
        row = issue_in(S.VERIFIED_FIXED, khovd, cast, department, service_point=clinic)
        return actions.publish_issue(row, actor=cast["secretary"], photos=row.evidence.all())


def state_of(issue):
    with in_group(issue.group):
        return Issue.objects.get(pk=issue.pk).state


def test_the_list_is_for_members_only(as_, visitor, cast, issue):
    assert visitor.get(LIST).status_code == 302
    assert as_("stranger").get(LIST).status_code == 404
    assert as_("donor").get(LIST).status_code == 404
    assert as_("officer").get(LIST).status_code == 403
    page = as_("observer").get(LIST)
    assert page.status_code == 200
    assert issue.title in page.content.decode()


@pytest.mark.parametrize("number", ["KHO-9", "BZD-1", "nonsense", "KHO-99999999999"])
def test_an_issue_that_is_not_there_is_404(as_, cast, number):
    assert as_("member").get(f"{LIST}{number}/").status_code == 404


def test_a_step_by_the_wrong_role_is_403_by_the_wrong_state_422(as_, cast, issue):
    address = f"{LIST}{issue.code}/reject/"
    assert as_("member").get(address).status_code == 403
    again = as_("monitor").post(f"{LIST}{issue.code}/verify/", {"note": "Үнэн"})
    assert again.status_code == 422
    assert as_("monitor").get(f"{LIST}{issue.code}/verify/").status_code == 200


def test_a_monitor_of_the_office_concerned_is_403(as_, cast, khovd, issue, department):
    with in_group(khovd):
        Membership.objects.filter(user=cast["monitor"]).update(organisation=department)
    assert as_("monitor").get(f"{LIST}{issue.code}/confirm/").status_code == 403


def test_log_an_issue_with_the_five_fields_of_the_phone(as_, cast, khovd, clinic):
    client = as_("member")
    data = {"service_point": clinic.pk, "title": "Бохир усны шугам", "reporter_class": "citizen",
            "idempotency_key": "a1"}  # fmt: skip
    assert client.get(f"{LIST}new/").status_code == 200
    answer = client.post(f"{LIST}new/", data)
    assert (answer.status_code, answer["Location"]) == (303, f"{LIST}KHO-1/")
    assert client.post(f"{LIST}new/", data)["Location"] == answer["Location"]
    with in_group(khovd):
        row = Issue.objects.get()
    assert (row.sector, row.service_point) == ("health", clinic)
    page = client.get(f"{LIST}new/").content.decode()
    assert 'type="radio"' in page
    data = {"recent": clinic.pk, "title": "Хоёр дахь", "reporter_class": "citizen"}
    assert client.post(f"{LIST}new/", data | {"photos": photo()}).status_code == 303


def test_a_bad_log_is_422_and_nothing_is_lost(as_, cast):
    answer = as_("member").post(f"{LIST}new/", {"title": "", "detail": "Урт түүх"})
    assert answer.status_code == 422
    assert "Урт түүх" in answer.content.decode()
    with_file = {"title": "Ус", "sector": "health", "reporter_class": "citizen"}
    with_file["photos"] = SimpleUploadedFile("a.jpg", b"no picture at all", "image/jpeg")
    assert as_("member").post(f"{LIST}new/", with_file).status_code == 422


def test_every_step_of_the_road_through_the_pages(as_, cast, khovd, department):
    with in_group(khovd):
        issue = make_issue(khovd)
    base = f"{LIST}{issue.code}"

    def post(role, verb, **data):
        answer = as_(role).post(f"{base}/{verb}/", data)
        assert answer.status_code == 303, (verb, answer.content.decode())
        return state_of(issue)

    assert post("monitor", "verify", note="Үнэн") == S.VERIFIED
    post("secretary", "assign", organisation=department.pk)
    assert post("officer", "accept") == S.ACCEPTED
    assert post("facilitator", "start") == S.IN_ACTION
    assert post("officer", "claim", note="Засав", photos=photo()) == S.CLAIMED_FIXED
    photos = [photo("a.jpg"), photo("b.jpg")]
    assert post("monitor", "confirm", note="Болсон", photos=photos) == S.VERIFIED_FIXED
    with in_group(khovd):
        assert issue.evidence.filter(shows="fix").count() == 2
    assert post("facilitator", "reopen", note="Дахин эвдэрсэн") == S.REOPENED
    assert post("facilitator", "refer", note="Төсөв", referred_to="ЭМЯ") == S.REFERRED
    assert post("facilitator", "recall", note="Буцаав") == S.VERIFIED
    assert post("facilitator", "reject", note="Давхар") == S.REJECTED
    assert post("facilitator", "restore", note="Дахин") == S.REPORTED
    with in_group(khovd):
        other = make_issue(khovd, "Нөгөө")
    assert post("facilitator", "merge", into=other.pk) == S.MERGED
    assert as_("member").get(f"{base}/").status_code == 200
    assert post("facilitator", "unmerge") == S.REPORTED
    for verb in ("comment", "attach", "publish", "unpublish", "follow", "edit", "assign"):
        assert as_("facilitator").get(f"{base}/{verb}/").status_code == 200
    post("member", "comment", text="Би ч бас үзсэн", visibility="group")
    post("member", "follow")
    post("secretary", "publish")
    post("secretary", "unpublish")
    page = as_("member").get(f"{base}/").content.decode()
    assert "Би ч бас үзсэн" in page


def test_an_edit_from_an_old_version_is_409_with_both_texts_and_can_be_kept(as_, cast, issue):
    client = as_("secretary")
    data = {"title": "Миний үг", "sector": "health", "reporter_class": "citizen",
            "version": issue.version}  # fmt: skip
    address = f"{LIST}{issue.code}/edit/"
    assert as_("facilitator").post(address, data | {"title": "Өөр үг"}).status_code == 303
    answer = client.post(address, data)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Өөр үг" in body
    assert "Миний үг" in body
    fresh = re.search(r'name="version" value="(\d+)"', body)
    assert client.post(address, data | {"version": fresh[1]}).status_code == 303


def test_evidence_is_served_only_to_who_may_see_the_issue(as_, visitor, cast, khovd, fixed):
    with in_group(khovd):
        row = fixed.evidence.get()
    desk, public = (
        f"{LIST}{fixed.code}/evidence/{row.pk}/",
        f"/khovd/issues/{fixed.code}/evidence/{row.pk}/",
    )
    seen = as_("observer").get(desk)
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/jpeg")
    b"".join(seen.streaming_content)
    assert as_("stranger").get(desk).status_code == 404
    assert as_("officer").get(desk).status_code == 403
    assert visitor.get(desk).status_code == 302
    shown = visitor.get(public)
    assert shown.status_code == 200
    b"".join(shown.streaming_content)
    with in_group(khovd):
        actions.publish_issue(fixed, actor=None, photos=[])
    assert visitor.get(public).status_code == 404


def test_the_filtered_list_goes_out_as_harmless_csv(as_, cast, khovd, issue):
    with in_group(khovd):
        make_issue(khovd, '=HYPERLINK("http://x")')
        make_issue(khovd, "Сургууль", sector="education")
    answer = as_("secretary").get("/khovd/desk/issues.csv?sector=health")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "\n=HYPERLINK" not in text
    assert "Сургууль" not in text
    assert as_("member").get("/khovd/desk/issues.csv").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("?q=KHO-1", 1), ("?q=халуун", 1), ("?sector=education", 1), ("?overdue=on", 1),
     ("?state=nonsense", 3), ("?sort=due", 1), ("?after=broken", 3), ("?period=2001", 0)],
)  # fmt: skip
def test_filters_narrow_the_list(as_, cast, khovd, issue, query, found):
    with in_group(khovd):
        make_issue(khovd, "Гэрэлгүй хонгил")
        make_issue(khovd, "Багш дутуу", sector="education")
        past = khovd.today() - datetime.timedelta(days=1)
        Issue.objects.filter(pk=issue.pk).update(due_date=past)
    page = as_("member").get(LIST + query).content.decode()
    assert page.count('class="whole"') == found


@pytest.mark.parametrize(
    "address", [LIST, "/khovd/issues/", "/issues/", "/khovd/desk/actions/", "/office/"]
)
def test_lists_cost_the_same_for_one_row_and_for_three(
    as_, cast, khovd, department, clinic, address
):
    client = as_("officer" if address == "/office/" else "member")

    def more(count):
        with in_group(khovd):
            for _ in range(count):
                row = issue_in(S.VERIFIED, khovd, cast, department, service_point=clinic)
                actions.publish_issue(row, actor=None)
                make_action(khovd, cast, issue=row)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return [row["sql"] for row in caught if "set_config" not in row["sql"]]

    more(1)
    client.get(address)
    more(1)
    one = cost()
    more(2)
    assert len(cost()) == len(one)
    own = [sql for sql in one if 'FROM "issues_' in sql or 'FROM "organisations_' in sql]
    assert len(own) <= 5


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return [row["sql"] for row in caught if "set_config" not in row["sql"]]


def test_the_list_costs_five_queries_and_the_work_page_six(as_, cast, khovd, fixed):
    client = as_("facilitator")
    assert len(queries_of(client, LIST)) <= 5
    assert len(queries_of(client, f"{LIST}{fixed.code}/")) <= 6


def test_the_work_page_shows_what_came_with_the_one_query(as_, cast, khovd, fixed):
    with in_group(khovd):
        actions.comment_issue(fixed, actor=cast["member"], text="Among us", visibility="handlers")
        actions.comment_issue(fixed, actor=cast["member"], text="For all", visibility="public")
        make_action(khovd, cast, issue=fixed)
        action = fixed.joint_actions.get()
        office = fixed.responsible.name_mn
    page = as_("facilitator").get(f"{LIST}{fixed.code}/").content.decode()
    for words in ("Among us", "For all", cast["member"].name, action.title, office):
        assert words in page
    assert f"{LIST}{fixed.code}/evidence/" in page
    assert "Among us" not in as_("member").get(f"{LIST}{fixed.code}/").content.decode()


def test_public_pages_show_only_what_is_published_and_no_names(visitor, cast, khovd, issue, fixed):
    assert visitor.get(f"/khovd/issues/{issue.code}/").status_code == 404
    page = visitor.get(f"/khovd/issues/{fixed.code}/")
    body = page.content.decode()
    assert page.status_code == 200
    for name in ("monitor", "officer", "secretary", "facilitator"):
        assert cast[name].name not in body
    assert "Set-Cookie" not in page
    for address in ("/issues/", "/khovd/issues/", "/en/issues/", "/en/khovd/issues/"):
        found = visitor.get(address)
        assert found.status_code == 200
        assert not found.cookies
        again = visitor.get(address, headers={"If-None-Match": found["ETag"]})
        assert again.status_code == 304
        assert found.content.decode().count('class="whole"') == 1


def test_the_public_files_hold_the_published_issues(visitor, cast, khovd, issue, fixed):
    for address in ("/issues.csv", "/khovd/issues.csv"):
        text = b"".join(visitor.get(address).streaming_content).decode("utf-8-sig")
        assert text.count("KHO-") == 1
        assert fixed.code in text
    for address in ("/issues.atom", "/khovd/issues.atom"):
        feed = visitor.get(address)
        assert feed["Content-Type"].startswith("application/atom+xml")
        assert fixed.code in feed.content.decode()


def test_the_inbox_shows_what_was_put_to_the_own_office(as_, visitor, cast, issue):
    assert visitor.get("/office/").status_code == 302
    assert as_("facilitator").get("/office/").status_code == 403
    assert as_("stranger").get("/office/").status_code == 403
    assert issue.title in as_("officer").get("/office/").content.decode()
    empty = as_("school_officer").get("/office/")
    assert empty.status_code == 200
    assert issue.title not in empty.content.decode()


def test_the_office_answers_and_another_office_does_not_see_it(as_, cast, khovd, issue):
    address = f"/office/khovd/{issue.code}/"
    assert as_("school_officer").get(address).status_code == 404
    page = as_("officer").get(address + "?answer=working").content.decode()
    day = khovd.today() + datetime.timedelta(days=30)
    assert day.isoformat() in page
    assert re.search(r'value="working"[^>]*checked', page)
    assert as_("officer").post(address, {"kind": "fixed"}).status_code == 422
    assert as_("school_officer").post(address, {"kind": "fixed"}).status_code == 404
    done = as_("officer").post(address, {"kind": "working", "due_date": day.isoformat()})
    assert done.status_code == 303
    assert state_of(issue) == S.IN_ACTION
    assert as_("officer").get(address).status_code == 200
    assert as_("officer").get("/office/?organisation=1&group=khovd").status_code == 200


def test_the_office_accepts(as_, cast, issue):
    address = f"/office/khovd/{issue.code}/accept/"
    assert as_("officer").get(address).status_code == 200
    assert as_("officer").post(address, {"version": issue.version}).status_code == 303
    assert state_of(issue) == S.ACCEPTED


def mailed_link(khovd, kind):
    """Deliver the notices and give the path of the link in the mail."""
    with in_group(khovd):
        for notice in Notice.objects.filter(kind=kind):
            deliver_notice(notice)
    found = re.search(r"http://testserver(/(?:reply|ask)/[^\s?]+)", mail.outbox[-1].body)
    return found[1]


def test_the_office_answers_by_the_mail_without_signing_in(visitor, cast, khovd, issue):
    path = mailed_link(khovd, "issue_assigned")
    assert issue.title in mail.outbox[-1].body
    with in_group(khovd):
        assert path.split("/")[2] not in str(list(Notice.objects.values()))
    page = visitor.get(path + "?answer=working")
    assert page.status_code == 200
    assert not page.cookies
    assert state_of(issue) == S.VERIFIED
    data = {"kind": "need_more", "text": "Аль өрөө?", "idempotency_key": "k"}
    assert visitor.post(path, {"kind": ""}).status_code == 422
    assert visitor.post(path, data).status_code == 303
    assert visitor.post(path, data).status_code == 303
    assert visitor.get(path).status_code == 200
    assert visitor.post(path, {"kind": "fixed", "text": "Засав"}).status_code == 422
    with in_group(khovd):
        assert Answer.objects.get().channel == "link"


def test_a_link_for_the_old_office_or_a_wrong_one_is_404(visitor, cast, khovd, issue, school):
    path = mailed_link(khovd, "issue_assigned")
    with in_group(khovd):
        actions.assign_issue(issue, actor=None, organisation=school)
    assert visitor.get(path).status_code == 404
    wrong = visitor.get("/reply/nonsense/")
    assert wrong.status_code == 404
    assert "/office/" in wrong.content.decode()
    assert visitor.get("/ask/nonsense/").status_code == 404


def test_the_photo_behind_a_link_needs_the_link(visitor, cast, khovd, issue):
    with in_group(khovd):
        row = actions.attach_evidence(issue, actor=None, photos=[photo()])[0]
        token = Pointer.issue("reply", khovd, issue.pk, data={"organisation": issue.responsible_id})
    seen = visitor.get(f"/reply/{token}/evidence/{row.pk}/")
    assert seen.status_code == 200
    b"".join(seen.streaming_content)
    assert visitor.get(f"/reply/wrong/evidence/{row.pk}/").status_code == 404


def test_a_follower_says_that_it_is_not_fixed(visitor, cast, khovd, fixed):
    path = mailed_link(khovd, "issue_confirmed")
    assert visitor.get(path).status_code == 200
    assert visitor.post(path, {"said": "no", "note": "Ус алга"}).status_code == 303
    assert state_of(fixed) == S.REOPENED
    assert visitor.get(path).status_code == 200


def test_every_mail_holds_the_problem_itself(cast, khovd, fixed):
    with in_group(khovd):
        actions.reopen_issue(fixed, actor=cast["monitor"], note="Үгүй")
        make_action(khovd, cast, issue=fixed)
        for notice in Notice.objects.all():
            deliver_notice(notice)
    assert len(mail.outbox) > 5
    for message in mail.outbox:
        assert fixed.title in message.subject + message.body
        assert message.subject


def test_a_joint_action_through_the_pages(as_, cast, khovd, issue):
    client = as_("secretary")
    new = f"/khovd/desk/actions/new/?issue={issue.code}"
    assert client.get(new).status_code == 200
    with in_group(khovd):
        owners = {"government_owner": membership(khovd, cast["officer"]).pk,
                  "civil_owner": membership(khovd, cast["monitor"]).pk}  # fmt: skip
    day = (khovd.today() + datetime.timedelta(days=9)).isoformat()
    assert client.post(new, owners | {"title": "", "due_date": day}).status_code == 422
    done = client.post(new, owners | {"title": "Халаагуур авах", "due_date": day})
    assert (done.status_code, done["Location"]) == (303, "/khovd/desk/actions/1/")
    one = "/khovd/desk/actions/1/"
    assert client.get(one).status_code == 200
    assert client.get("/khovd/desk/actions/").status_code == 200
    assert as_("monitor").get(one + "confirm/").status_code == 200
    assert as_("monitor").post(one + "confirm/", {"version": 1}).status_code == 303
    assert as_("monitor").post(one + "confirm/", {"version": 2}).status_code == 422
    assert as_("officer").post(one + "confirm/", {"version": 1}).status_code == 409
    assert as_("officer").post(one + "confirm/", {"version": 2}).status_code == 303
    assert as_("member").post(one + "update/", {"text": "Мэдээ"}).status_code == 403
    assert as_("monitor").post(one + "update/", {"text": "Мэдээ"}).status_code == 303
    assert as_("facilitator").post(one + "cancel/", {"note": "Хэрэггүй"}).status_code == 422
    assert as_("observer").get(one + "confirm/").status_code == 403
    assert as_("stranger").get(one).status_code == 404
    assert client.get("/khovd/desk/actions/99/").status_code == 404
    assert client.get("/khovd/desk/actions/new/?decision=x").status_code == 404
    with in_group(khovd):
        assert JointAction.objects.get().state == "done"
