"""The whole command, once for all these tests, in a transaction that is rolled back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Count
from django.test import Client

from disclosure.models import Owed
from feedback.models import Case, Scorecard
from groups.models import Attendance, Group, Meeting, Membership, Role
from issues.actions import unmerge_issue
from issues.lifecycle import ActionState, IssueState
from issues.models import (
    BulkChange,
    Issue,
    JointAction,
    Lesson,
    LinkStage,
    RankingRound,
    Referral,
    ReferralState,
    SystemicLink,
    Tag,
)
from issues.queries.ranking import result_of
from masam.accounts.models import User
from masam.audit.models import Entry
from masam.demo.people import PEOPLE
from masam.jobs.models import JobState
from masam.notifications.mailbox import read_letter
from masam.notifications.models import InboundMail, MailState
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from reports.actions import rebuild_tallies
from reports.models import Report, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("media")
    before = settings.MEDIA_ROOT, settings.REFERENCE_DATA
    settings.MEDIA_ROOT, settings.REFERENCE_DATA = str(folder), ""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)
    settings.MEDIA_ROOT, settings.REFERENCE_DATA = before


pytestmark = pytest.mark.usefixtures("demo")


def groups() -> list[Group]:
    return list(Group.objects.all())


def khovd() -> Group:
    return Group.objects.get(slug="khovd")


def counts() -> list[int]:
    found = [model.objects.count() for model in (User, Group, Organisation)]
    with in_group(*groups()):
        owned = (Entry, Membership, Meeting, Attendance, Issue, JointAction, Case, Report, Tally)
        return found + [model.objects.count() for model in owned]


def test_a_second_run_loads_nothing(django_assert_max_num_queries):
    before = counts()
    with django_assert_max_num_queries(6):
        call_command("demo", verbosity=0)
    assert counts() == before


def test_without_a_demo_password_it_refuses(settings):
    settings.DEMO_PASSWORD = ""
    with pytest.raises(CommandError):
        call_command("demo")


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.email)
def test_every_demo_person_can_sign_in(person):
    data = {"login": person.email, "password": settings.DEMO_PASSWORD}
    client = Client()
    assert client.post("/login/", data).status_code in (302, 303)
    assert "_auth_user_id" in client.session


def test_only_the_demo_people_have_accounts():
    assert User.objects.count() == len(PEOPLE)


def test_every_group_has_forty_to_sixty_members_and_public_meetings():
    for group in groups():
        with in_group(group):
            assert 40 <= Membership.objects.current(group.today()).count() <= 60
            assert Meeting.objects.published().count() >= 4
            came = Meeting.objects.held().annotate(n=Count("attendance"))
            assert all(meeting.n > 10 for meeting in came)


def test_issues_stand_in_every_state():
    with in_group(*groups()):
        assert set(Issue.objects.values_list("state", flat=True)) == set(IssueState.values)
        assert set(JointAction.objects.values_list("state", flat=True)) == set(ActionState.values)


def test_nothing_happened_in_the_future_and_every_state_has_its_entry():
    with in_group(khovd()):
        for issue in Issue.objects.all():
            entries = Entry.objects.filter(target_kind="issues.issue", target_id=issue.pk)
            assert entries.filter(at__gte=issue.state_at).exists()
            last = entries.order_by("id").last()
            assert last is not None
            assert not entries.filter(at__gt=last.at).exists()


def test_who_tries_the_thread_finds_its_beginnings():
    group = khovd()
    with in_group(group):
        office = Membership.objects.get(user__email="health@khovd.example").organisation
        waiting = Issue.objects.filter(responsible=office, answered_at=None).unfinished()
        assert waiting.count() >= 3
        assert waiting.overdue(group.today()).exists()
        assert Issue.objects.filter(state=IssueState.CLAIMED_FIXED).count() >= 2
        assert Issue.objects.filter(state=IssueState.REPORTED).count() >= 3
        assert Case.objects.waiting().count() >= 3
        assert Case.objects.overdue(group.today()).exists()
        half = JointAction.objects.filter(state=ActionState.HALF_DONE, civil_done_at=None)
        assert half.filter(civil_owner__role=Role.FACILITATOR).exists()
        assert Scorecard.objects.filter(published_at__isnull=False).count() == 2


def test_disclosure_checks_are_due():
    group = khovd()
    with in_group(group):
        assert Owed.objects.to_check(group.today()).count() > 5
        assert Owed.objects.gaps().exists()


def test_the_reports_of_khovd_are_ready():
    with in_group(khovd()):
        reports = list(Report.objects.all())
        assert [report.state for report in reports] == [JobState.READY] * 2, reports[0].error
        assert {file.language for file in reports[0].files.all()} == {"mn", "en"}


def test_the_tallies_are_those_of_a_rebuild():
    group = khovd()
    with in_group(group):
        columns = ("measure", "day", "sector", "state", "is_public", "bucket", "n", "total")
        before = sorted(Tally.objects.exclude(n=0).values_list(*columns))
        rebuild_tallies(group)
        assert sorted(Tally.objects.values_list(*columns)) == before


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/khovd/",
        "/khovd/issues/",
        "/khovd/meetings/",
        "/khovd/disclosure/",
        "/en/",
        "/issues/",
    ],
)
def test_public_pages_show_it(path):
    assert Client().get(path).status_code == 200


def test_lessons_speak_english_too():
    with in_group(*groups()):
        cards = list(Lesson.objects.all())
    assert cards
    assert all(card.title_en and card.problem_en and card.worked_en for card in cards)
    assert not any(re.search("[а-яөү]", card.worked_en.lower()) for card in cards)


def test_a_facilitator_finds_what_waits_for_a_decision():
    with in_group(khovd()):
        assert Referral.objects.filter(state=ReferralState.PROPOSED).count() == 1
        held = InboundMail.objects.filter(group=khovd(), state=MailState.HELD)
        assert {read_letter(bytes(mail.content)).text != "" for mail in held} == {True}
        assert BulkChange.objects.get().can_be_undone
        assert SystemicLink.objects.filter(stage=LinkStage.TIED).exists()
        assert not Tag.objects.filter(uses=None).exists()


def test_every_merge_can_be_undone():
    for group in groups():
        with in_group(group), transaction.atomic():
            for issue in Issue.objects.filter(state=IssueState.MERGED):
                assert unmerge_issue(issue, actor=None).state == IssueState.REPORTED
            transaction.set_rollback(True)


def test_a_ranking_has_one_first_place_and_few_ties():
    with in_group(khovd()):
        row = RankingRound.objects.get(number=1)
        row.group = khovd()
        places = result_of(row).places
    assert [place.place for place in places].count(1) == 1
    assert len({place.dots for place in places}) >= len(places) - 3
