"""Following, comments in three visibilities, mentions, and the digest that is never empty (I13)."""

import datetime

import pytest
import time_machine

from groups.models import Membership
from issues import actions
from issues.actions import CannotComment, CannotFollow
from issues.models import Category, Comment, Interest, Mention
from masam.notifications.actions import stop_notices, stop_url, wish_digest, write_mail
from masam.notifications.models import Notice
from masam.notifications.tasks import deliver_waiting, gather_in
from masam.tenancy import in_group

pytestmark = pytest.mark.django_db
LIST = "/khovd/desk/issues/"
FOLLOWING = "/khovd/desk/following/"
MORNING = datetime.datetime(2026, 11, 25, 1, 0, tzinfo=datetime.UTC)  # 08:00 in Khovd, a Wednesday


@pytest.fixture
def khovd_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def issue(khovd, cast, clinic):
    with in_group(khovd):
        return actions.log_issue(
            khovd, actor=cast["secretary"], title="Эм дутагдалтай", sector="health",
            service_point=clinic,
        )  # fmt: skip


def told(user, kind="issue_commented"):
    return Notice.objects.filter(kind=kind, recipient=user)


@pytest.mark.parametrize("what", ["issue", "point", "unit", "category", "everything"])
def test_whoever_follows_hears_of_it(khovd, cast, issue, what):
    with in_group(khovd):
        issue.category = Category.objects.filter(group=khovd, sector="health").first()
        if issue.category is None:
            actions.seed_categories(khovd)
            issue.category = Category.objects.filter(group=khovd, sector="health").first()
        issue.save()
        if what == "issue":
            actions.follow_issue(issue, actor=cast["monitor"])
        else:
            wanted = {
                "point": {"service_point": issue.service_point},
                "unit": {"unit": khovd.unit},
                "category": {"category": issue.category},
                "everything": {},
            }[what]
            actions.follow_more(khovd, actor=cast["monitor"], **wanted)
        actions.comment_issue(issue, actor=cast["member"], text="Мэдээ")
        assert told(cast["monitor"]).get().is_gathered
        assert not told(cast["member"]).exists()


def test_who_left_the_group_hears_nothing_more(khovd, cast, issue):
    with in_group(khovd):
        actions.follow_more(khovd, actor=cast["monitor"])
        yesterday = khovd.today() - datetime.timedelta(days=1)
        Membership.objects.filter(user=cast["monitor"]).update(to_date=yesterday)
        actions.comment_issue(issue, actor=cast["member"], text="Мэдээ")
        assert not told(cast["monitor"]).exists()


def test_a_comment_for_handlers_reaches_no_other_member(khovd, cast, issue):
    with in_group(khovd):
        for name in ("member", "facilitator"):
            actions.follow_more(khovd, actor=cast[name])
        actions.comment_issue(
            issue, actor=cast["secretary"], text="Утсаар ярив", visibility="handlers"
        )
        assert not told(cast["member"]).exists()
        assert told(cast["facilitator"]).exists()


def test_whoever_is_named_is_told_at_once(khovd, cast, issue):
    with in_group(khovd):
        text = f"@{cast['monitor'].name} очиж үзнэ үү"
        comment = actions.comment_issue(issue, actor=cast["member"], text=text)
        assert Mention.objects.get(comment=comment).user == cast["monitor"]
        assert not told(cast["monitor"]).get().is_gathered
        words = write_mail(told(cast["monitor"]).get())
    assert text in words.body


def test_nobody_is_named_who_may_not_read_it(khovd, cast, issue):
    with in_group(khovd):
        member = Membership.objects.get(user=cast["member"])
    with in_group(khovd), pytest.raises(CannotComment) as refusal:
        actions.comment_issue(
            issue, actor=cast["secretary"], text="Нууц", visibility="handlers", tell=[member]
        )
    assert refusal.value.field == "visibility"
    with in_group(khovd):
        assert not Comment.objects.exists()


def test_one_thing_is_followed_at_a_time_and_once(khovd, cast, clinic):
    with in_group(khovd):
        with pytest.raises(CannotFollow):
            actions.follow_more(khovd, actor=cast["member"], service_point=clinic, unit=khovd.unit)
        for _ in range(2):
            actions.follow_more(khovd, actor=cast["member"], service_point=clinic)
        assert Interest.objects.count() == 1


# --- the digest ------------------------------------------------------------------------------------


def news(khovd, cast, issue, count=3):
    for number in range(count):
        actions.comment_issue(issue, actor=cast["member"], text=f"Мэдээ {number}")


def test_all_news_come_in_one_mail_and_never_an_empty_one(
    khovd, cast, issue, khovd_morning, mailoutbox
):
    with in_group(khovd):
        actions.follow_more(khovd, actor=cast["monitor"])
        news(khovd, cast, issue)
    deliver_waiting(khovd.pk)
    assert not [mail for mail in mailoutbox if cast["monitor"].email in mail.to]
    assert gather_in(khovd) == 2  # the monitor, and the secretary who logged it
    assert gather_in(khovd) == 0
    deliver_waiting(khovd.pk)
    mine = [mail for mail in mailoutbox if cast["monitor"].email in mail.to]
    assert len(mine) == 1
    assert all(f"Мэдээ {number}" in mine[0].body for number in range(3))
    assert f"/khovd/desk/issues/{issue.code}/" in mine[0].body
    assert mine[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_there_is_one_digest_a_day_whatever_comes_after_it(khovd, cast, issue, khovd_morning):
    with in_group(khovd):
        actions.follow_more(khovd, actor=cast["monitor"])
        news(khovd, cast, issue, 1)
        assert gather_in(khovd) == 2
        news(khovd, cast, issue, 1)
    assert gather_in(khovd) == 0
    with time_machine.travel(MORNING + datetime.timedelta(days=1), tick=False):
        assert gather_in(khovd) == 2


def test_nothing_is_gathered_before_the_morning_of_the_groups_own_zone(khovd, cast, issue):
    with in_group(khovd):
        news(khovd, cast, issue, 1)
    early = MORNING - datetime.timedelta(hours=2)  # 06:00 in Khovd, 07:00 in Ulaanbaatar
    with time_machine.travel(early, tick=False):
        assert gather_in(khovd) == 0


@pytest.mark.parametrize(("rhythm", "days"), [("weekly", 5), ("daily", 0)])
def test_each_hears_as_often_as_wished(khovd, cast, issue, khovd_morning, rhythm, days):
    wish_digest(cast["secretary"], rhythm=rhythm)
    with in_group(khovd):
        news(khovd, cast, issue, 1)
    made = []
    for day in range(7):
        with time_machine.travel(MORNING + datetime.timedelta(days=day), tick=False):
            made.append(gather_in(khovd))
    assert [day for day, count in enumerate(made) if count] == [days]


def test_whoever_wants_each_mail_at_once_gets_it(khovd, cast, issue):
    wish_digest(cast["secretary"], rhythm="at_once")
    with in_group(khovd):
        news(khovd, cast, issue, 1)
        assert not told(cast["secretary"]).get().is_gathered


def test_one_click_ends_the_digest_and_a_wish_begins_it_again(
    khovd, cast, issue, khovd_morning, visitor
):
    with in_group(khovd):
        news(khovd, cast, issue, 1)
        gather_in(khovd)
        digest = Notice.objects.get(kind="digest", recipient=cast["secretary"])
        token = stop_url(digest).rstrip("/").rpartition("/")[2]
    assert visitor.post(f"/stop/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    with in_group(khovd):
        before = told(cast["secretary"]).count()
        news(khovd, cast, issue, 1)
        assert told(cast["secretary"]).count() == before
    wish_digest(cast["secretary"], rhythm="daily")
    with in_group(khovd):
        news(khovd, cast, issue, 1)
        assert told(cast["secretary"]).count() == before + 1
    assert not stop_notices("nonsense")


# --- the pages -------------------------------------------------------------------------------------


def test_a_member_chooses_what_to_follow_without_a_script(as_, khovd, clinic):
    client = as_("member")
    assert client.get(FOLLOWING).status_code == 200
    assert client.post(FOLLOWING, {}).status_code == 422
    assert client.post(FOLLOWING, {"service_point": clinic.pk}).status_code == 303
    assert clinic.name_mn in client.get(FOLLOWING).content.decode()
    assert client.post(f"{FOLLOWING}rhythm/", {"rhythm": "weekly"}).status_code == 303
    with in_group(khovd):
        row = Interest.objects.get()
    words = {"interests": [row.pk]}
    assert as_("monitor").post(f"{FOLLOWING}leave/", words).status_code == 422
    assert client.post(f"{FOLLOWING}leave/", words).status_code == 303
    with in_group(khovd):
        assert not Interest.objects.exists()


@pytest.mark.parametrize("to", ["public", "group", "handlers"])
def test_the_form_says_who_will_read_it_and_the_page_shows_it(as_, issue, to):
    client = as_("secretary")
    address = f"{LIST}{issue.code}/comment/?to={to}"
    assert f'class="said to-{to}"' in client.get(address).content.decode()
    assert client.post(address, {"text": "Үг", "visibility": to}).status_code == 303
    assert f"said to-{to}" in client.get(f"{LIST}{issue.code}/").content.decode()
