"""Threads for ministries: gathered from groups, answered once, no case leaves its group (I17)."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from issues import actions
from issues.actions import CannotGather
from issues.models import Follow, Issue, SystemicIssue, SystemicLink
from issues.queries import clusters, links_of, offers, published_by_codes, today_there
from issues.tasks import remind_ministries
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.tenancy import in_group, national_read
from tests.conftest import make_group
from tests.factories.issues import make_issue

MINISTRY = "Эрүүл мэндийн яам"
THREADS = "/national/systemic/"


@pytest.fixture
def staff(cast):
    """The cast, its ministry officer of the Ministry of Health."""
    cast["ministry"].organisation_name = MINISTRY
    cast["ministry"].save()
    return cast


@pytest.fixture
def issue(khovd, clinic):
    with in_group(khovd):
        return make_issue(khovd, "Нууц хэргийн гарчиг", service_point=clinic)


def opened(staff, **more):
    """Give a thread for the Ministry of Health, due in thirty days."""
    words = {
        "title_mn": "Төвүүдийн халаалт", "text_mn": "Зуух хуучирсан.", "sector": "health",
        "ministry": MINISTRY, "due_date": today_there() + datetime.timedelta(days=30),
    }  # fmt: skip
    return actions.open_thread(actor=staff["coordinator"], **words | more)


def offered(group, issue, staff, title="Өрхийн төвийн халаалт"):
    with in_group(group):
        return actions.offer_issue(issue, actor=staff["facilitator"], title=title)


def test_only_the_title_place_and_sector_of_an_offer_go_up(khovd, staff, issue):
    offered(khovd, issue, staff)
    (link,) = offers()
    assert (link.title, link.sector, link.group.slug) == (
        "Өрхийн төвийн халаалт",
        "health",
        "khovd",
    )
    assert link.place_mn
    with national_read():
        assert not Issue.objects.filter(pk=link.issue_id).exists()  # the case stays in the group
    with in_group(khovd), pytest.raises(CannotGather):
        actions.offer_issue(issue, actor=None, title="Дахин")
    with in_group(khovd), pytest.raises(CannotGather):
        actions.offer_issue(issue, actor=None, title=" ")


def test_an_offer_taken_into_a_thread_is_tied_and_an_issue_asked_for_waits_for_consent(
    khovd, bayanzurkh, staff, issue
):
    link = offered(khovd, issue, staff)
    with in_group(bayanzurkh):
        theirs = actions.publish_issue(make_issue(bayanzurkh, "Халаалтгүй төв"), actor=None)
    thread = opened(staff, offered=[link], issues=published_by_codes([theirs.code]))
    assert [row.group_id for row in links_of([thread])] == [khovd.pk]
    with in_group(bayanzurkh):
        asked = SystemicLink.objects.get(issue=theirs)
        assert asked.stage == "asked"
        assert Notice.objects.filter(kind="systemic_asked", recipient=staff["stranger"]).exists()
        actions.consent_link(asked, actor=staff["stranger"], agree=True)
        with pytest.raises(CannotGather):
            actions.consent_link(asked, actor=staff["stranger"], agree=False)
    assert len(links_of([thread])) == 2
    assert Notice.objects.filter(kind="systemic_opened", recipient=staff["ministry"]).exists()


def test_a_group_declines_or_takes_its_issue_back(khovd, staff, issue):
    with in_group(khovd):
        actions.publish_issue(issue, actor=None)
    thread = opened(staff, issues=published_by_codes([issue.code]))
    with in_group(khovd):
        link = SystemicLink.objects.get()
        actions.consent_link(link, actor=None, agree=False)
        assert links_of([thread]) == []
        again = actions.offer_issue(issue, actor=None, title="Халаалт")
    actions.gather(thread, actor=staff["coordinator"], offered=[again])
    with in_group(khovd):
        actions.withdraw_link(again, actor=None)
        with pytest.raises(CannotGather):
            actions.withdraw_link(again, actor=None)
    assert links_of([thread]) == []


def test_the_ministry_answers_once_and_every_issue_and_follower_hears_it(
    khovd, staff, issue, as_, visitor
):
    with in_group(khovd):
        actions.publish_issue(issue, actor=None)
        Follow.objects.create(group=khovd, issue=issue, user=staff["member"])
    thread = opened(staff, offered=[offered(khovd, issue, staff)])
    public = f"/khovd/issues/{issue.code}/"
    before = visitor.get(public)
    assert thread.title in before.content.decode()
    for wrong in (staff["coordinator"], staff["facilitator"], None):
        with pytest.raises(CannotGather):
            actions.answer_thread(thread, actor=wrong, text="Хариу")
    with pytest.raises(CannotGather):
        actions.answer_thread(thread, actor=staff["ministry"], text=" ")
    actions.answer_thread(thread, actor=staff["ministry"], text="Зуухыг солино.")
    with pytest.raises(CannotGather):
        actions.answer_thread(thread, actor=staff["ministry"], text="Дахин")
    with in_group(khovd):
        told = Notice.objects.filter(kind="systemic_answered").values_list("recipient", flat=True)
        assert {staff["member"].pk, staff["facilitator"].pk} <= set(told)
        assert Entry.objects.filter(verb="issue.told", target_id=issue.pk).count() == 1
    after = visitor.get(public)
    assert "Зуухыг солино." in after.content.decode()
    assert after["ETag"] != before["ETag"]
    assert (
        "Зуухыг солино." in as_("member").get(f"/khovd/desk/issues/{issue.code}/").content.decode()
    )


def test_a_thread_is_closed_with_a_reason_and_frees_what_was_only_asked(khovd, staff, issue):
    with in_group(khovd):
        actions.publish_issue(issue, actor=None)
    thread = opened(staff, issues=published_by_codes([issue.code]))
    with pytest.raises(CannotGather):
        actions.close_thread(thread, actor=staff["coordinator"], note="")
    actions.close_thread(thread, actor=staff["coordinator"], note="Хууль өөрчлөгдсөн")
    with pytest.raises(CannotGather):
        actions.close_thread(thread, actor=staff["coordinator"], note="Дахин")
    with pytest.raises(CannotGather):
        actions.gather(thread, actor=staff["coordinator"])
    with in_group(khovd):
        actions.offer_issue(issue, actor=None, title="Дахин санал")


def test_the_ministry_is_reminded_before_its_day_and_each_fortnight_after(staff):
    thread = opened(staff)
    sent = []
    for days in (20, 24, 24, 31, 32, 44, 45, 59):
        moment = datetime.datetime.combine(
            thread.due_date - datetime.timedelta(days=30 - days), datetime.time(4), datetime.UTC
        )
        with time_machine.travel(moment, tick=False):
            sent.append(remind_ministries())
    assert sent == [0, 1, 0, 1, 0, 1, 0, 1]


def test_the_same_problem_in_three_groups_is_suggested(khovd, bayanzurkh, staff):
    uvs = make_group("uvs", "UVS", "85", "Увс", "Uvs")
    titles = ("Эмнэлгийн халаалт ажиллахгүй", "Халаалтын зуух эвдэрсэн", "Төвийн халаалтгүй")
    for group, title in zip((khovd, bayanzurkh, uvs), titles, strict=True):
        with in_group(group):
            actions.publish_issue(make_issue(group, title), actor=None)
            make_issue(group, "Халаалт хаалттай")  # not published: never seen
    found = clusters()
    assert [(each.groups, len(each.issues), each.sector) for each in found] == [(3, 3, "health")]
    opened(staff, issues=found[0].issues)
    assert clusters() == []


# --- pages ---------------------------------------------------------------------------------------


def test_who_sees_and_does_what_on_the_national_pages(khovd, staff, as_, visitor, issue):
    thread = opened(staff, offered=[offered(khovd, issue, staff)])
    url = f"{THREADS}{thread.number}/"
    assert visitor.get(url).status_code == 302
    assert as_("facilitator").get(url).status_code == 403
    page = as_("donor").get(url).content.decode()
    assert "Өрхийн төвийн халаалт" in page
    assert issue.title not in page
    assert "answer/" not in page
    assert as_("donor").get(f"{url}answer/").status_code == 403
    assert as_("ministry").get(f"{url}close/").status_code == 403
    assert as_("ministry").get(f"{url}answer/").status_code == 200
    bad = as_("ministry").post(f"{url}answer/", {"text": ""})
    assert bad.status_code == 422
    assert as_("ministry").post(f"{url}answer/", {"text": "Солино"}).status_code == 303
    assert as_("ministry").post(f"{url}answer/", {"text": "Дахин"}).status_code == 422
    assert "Солино" in as_("donor").get(url).content.decode()
    rows = b"".join(as_("donor").get("/national/systemic.csv").streaming_content).decode()
    assert "Төвүүдийн халаалт" in rows
    assert as_("coordinator").post(f"{url}close/", {"note": "Болсон"}).status_code == 303


def test_the_coordinator_opens_a_thread_by_the_page(khovd, staff, as_, issue):
    boss = as_("coordinator")
    with in_group(khovd):
        actions.publish_issue(issue, actor=None)
    assert boss.get(THREADS).status_code == 200
    assert issue.code in boss.get(f"{THREADS}new/?codes={issue.code}").content.decode()
    day = (today_there() + datetime.timedelta(days=20)).isoformat()
    words = {
        "title_mn": "Халаалт", "text_mn": "Зуух", "sector": "health", "ministry": MINISTRY,
        "due_date": day, "codes": "KHO-999",
    }  # fmt: skip
    bad = boss.post(f"{THREADS}new/", words)
    assert bad.status_code == 422
    assert "KHO-999" in bad.content.decode()
    answer = boss.post(f"{THREADS}new/", words | {"codes": issue.code})
    assert answer["Location"] == f"{THREADS}1/"
    assert as_("donor").get(f"{THREADS}new/").status_code == 403
    assert SystemicIssue.objects.get().ministry.name_mn == MINISTRY


def test_the_facilitator_offers_consents_and_withdraws_by_pages(khovd, staff, as_, issue):
    url = f"/khovd/desk/issues/{issue.code}/"
    assert as_("secretary").get(f"{url}offer/").status_code == 403
    boss = as_("facilitator")
    assert boss.post(f"{url}offer/", {"title": ""}).status_code == 422
    assert boss.post(f"{url}offer/", {"title": "Халаалт"}).status_code == 303
    assert boss.post(f"{url}withdraw/").status_code == 303
    assert boss.get(f"{url}consent/").status_code == 200
    assert boss.post(f"{url}consent/").status_code == 404
    with in_group(khovd):
        actions.publish_issue(issue, actor=None)
    thread = opened(staff, issues=published_by_codes([issue.code]))
    group_page = f"/khovd/desk/systemic/{thread.number}/"
    assert as_("member").get(group_page).status_code == 200
    assert as_("stranger").get(f"/bayanzurkh{group_page[6:]}").status_code == 404
    assert boss.post(f"{url}consent/").status_code == 303
    assert len(links_of([thread])) == 1


def test_problems_are_not_alike_because_something_is_or_is_not_done(khovd, bayanzurkh):
    uvs = make_group("uvs", "UVS", "85", "Увс", "Uvs")
    titles = ("Хаалга эвдэрсэн байна", "Ор дутуу байна", "Замын гэрэл ажилладаггүй байна")
    for group, title in zip((khovd, bayanzurkh, uvs), titles, strict=True):
        with in_group(group):
            actions.publish_issue(make_issue(group, title), actor=None)
    assert clusters() == []
