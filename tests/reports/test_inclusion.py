"""Inclusion figures, counted by hand; the tallies behind them are the truth."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from groups.models import AgendaItem, GroupRules, Membership, MemberTraits
from issues.actions import note_concern
from masam.calendars.periods import parse
from masam.tenancy import in_group
from reports.actions import rebuild_tallies
from reports.models import Measure, Tally
from reports.queries import Choice, Ratio, inclusion_of, monthly_snapshot, public_inclusion
from reports.queries.group import group_dashboard
from tests.factories.reports import change_issue, make_issue, make_meeting

TODAY = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today(khovd):
    with time_machine.travel(TODAY, tick=False), in_group(khovd):
        yield


def third_quarter(found):
    """Give the ratios of the third quarter."""
    return next(row.ratios for row in found if row.period == parse("2026-Q3"))


def tallies():
    """Give what the tallies of inclusion say, as rows."""
    rows = Tally.objects.filter(measure__in=[Measure.SEATS, Measure.RAISED, Measure.CONCERN])
    columns = ("measure", "day", "sector", "state", "is_public", "bucket", "n")
    return sorted(rows.exclude(n=0).values_list(*columns))


def test_a_meeting_reaches_the_share_the_group_has_settled(khovd):
    make_meeting(khovd, "2026-07-01", ("community", "civil_society", "government"))
    make_meeting(khovd, "2026-08-01", ("community", "government", "government", "khural"))
    make_meeting(khovd, "2026-09-01", ())  # nobody of the members: not counted
    assert third_quarter(inclusion_of(khovd))["seats"] == Ratio(1, 2)
    GroupRules.objects.create(group=khovd, community_percent=25)
    assert third_quarter(inclusion_of(khovd))["seats"] == Ratio(2, 2)  # today's rule, no recount
    GroupRules.objects.update(community_percent=67)
    assert third_quarter(inclusion_of(khovd))["seats"] == Ratio(0, 2)  # 66.7 is not 67


def test_who_raised_issues_and_whom_they_concern(khovd, cast):
    for reporter in ("citizen", "patient", "council", "staff"):
        issue = make_issue(khovd, "reported", logged_at="2026-07-10", reporter_class=reporter)
    make_issue(khovd, "merged", logged_at="2026-07-10", merged_into=issue)
    note_concern(issue, actor=cast["secretary"], vulnerable=["herder"])
    found = third_quarter(inclusion_of(khovd))
    assert (found["users"], found["concern"]) == (Ratio(2, 4), Ratio(1, 4))
    note_concern(issue, actor=cast["secretary"], vulnerable=[])
    assert third_quarter(inclusion_of(khovd))["concern"] == Ratio(0, 4)


def test_speakers_count_once_a_meeting_and_only_what_was_spoken_of(khovd):
    meeting = make_meeting(khovd, "2026-07-01", ("community", "government"))
    citizen = Membership.objects.get(name="community 1")
    officer = Membership.objects.get(name="government 2")
    MemberTraits.objects.create(group=khovd, membership=citizen, vulnerable=["herder"])
    for position, (speaker, name) in enumerate(
        [(citizen, ""), (citizen, ""), (officer, ""), (None, "Зочин")]
    ):
        AgendaItem.objects.create(
            group=khovd, meeting=meeting, position=position, title="Ус", speaker=speaker,
            speaker_name=name,
        )  # fmt: skip
    found = third_quarter(inclusion_of(khovd))
    assert found["speakers"] == found["vulnerable_speakers"] == Ratio(1, 2)
    AgendaItem.objects.filter(speaker=officer).update(outcome_kind="postponed")
    assert third_quarter(inclusion_of(khovd))["speakers"] == Ratio(1, 1)


def test_the_public_sees_published_rows_and_no_small_counts(khovd, cast):
    for number in range(12):
        issue = make_issue(khovd, "reported", logged_at="2026-07-10", reporter_class="citizen")
        if number < 5:
            note_concern(issue, actor=cast["secretary"], vulnerable=["poor"])
    make_issue(khovd, "reported", logged_at="2026-07-10", published_at=None)
    found = third_quarter(public_inclusion(khovd))
    assert found["concern"] == Ratio(5, 12)
    assert found["users"] == Ratio(12, 12)
    note_concern(issue, actor=cast["secretary"], vulnerable=["poor"])
    change_issue(issue, reporter_class="media")
    found = third_quarter(public_inclusion(khovd))
    assert found["users"].is_hidden  # one that was not a user could be found by taking away
    assert found["users"].percent is None
    assert "speakers" not in found


def test_tallies_of_inclusion_are_those_of_a_rebuild(khovd, cast):
    make_meeting(khovd, "2026-07-01", ("community", "government"))
    first = make_issue(khovd, "reported", logged_at="2026-07-10")
    second = make_issue(khovd, "reported", logged_at="2026-08-10", reporter_class="student")
    first = note_concern(first, actor=cast["secretary"], vulnerable=["herder", "elder"])
    change_issue(first, published_at=None)
    second = note_concern(second, actor=cast["secretary"], vulnerable=["poor"])
    change_issue(second, state="merged", merged_into=first)
    kept = tallies()
    assert len(kept) == 3
    rebuild_tallies(khovd)
    assert tallies() == kept


def test_the_page_the_dashboard_and_the_report_say_the_same(khovd, as_, visitor):
    make_meeting(khovd, "2026-10-01", ("community", "government"))
    page = as_("member").get("/en/khovd/desk/reports/inclusion/").content.decode()
    assert "1\u00a0/\u00a01 (100\u00a0%)" in page
    assert "1\u00a0/\u00a01 (100\u00a0%)" in visitor.get("/en/khovd/").content.decode()
    snapshot = monthly_snapshot(khovd, parse("2026-10"))
    assert snapshot["inclusion"][-1]["seats"] == [1, 1]


def test_the_dashboard_costs_the_same_however_much_there_is(khovd, django_assert_max_num_queries):
    choice = Choice(parse("2026-Q3"))
    make_meeting(khovd, "2026-07-01", ("community",))
    with django_assert_max_num_queries(10):
        group_dashboard(khovd, choice)
    make_meeting(khovd, "2026-08-01", ("community", "government"))
    make_issue(khovd, "reported", logged_at="2026-08-10")
    with django_assert_max_num_queries(10):
        group_dashboard(khovd, choice)
