"""Four weeks after a fix: who is asked how, what each answer does, what becomes public of it."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.utils import translation

from feedback.actions import Given, join_issue, receive_case
from feedback.models import Message, Told
from groups.gate import open_gate
from groups.models import Group, Membership
from groups.queries import tasks_for
from issues import actions
from issues.lifecycle import IssueState
from issues.models import FixRound, FixWord, Issue
from issues.models.fix import word_key
from issues.queries import FixCounts
from issues.tasks import ask_about_fixes
from masam.audit.models import Entry
from masam.notifications.actions import deliver_notice
from masam.notifications.models import Notice
from masam.tenancy import in_group
from tests.factories.issues import issue_in, membership, photo

S = IssueState
KEY = "f" * 32


@pytest.fixture
def fixed(khovd, cast, department, clinic):
    """A public fix of five weeks ago, followed by a member."""
    with in_group(khovd):
        row = issue_in(S.VERIFIED_FIXED, khovd, cast, department, service_point=clinic)
        actions.follow_issue(row, actor=cast["member"])
        actions.publish_issue(row, actor=None, photos=row.evidence.all())
        return grow_old(row, weeks=5)


def grow_old(issue, *, weeks):
    when = issue.fixed_at - datetime.timedelta(weeks=weeks)
    Issue.objects.filter(pk=issue.pk).update(fixed_at=when)
    return Issue.objects.get(pk=issue.pk)


def a_case(khovd, issue, *, way="none", contact="", key=KEY):
    with in_group(khovd):
        given = Given(kind="problem", text="Ус алга", way=way, contact=contact)
        receipt = receive_case(khovd, given, actor=None, key=key, body="b")
        join_issue(receipt.case, actor=None, issue=issue)
        return receipt


def link_in(khovd, kind):
    with in_group(khovd):
        for notice in Notice.objects.filter(kind=kind):
            deliver_notice(notice)
    return re.search(r"http://testserver(/ask/[^\s?]+)", mail.outbox[-1].body)[1]


def words():
    return list(FixWord.objects.order_by("id").values_list("channel", "said"))


def test_reporter_followers_and_citizens_are_asked_once_each_by_their_way(khovd, cast, fixed):
    a_case(khovd, fixed, way="mail", contact="bat@example.mn")
    a_case(khovd, fixed, key="e" * 32)
    a_case(khovd, fixed, way="facilitator", contact="99112233", key="d" * 32)
    assert ask_about_fixes() == 1
    assert ask_about_fixes() == 0
    with in_group(khovd):
        assert sorted(words()) == [("call", ""), ("code", ""), ("mail", ""), ("mail", "")]
        assert Notice.objects.filter(kind="issue_asked").count() == 1
        assert Notice.objects.filter(kind="case_asked").count() == 1
        assert Told.objects.filter(verb="ask", told_at=None).count() == 1
        assert Message.objects.filter(text__contains="Дөрвөн долоо хоног").count() == 3
        assert "bat@example.mn" not in str(list(FixWord.objects.values()))


def test_a_group_that_was_paused_catches_up_and_very_old_fixes_rest(khovd, cast, fixed):
    Group.objects.filter(pk=khovd.pk).update(state="paused")
    assert ask_about_fixes() == 0
    with in_group(khovd):
        grow_old(fixed, weeks=20)
    Group.objects.filter(pk=khovd.pk).update(state="active")
    assert ask_about_fixes() == 1
    with in_group(khovd):
        FixWord.objects.all().delete()
        FixRound.objects.all().delete()
        grow_old(fixed, weeks=80)
    assert ask_about_fixes() == 0


def test_one_press_in_the_mail_answers_once_and_a_look_changes_nothing(visitor, khovd, fixed):
    ask_about_fixes()
    path = link_in(khovd, "issue_asked")
    page = visitor.get(path)
    assert page.status_code == 200
    assert not page.cookies
    for value in ("yes", "partly", "no"):
        assert f'name="said" value="{value}"' in page.content.decode()
    with in_group(khovd):
        assert words() == [("mail", "")]
    assert visitor.post(path, {}).status_code == 422
    assert visitor.post(path, {"said": "perhaps"}).status_code == 422
    assert visitor.post(path, {"said": "yes", "note": "Ус гарч байна"}).status_code == 303
    assert visitor.post(path, {"said": "no"}).status_code == 422
    with in_group(khovd):
        assert words() == [("mail", "yes")]
        assert Issue.objects.get().state == S.VERIFIED_FIXED


def test_no_opens_it_again_tells_the_office_and_the_second_fix_is_a_round_of_its_own(
    visitor, khovd, cast, fixed
):
    ask_about_fixes()
    path = link_in(khovd, "issue_asked")
    sent = {"said": "no", "note": "Ус дахин алга", "photos": photo()}
    assert visitor.post(path, sent).status_code == 303
    with in_group(khovd):
        issue = Issue.objects.get()
        assert issue.state == S.REOPENED
        assert issue.evidence.filter(shows="problem").count() == 1
        told = Notice.objects.filter(kind="issue_reopened")
        assert cast["officer"].pk in told.values_list("recipient", flat=True)
        issue = actions.claim_issue(issue, actor=cast["officer"], note="Дахин засав")
        actions.confirm_issue(
            issue, actor=cast["monitor"], membership=membership(khovd, cast["monitor"]),
            note="Болжээ", photos=[photo()],
        )  # fmt: skip
    assert "дахин" in visitor.get(path).content.decode().lower()
    assert ask_about_fixes() == 0
    with in_group(khovd):
        grow_old(Issue.objects.get(), weeks=4)
    assert ask_about_fixes() == 1
    with in_group(khovd):
        assert list(FixRound.objects.values_list("number", flat=True)) == [1, 2]
        assert words() == [("mail", "no"), ("mail", "")]


def test_partly_is_told_to_the_office_and_the_leaders_and_stays_fixed(khovd, cast, fixed):
    with in_group(khovd):
        for who in ("user:1", "user:2"):
            actions.say_fixed(
                fixed, actor=None, key=word_key(who), said="partly", note="Бага", channel="mail"
            )
        told = Notice.objects.filter(kind="issue_doubted").values_list("recipient__name", flat=True)
        assert sorted(told) == sorted(2 * ["facilitator khovd", "officer khovd", "secretary khovd"])
        assert Issue.objects.get().state == S.VERIFIED_FIXED


def test_a_later_word_takes_the_place_of_the_same_persons_first(khovd, cast, fixed):
    with in_group(khovd):
        for said in ("partly", "yes"):
            actions.say_fixed(fixed, actor=None, key=word_key("user:1"), said=said, channel="mail")
        assert words() == [("mail", "yes")]


def test_members_are_asked_at_their_desk_and_others_are_not(as_, khovd, cast, fixed):
    ask_about_fixes()
    address = f"/khovd/desk/issues/{fixed.code}/fixed/"
    with in_group(khovd):
        tasks = [task.url for task in tasks_for(open_gate("khovd", cast["member"]))]
    assert address in tasks
    assert as_("member").get(address).status_code == 200
    assert as_("secretary").post(address, {"said": "yes"}).status_code == 403
    assert as_("observer").get(address).status_code == 403
    assert as_("member").post(address, {"said": "yes"}).status_code == 303
    with in_group(khovd):
        tasks = [task.url for task in tasks_for(open_gate("khovd", cast["member"]))]
        assert words() == [("desk", "yes")]
    assert address not in tasks
    page = as_("facilitator").get(f"/khovd/desk/issues/{fixed.code}/").content.decode()
    assert "Асуусан 1 хүнээс 1" in page


def test_a_citizen_answers_behind_the_code(visitor, khovd, fixed, fresh_limits):
    receipt = a_case(khovd, fixed)
    ask_about_fixes()
    code = receipt.code
    page = visitor.post("/follow/", {"code": code}).content.decode()
    assert 'name="said" value="partly"' in page
    assert visitor.post("/follow/", {"code": code, "verb": "fixed"}).status_code == 422
    sent = {"code": code, "verb": "fixed", "said": "no", "note": "Ус алга"}
    assert visitor.post("/follow/", sent).status_code == 200
    with in_group(khovd):
        assert Issue.objects.get().state == S.REOPENED
        assert ("code", "no") in words()
    assert visitor.post("/follow/", sent).status_code == 422


def test_a_citizen_answers_from_the_mail_and_the_address_is_kept_nowhere(visitor, khovd, fixed):
    a_case(khovd, fixed, way="mail", contact="bat@example.mn")
    ask_about_fixes()
    path = link_in(khovd, "case_asked")
    assert visitor.post(path, {"said": "yes"}).status_code == 303
    with in_group(khovd):
        assert ("mail", "yes") in words()


def test_a_link_of_a_paused_group_takes_nothing_in(visitor, khovd, fixed):
    ask_about_fixes()
    path = link_in(khovd, "issue_asked")
    Group.objects.filter(pk=khovd.pk).update(state="paused")
    assert visitor.post(path, {"said": "no"}).status_code == 422
    with in_group(khovd):
        assert Issue.objects.get().state == S.VERIFIED_FIXED


@pytest.mark.parametrize(
    ("yes", "rest", "shown"),
    [(4, 0, ""), (3, 1, ""), (5, 0, "5"), (7, 6, "7"), (7, 2, "Most"), (2, 5, "Many"),
     (3, 3, "Many")],
)  # fmt: skip
def test_no_public_number_of_people_under_five(yes, rest, shown):
    with translation.override("en"):
        said = FixCounts(asked=20, yes=yes, no=rest).public_words
    assert said.startswith(shown) if shown.isalpha() else shown in said
    assert bool(said) == bool(shown)
    small = {str(number) for number in (yes, rest, yes + rest) if 0 < number < 5}
    assert not small & set(re.findall(r"\d+", said))


def test_the_public_page_counts_and_names_nobody(visitor, khovd, fixed):
    with in_group(khovd):
        for number in range(5):
            actions.say_fixed(
                fixed, actor=None, key=word_key(f"user:{number}"), said="yes", channel="mail"
            )
    page = visitor.get(f"/khovd/issues/{fixed.code}/").content.decode()
    assert "5 хүн" in page
    assert "monitor" not in page
    assert "дагадаг хүн" not in page


# --- a citizen's word by phone or in person ------------------------------------------------------


def test_a_word_by_phone_counts_like_the_citizens_own_and_says_who_noted_it(
    khovd, cast, as_, department
):
    with in_group(khovd):
        issue = issue_in("verified_fixed", khovd, cast, department)
    url = f"/khovd/desk/issues/{issue.code}/"
    words = {"said": "yes", "channel": "call", "note": "Ус халуун болсон"}
    client = as_("secretary")
    assert f"{url}word/" in client.get(url).content.decode()
    bad = client.post(f"{url}word/", words | {"note": ""})
    assert bad.status_code == 422
    for _person in (1, 2):  # two citizens, two words
        assert client.post(f"{url}word/", words).status_code == 303
    assert (
        client.post(f"{url}word/", words | {"said": "partly", "channel": "talk"}).status_code == 303
    )
    with in_group(khovd):
        said = FixWord.objects.order_by("id").values_list("said", "channel")
        assert [*said] == [("yes", "call"), ("yes", "call"), ("partly", "talk")]
        entry = Entry.objects.filter(verb="issue.noted").latest("id")
        assert entry.actor == cast["secretary"]
        assert entry.data == {"said": "partly", "channel": "talk"}
        assert Notice.objects.filter(kind="issue_doubted", recipient=cast["officer"]).exists()
    assert client.post(f"{url}word/", words | {"said": "no"}).status_code == 303
    with in_group(khovd):
        assert Issue.objects.get().state == "reopened"
    assert client.post(f"{url}word/", words).status_code == 422
    assert "дахин" in client.get(f"{url}word/").content.decode()


def test_a_word_while_the_fix_waits_is_read_by_who_verifies_it(khovd, cast, as_, department):
    with in_group(khovd):
        issue = issue_in("claimed_fixed", khovd, cast, department)
    words = {"said": "no", "channel": "talk", "note": "Одоо ч хүйтэн байна"}
    url = f"/khovd/desk/issues/{issue.code}/"
    assert as_("monitor").post(f"{url}word/", words).status_code == 303
    with in_group(khovd):
        assert Issue.objects.get().state == "claimed_fixed"
        assert not FixWord.objects.exists()
    page = as_("monitor").get(url).content.decode()
    assert "Одоо ч хүйтэн байна" in page


def test_neither_a_member_nor_the_office_notes_a_citizens_word(khovd, cast, as_, department):
    with in_group(khovd):
        issue = issue_in("verified_fixed", khovd, cast, department)
        words = {"said": "yes", "channel": "call", "note": "Болсон"}
        for role in ("member", "officer"):
            with pytest.raises(actions.CannotAnswer):
                actions.note_word(issue, actor=cast[role], **words)
        seat = Membership.objects.get(user=cast["monitor"], group=khovd)
        seat.organisation = department
        seat.save()
        with pytest.raises(actions.CannotAnswer):
            actions.note_word(issue, actor=cast["monitor"], **words)
        assert not FixWord.objects.exists()
    url = f"/khovd/desk/issues/{issue.code}/word/"
    assert as_("member").post(url, words).status_code == 422
    assert as_("officer").get(url).status_code in {403, 404}
