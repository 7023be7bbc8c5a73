"""Figures against small worlds counted by hand."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from feedback.models import Case
from feedback.signals import case_changed
from groups.models import Counter
from masam.calendars.periods import parse
from masam.tenancy import in_group
from reports.indicators import median_of, shown, suppress
from reports.queries import Choice, national_dashboard
from reports.queries.national import make_national
from reports.views.words import feedback_tile
from tests.factories.reports import at, change_issue, make_issue, make_meeting

TODAY = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)
Q3 = Choice(parse("2026-Q3"))


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


def test_a_verified_fix_counts_in_the_period_of_its_verification(khovd):
    with in_group(khovd):
        make_issue(khovd, "verified_fixed", logged_at="2026-05-01", fixed_at="2026-07-01")
        make_issue(khovd, "verified_fixed", logged_at="2026-09-01", fixed_at="2026-10-01")
    figures = make_national(Q3).figures
    assert (figures.fixed, figures.recorded) == (1, 1)


def test_a_claimed_fix_never_counts_as_fixed(khovd):
    with in_group(khovd):
        make_issue(khovd, "claimed_fixed", logged_at="2026-07-02")
    figures = make_national(Q3).figures
    assert (figures.fixed, figures.problems_fixed, figures.problems, figures.acting) == (0, 0, 1, 1)


def test_a_reopened_fix_is_taken_away_again(khovd):
    with in_group(khovd):
        issue = make_issue(khovd, "verified_fixed", logged_at="2026-07-02")
        assert make_national(Q3).figures.fixed == 1
        change_issue(issue, state="reopened")
    figures = make_national(Q3).figures
    assert (figures.fixed, figures.open, figures.fixed_by_now) == (0, 1, 0)


def test_the_fix_rate_leaves_out_problems_younger_than_ninety_days(khovd):
    """90 days before 23 November 2026 is 25 August: that day itself is not old enough."""
    with in_group(khovd):
        make_issue(khovd, "verified_fixed", verified_at="2026-08-24")
        make_issue(khovd, "verified", verified_at="2026-08-24")
        make_issue(khovd, "verified_fixed", verified_at="2026-08-25")
        make_issue(khovd, "verified_fixed", verified_at="2024-01-01")
    national = make_national(Q3)
    assert (national.figures.problems_fixed, national.figures.problems) == (2, 3)
    assert national.cut_date == datetime.date(2026, 8, 25)


def test_rejected_and_merged_issues_are_no_problems(khovd):
    with in_group(khovd):
        first = make_issue(khovd, "verified", logged_at="2026-07-02")
        make_issue(khovd, "rejected", logged_at="2026-07-02", verified_at="2026-07-02")
        make_issue(khovd, "merged", logged_at="2026-07-02", merged_into=first)
    figures = make_national(Q3).figures
    assert (figures.problems, figures.recorded, figures.apart) == (1, 3, 2)


def test_overdue_follows_the_calendar_without_any_change(khovd):
    with in_group(khovd):
        make_issue(khovd, "accepted", due_date=datetime.date(2026, 11, 23))
        make_issue(khovd, "verified_fixed", due_date=datetime.date(2026, 11, 1))
    assert make_national(Q3).figures.overdue == 0
    with time_machine.travel(TODAY + datetime.timedelta(days=1)):
        national = make_national(Q3)
    assert national.figures.overdue == 1
    assert [issue.days for issue in national.attention] == [1]


def test_the_median_is_exact(khovd):
    with in_group(khovd):
        for days in (3, 9, 70, 80):
            fixed = datetime.datetime(2026, 8, 31, tzinfo=khovd.tz)
            make_issue(
                khovd,
                "verified_fixed",
                fixed_at=fixed,
                logged_at=fixed - datetime.timedelta(days=days),
            )
    assert make_national(Q3).median_days == 39.5


def test_answered_on_time_leaves_out_those_that_still_may_be(khovd):
    with in_group(khovd):
        make_issue(khovd, "accepted", assigned_at="2026-08-01", answered_at="2026-08-31")
        make_issue(khovd, "accepted", assigned_at="2026-08-01", answered_at="2026-09-02")
        make_issue(khovd, "accepted", assigned_at="2026-08-01")
        make_issue(khovd, "accepted", assigned_at="2026-11-20")
    third, fourth = (make_national(Choice(parse(p))).figures for p in ("2026-Q3", "2026-Q4"))
    assert (third.on_time, third.sent) == (1, 3)
    assert (fourth.on_time, fourth.sent) == (0, 0)


def test_the_month_is_the_one_where_the_group_lives(khovd, bayanzurkh):
    """00:30 on 1 October in Ulaanbaatar is still September in Khovd."""
    moment = datetime.datetime(2026, 9, 30, 16, 30, tzinfo=datetime.UTC)
    for group in (khovd, bayanzurkh):
        with in_group(group):
            make_issue(group, logged_at=moment)
    rows = {line.place.slug: line.figures.recorded for line in make_national(Q3).groups}
    assert rows == {"khovd": 1, "bayanzurkh": 0}


def test_public_figures_count_only_what_is_published(khovd):
    with in_group(khovd):
        make_issue(khovd, logged_at="2026-07-02")
        make_issue(khovd, logged_at="2026-07-02", published_at=None)
    national = make_national(Q3)
    assert (national.figures.recorded, national.unpublished) == (1, 1)


def test_filters_narrow_every_figure(khovd, bayanzurkh):
    with in_group(khovd):
        make_issue(khovd, "verified_fixed", fixed_at="2026-08-01", logged_at="2026-07-01")
        make_issue(khovd, "reported", sector="education", logged_at="2026-07-01")
    with in_group(bayanzurkh):
        make_issue(bayanzurkh, "reported", logged_at="2026-07-01")
    assert make_national(Q3.changed(sector="health")).figures.recorded == 2
    assert make_national(Q3.changed(group="khovd")).figures.recorded == 2
    assert make_national(Q3.changed(group="khovd", state="reported")).figures.recorded == 1
    fixed = make_national(Q3.changed(state="verified_fixed", period=parse("2026-08")))
    assert (fixed.figures.recorded, fixed.figures.fixed) == (1, 1)


def test_meetings_and_participants_count_public_ones(khovd):
    with in_group(khovd):
        make_meeting(khovd, "2026-09-30", ("community",) * 6, guests_female=2)
        make_meeting(khovd, "2026-09-30", ("community",), public=False)
    figures = make_national(Q3).figures
    assert (figures.meetings, figures.participants) == (1, 8)


def test_the_dashboard_is_kept_until_the_version_grows(khovd):
    with in_group(khovd):
        make_issue(khovd, logged_at="2026-07-02")
        assert national_dashboard(Q3, "a").figures.recorded == 1
        make_issue(khovd, logged_at="2026-07-02")
    assert national_dashboard(Q3, "a").figures.recorded == 1
    assert national_dashboard(Q3, "b").figures.recorded == 2


@pytest.mark.parametrize(
    ("values", "median"),
    [([], None), ([(4, 1)], 4), ([(1, 1), (2, 1)], 1.5), ([(1, 3), (9, 2)], 1), ([(5, 0)], None)],
)
def test_median_of_buckets(values, median):
    assert median_of(values) == median


def test_small_counts_of_people_are_not_shown():
    assert [shown(n) for n in (0, 1, 4, 5)] == [0, None, None, 5]


def test_one_hidden_cell_hides_the_next_smallest_too():
    assert suppress({"a": 3, "b": 10, "c": 7}) == {"a": None, "b": 10, "c": None}


def test_hidden_cells_that_add_up_to_few_hide_another():
    assert suppress({"a": 1, "b": 2, "c": 9, "d": 0}) == {"a": None, "b": None, "c": None, "d": 0}


def test_a_small_total_hides_everything():
    assert suppress({"a": 3, "b": 0}) == {"a": None, "b": None}


def make_case(group, received: str, answered: str | None = None, **fields):
    """A citizen's case, due 30 days after it was said, announced as new."""
    day = datetime.date.fromisoformat(received)
    case = Case.objects.create(
        group=group,
        number=Counter.next_number(group.pk, "case"),
        kind="problem",
        text="Хүйтэн",
        received_date=day,
        due_date=day + datetime.timedelta(days=30),
        answered_at=at(group, answered) if answered else None,
        **fields,
    )
    case_changed.send(Case, case=case, before=None)
    return case


def test_feedback_counts_as_answered_on_time_by_its_last_day(khovd):
    with in_group(khovd):
        make_case(khovd, "2026-07-01", "2026-07-31")
        make_case(khovd, "2026-07-01", "2026-08-01")
        make_case(khovd, "2026-08-01")
        make_case(khovd, "2026-09-15", "2026-09-16")  # its last day is in October
        make_case(khovd, "2026-07-01", is_suspect=True)
    figures = make_national(Q3).figures
    assert (figures.feedback, figures.feedback_on_time, figures.feedback_due) == (4, 1, 3)


def test_feedback_is_public_only_for_the_whole_country_and_only_when_many(khovd):
    with in_group(khovd):
        for _turn in range(5):
            make_case(khovd, "2026-07-01", "2026-07-02")
    figures = make_national(Q3).figures
    assert [tile.value for tile in feedback_tile(figures, Q3)] == [5]
    assert feedback_tile(figures, Q3.changed(group="khovd")) == []
    with in_group(khovd):
        make_case(khovd, "2026-07-01", "2026-09-02")  # one late: the two parts would tell of it
    assert feedback_tile(make_national(Q3).figures, Q3) == []
