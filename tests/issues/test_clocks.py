"""The two clocks of an issue, from being asked to the fix; more time, standing still, promises."""

from __future__ import annotations

import datetime
from datetime import date, timedelta

import pytest
import time_machine
from django.utils.translation import override

from groups.signals import group_opened
from issues import actions
from issues.models import Category, Clock, Issue, Pause, Promise
from issues.queries import clocks_of, desk_issues, with_clocks
from issues.tasks import keep_clocks
from masam.audit.queries import entries_of
from masam.calendars.actions import remove_exception, save_exception
from masam.calendars.models import CalendarException
from masam.notifications.models import Notice
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.issues import issue_in, make_issue

DAY = timedelta(days=1)
NOON = datetime.time(4, 0, tzinfo=datetime.UTC)


def at(day: date) -> time_machine.travel:
    """Travel to the late morning of a day, the same day in both zones."""
    return time_machine.travel(datetime.datetime.combine(day, NOON), tick=False)


@pytest.fixture(autouse=True)
def scope(request, khovd):
    with in_group(khovd):
        yield


@pytest.fixture
def asked(khovd, cast, department):
    """Give an issue whose office was asked today."""
    return issue_in("verified", khovd, cast, department)


def promise(group, **fields):
    given = {"kind": "resolve", "days": 7, "unit": "working"} | fields
    return actions.make_promise(group, actor=None, **given)


def told(issue):
    """Give what pages show of the issue's clocks."""
    return clocks_of(with_clocks(Issue.objects.select_related("group")).get(pk=issue.pk))


def days_of(issue):
    rows = Clock.objects.filter(issue=issue).running().order_by("due_date", "id")
    return [(row.kind, row.basis, row.due_date) for row in rows]


def again(issue):
    return Issue.objects.get(pk=issue.pk)


# --- a round begins, is met, and begins again ----------------------------------------------------


def test_asking_starts_both_clocks_and_the_law_counts_thirty_days(khovd, cast, department):
    with at(date(2026, 7, 6)):
        issue = issue_in("verified", khovd, cast, department)
        assert days_of(issue) == [
            ("acknowledge", "law", date(2026, 7, 8)),
            ("resolve", "law", date(2026, 8, 5)),
        ]
        assert again(issue).due_date == date(2026, 8, 5)


@pytest.mark.parametrize(
    ("start", "due", "sentence"),
    [
        (
            date(2026, 7, 6), date(2026, 7, 21),
            "7 working days from 6 Jul 2026, without Naadam 10–15 Jul: 21 Jul",
        ),
        (
            date(2026, 2, 13), date(2026, 2, 27),
            "7 working days from 13 Feb 2026, without Tsagaan Sar 18–20 Feb: 27 Feb",
        ),
    ],
)  # fmt: skip
def test_the_two_computed_cases_bind_and_explain_themselves(
    khovd, cast, department, start, due, sentence
):
    promise(khovd)
    with at(start):
        issue = issue_in("verified", khovd, cast, department)
        assert again(issue).due_date == due
        with override("en"):
            binding = told(issue).binding
            assert binding.sentence == sentence
            assert binding.source == "The group's promise"
            assert [face.source for face in told(issue).running][1].endswith("article 16")


def test_the_start_is_the_day_where_the_group_lives(khovd, bayanzurkh, cast, department):
    moment = datetime.datetime(2026, 7, 5, 16, 30, tzinfo=datetime.UTC)  # 23:30 and 00:30
    with time_machine.travel(moment, tick=False):
        for group, start in ((khovd, date(2026, 7, 5)), (bayanzurkh, date(2026, 7, 6))):
            with in_group(group):
                issue = make_issue(group)
                actions.assign_issue(issue, actor=None, organisation=department)
                clock = Clock.objects.get(issue=issue, kind="resolve")
                assert clock.start_date == start
                assert clock.due_at.astimezone(datetime.UTC).hour == (16 if group == khovd else 15)


def test_the_nearest_promise_counts(khovd, cast, department):
    actions.seed_categories(khovd)
    meals = Category.objects.get(key="medicine")
    for words in ({"days": 25}, {"sector": "health", "days": 20}, {"category": meals, "days": 10}):
        promise(khovd, unit="calendar", **words)
    for category, days in ((meals, 10), (None, 20)):
        issue = make_issue(khovd, category=category)
        actions.assign_issue(issue, actor=None, organisation=department)
        assert again(issue).due_date == khovd.today() + days * DAY


def test_a_day_asked_for_binds_when_it_is_earlier_than_the_laws(khovd, cast, department):
    for days, bound in ((10, 10), (45, 30)):
        issue = make_issue(khovd)
        day = khovd.today() + days * DAY
        actions.assign_issue(issue, actor=None, organisation=department, due_date=day)
        assert again(issue).due_date == khovd.today() + bound * DAY
        entry = entries_of(issue).get(verb="issue.assigned")
        assert entry.data["is_legal"] is (days == 45)


def test_accepting_acknowledges_and_the_claim_meets_the_rest(khovd, cast, department):
    issue = issue_in("accepted", khovd, cast, department)
    assert [kind for kind, _basis, _day in days_of(issue)] == ["resolve"]
    actions.claim_issue(issue, actor=cast["officer"], note="Засав")
    assert days_of(issue) == []
    assert all(face.met and not face.is_late for face in told(issue).current)


def test_what_is_done_after_the_day_is_late(khovd, cast, department):
    with at(date(2026, 7, 6)):
        issue = issue_in("verified", khovd, cast, department)
    with at(date(2026, 8, 6)):
        assert told(issue).binding.left == -1
        issue = actions.claim_issue(issue, actor=cast["officer"], note="Засав")
        assert {face.kind: face.is_late for face in told(issue).current} == {
            "acknowledge": True, "resolve": True,
        }  # fmt: skip


def test_a_reopened_issue_gets_a_new_round_and_keeps_the_old_one(khovd, cast, department):
    with at(date(2026, 7, 6)):
        issue = issue_in("claimed_fixed", khovd, cast, department)
    with at(date(2026, 9, 1)):
        issue = actions.reopen_issue(issue, actor=cast["monitor"], note="Ус алга")
        assert issue.due_date == date(2026, 10, 1)
        clocks = told(issue)
        assert ({face.round for face in clocks.current}, len(clocks.earlier)) == ({2}, 2)


def test_to_ask_another_office_begins_anew(khovd, cast, asked, school):
    actions.assign_issue(asked, actor=cast["secretary"], organisation=school)
    assert Clock.objects.filter(issue=asked, stopped_why="anew").count() == 2
    assert Clock.objects.filter(issue=asked, round=2).running().count() == 2


def test_the_next_level_has_a_term_of_its_own_and_the_way_back_starts_again(khovd, cast, asked):
    asked = actions.refer_issue(asked, actor=cast["facilitator"], note="Төсөв", referred_to="ЭМЯ")
    assert days_of(asked) == [("resolve", "law", khovd.today() + 30 * DAY)]
    actions.recall_issue(asked, actor=cast["facilitator"], note="Буцаав")
    assert {row.round for row in Clock.objects.filter(issue=asked).running()} == {3}


def test_the_clocks_of_a_merged_issue_run_on_when_the_merge_is_undone(khovd, cast, asked):
    before = days_of(asked)
    merged = actions.merge_issue(asked, actor=cast["facilitator"], into=make_issue(khovd))
    assert days_of(asked) == []
    actions.unmerge_issue(merged, actor=cast["facilitator"])
    assert days_of(asked) == before


def test_a_rejected_issue_has_no_term(khovd, cast, asked):
    actions.reject_issue(asked, actor=cast["facilitator"], note="Давхардсан")
    assert days_of(asked) == []
    assert told(asked).binding is None


# --- the office's own day ------------------------------------------------------------------------


def answer(issue, cast, department, days, **words):
    given = {"actor": cast["officer"], "organisation": department, "kind": "working"}
    day = issue.group.today() + days * DAY
    return actions.answer_issue(issue, **given | {"due_date": day} | words)


def test_the_offices_day_takes_the_place_of_the_promise(khovd, cast, department):
    promise(khovd, days=10, unit="calendar")
    issue = issue_in("verified", khovd, cast, department)
    answer(issue, cast, department, 20)
    assert again(issue).due_date == khovd.today() + 20 * DAY
    assert Clock.objects.get(issue=issue, basis="promise").stopped_why == "replaced"
    answer(issue, cast, department, 25)
    assert again(issue).due_date == khovd.today() + 25 * DAY


def test_a_later_day_extends_the_law_with_the_answer_as_its_reason(khovd, cast, department, asked):
    with pytest.raises(actions.CannotExtend) as refused:
        answer(asked, cast, department, 45)
    assert refused.value.field == "text"
    answer(asked, cast, department, 45, text="Захиалга ирээгүй")
    law = Clock.objects.get(issue=asked, basis="law", kind="resolve")
    assert (law.extended_days, law.extended_reason) == (15, "Захиалга ирээгүй")
    assert again(asked).due_date == khovd.today() + 45 * DAY
    assert entries_of(asked).filter(verb="issue.extended").exists()


def test_no_promise_reaches_beyond_the_law(khovd, cast, department, asked):
    answer(asked, cast, department, 200, text="Дараа жил")
    assert again(asked).due_date == khovd.today() + 60 * DAY
    answer(asked, cast, department, 300, text="Дахин")  # extended already: only noted
    assert again(asked).due_date == khovd.today() + 60 * DAY


# --- more time -----------------------------------------------------------------------------------


def extend(issue, actor, days=45, note="Захиалга ирээгүй"):
    return actions.extend_issue(
        issue, actor=actor, until=issue.group.today() + days * DAY, note=note
    )


@pytest.mark.parametrize("role", ["facilitator", "officer"])
def test_more_time_is_given_once_with_a_reason_and_everybody_is_told(khovd, cast, asked, role):
    actions.follow_issue(asked, actor=cast["member"])
    issue = extend(asked, cast[role])
    assert issue.due_date == khovd.today() + 45 * DAY
    people = set(Notice.objects.filter(kind="issue_extended").values_list("recipient", flat=True))
    everybody = {cast[each].pk for each in ("facilitator", "secretary", "officer", "member")}
    assert people == everybody - {cast[role].pk}
    entry = entries_of(issue).get(verb="issue.extended")
    assert entry.data["was"] == str(khovd.today() + 30 * DAY)
    clock = Clock.objects.get(issue=issue, basis="law", kind="resolve")
    assert (clock.extended_by, clock.notified_at is not None) == (cast[role], True)
    with override("en"):
        assert told(issue).binding.sentence.startswith("30 + 15 days from ")
    with pytest.raises(actions.CannotExtend, match="нэг удаа"):
        extend(issue, cast["facilitator"], 50)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"days": 61}, "хамгийн ихдээ 30 хоног"),
        ({"days": 30}, "хойших өдрийг"),
        ({"note": " "}, "бичнэ үү"),
    ],
)
def test_more_time_is_refused_beyond_the_law_without_reason_or_for_nothing(
    cast, asked, words, sentence
):
    with pytest.raises(actions.CannotExtend, match=sentence):
        extend(asked, cast["facilitator"], **words)


def test_more_time_is_refused_after_the_day_and_to_strangers(khovd, cast, department):
    with at(date(2026, 7, 6)):
        issue = issue_in("verified", khovd, cast, department)
        with pytest.raises(actions.CannotExtend):
            extend(issue, cast["school_officer"])
    with at(date(2026, 8, 6)), pytest.raises(actions.CannotExtend, match="дууссан"):
        extend(issue, cast["facilitator"])


def test_more_time_is_refused_when_no_term_runs(khovd, cast, department):
    issue = issue_in("claimed_fixed", khovd, cast, department)
    with pytest.raises(actions.CannotExtend):
        extend(issue, cast["facilitator"])


# --- standing still ------------------------------------------------------------------------------


def pause(issue, cast, until, note="Хариу хүлээж байна"):
    return actions.pause_issue(issue, actor=cast["facilitator"], until=until, note=note)


def test_a_pause_moves_the_day_and_ends_by_itself_once(khovd, cast, department):
    with at(date(2026, 7, 6)):
        issue = issue_in("verified", khovd, cast, department)
        issue = pause(issue, cast, date(2026, 7, 20))
        assert issue.due_date == date(2026, 8, 19)
        assert told(issue).paused_until == date(2026, 7, 20)
        assert Notice.objects.filter(kind="issue_paused", recipient=cast["officer"]).exists()
        assert keep_clocks() == 0
    with at(date(2026, 7, 21)):
        assert (keep_clocks(), keep_clocks()) == (1, 0)
        assert told(issue).paused_until is None
        assert again(issue).due_date == date(2026, 8, 19)
        assert Notice.objects.filter(kind="issue_resumed", recipient=cast["officer"]).count() == 1


def test_to_resume_earlier_gives_back_the_days_not_used(khovd, cast, department):
    with at(date(2026, 7, 6)):
        issue = pause(issue_in("verified", khovd, cast, department), cast, date(2026, 7, 20))
        with pytest.raises(actions.CannotPause, match="аль хэдийн"):
            pause(issue, cast, date(2026, 7, 30))
        with pytest.raises(actions.CannotExtend, match="зогссон"):
            extend(issue, cast["facilitator"], 60)
    with at(date(2026, 7, 9)):
        issue = actions.resume_issue(issue, actor=cast["facilitator"])
        assert issue.due_date == date(2026, 8, 8)
        assert Pause.objects.get().ended_by == cast["facilitator"]
        with pytest.raises(actions.CannotPause, match="явж байна"):
            actions.resume_issue(issue, actor=cast["facilitator"])


def test_a_pause_over_naadam_costs_working_days_only(khovd, cast, department):
    promise(khovd)
    with at(date(2026, 7, 6)):
        issue = issue_in("verified", khovd, cast, department)
    with at(date(2026, 7, 9)):
        issue = pause(issue, cast, date(2026, 7, 17))  # Naadam, a weekend, and two working days
        assert issue.due_date == date(2026, 7, 23)


@pytest.mark.parametrize(
    ("days", "note", "sentence"),
    [(0, "Хүлээж", "хойших"), (181, "Хүлээж", "180"), (5, " ", "бичнэ үү")],
)
def test_a_pause_needs_a_reason_and_a_day_within_half_a_year(
    khovd, cast, asked, days, note, sentence
):
    with pytest.raises(actions.CannotPause, match=sentence):
        pause(asked, cast, khovd.today() + days * DAY, note)


def test_a_pause_cannot_bring_back_a_day_that_is_over(khovd, cast, department):
    with at(date(2026, 7, 6)):
        issue = issue_in("verified", khovd, cast, department)
    with at(date(2026, 8, 6)), pytest.raises(actions.CannotPause, match="буцаж ирэхгүй"):
        pause(issue, cast, date(2026, 9, 1))


# --- the calendar moves --------------------------------------------------------------------------


def test_a_day_off_moves_running_clocks_once_and_tells_whom_it_concerns(khovd, cast, department):
    promise(khovd)
    with at(date(2026, 7, 6)):
        issue = issue_in("verified", khovd, cast, department)
        fixed = issue_in("claimed_fixed", khovd, cast, department)
        snow = CalendarException(date=date(2026, 7, 16), unit=khovd.unit, reason="Үер")
        snow = save_exception(snow, actor=None)
        assert (keep_clocks(), keep_clocks()) == (1, 0)
        assert again(issue).due_date == date(2026, 7, 22)
        notice = Notice.objects.filter(kind="issue_recounted", recipient=cast["officer"]).get()
        assert notice.context["was"] == "2026-07-21"
        with override("en"):
            assert "Үер 16 Jul" in told(issue).binding.sentence
        assert Clock.objects.get(issue=fixed, basis="promise").due_date == date(2026, 7, 21)
        remove_exception(snow, actor=None)
        assert keep_clocks() == 1
        assert again(issue).due_date == date(2026, 7, 21)


def test_a_day_off_of_another_place_moves_nothing(khovd, bayanzurkh, cast, department):
    promise(khovd)
    with at(date(2026, 7, 6)):
        issue_in("verified", khovd, cast, department)
        there = CalendarException(date=date(2026, 7, 16), unit=bayanzurkh.unit, reason="Үер")
        save_exception(there, actor=None)
        assert keep_clocks() == 0


# --- promises ------------------------------------------------------------------------------------


def test_a_promise_stands_once_and_two_people_do_not_overwrite_each_other(khovd, cast):
    row = promise(khovd)
    with pytest.raises(actions.CannotPromise):
        promise(khovd, days=9)
    words = {"actor": cast["facilitator"], "kind": "resolve", "unit": "working"}
    actions.edit_promise(row, version=1, days=8, **words)
    with pytest.raises(StaleVersion) as stale:
        actions.edit_promise(row, version=1, days=5, **words)
    assert stale.value.theirs["days"].startswith("8 ")


def test_a_new_group_promises_what_its_model_does(khovd, bayanzurkh):
    promise(khovd, days=12)
    with in_group(khovd, bayanzurkh):
        group_opened.send(
            type(khovd),
            group=bayanzurkh,
            model=khovd,
            parts=frozenset({"rules"}),
            organisations=(),
            actor=None,
        )
        rows = Promise.objects.filter(group=bayanzurkh)
        assert set(rows.values_list("kind", "days", "unit")) == {
            ("acknowledge", 2, "working"), ("resolve", 12, "working"),
        }  # fmt: skip


# --- pages ---------------------------------------------------------------------------------------


def test_the_three_pages_tell_the_day_and_where_it_comes_from(as_, visitor, cast, khovd, asked):
    issue = actions.publish_issue(extend(asked, cast["officer"]), actor=cast["facilitator"])
    desk = as_("facilitator").get(f"/en/khovd/desk/issues/{issue.code}/").content.decode()
    office = as_("officer").get(f"/en/office/khovd/{issue.code}/").content.decode()
    public = visitor.get(f"/en/khovd/issues/{issue.code}/").content.decode()
    for page in (desk, office, public):
        assert "30 + 15 days from" in page
        assert "article 16" in page
        assert "45 days left" in page
        assert '<svg width="100%"' in page
    assert "Захиалга ирээгүй" in desk
    assert "Захиалга ирээгүй" not in public


def test_the_office_takes_more_time_on_its_own_page(as_, khovd, asked):
    address = f"/office/khovd/{asked.code}/extend/"
    assert as_("school_officer").get(address).status_code == 404
    officer = as_("officer")
    day = (khovd.today() + 90 * DAY).isoformat()
    refused = officer.post(address, {"until": day, "note": "Учир"})
    assert (refused.status_code, "30 хоног" in refused.content.decode()) == (422, True)
    day = (khovd.today() + 40 * DAY).isoformat()
    assert officer.post(address, {"until": day, "note": "Учир"}).status_code == 303
    assert again(asked).due_date == khovd.today() + 40 * DAY


def test_the_facilitator_stops_and_starts_the_clock(as_, khovd, asked):
    address = f"/khovd/desk/issues/{asked.code}/"
    assert as_("member").get(f"{address}pause/").status_code == 403
    client = as_("facilitator")
    words = {"until": (khovd.today() + 9 * DAY).isoformat(), "note": "Хариу хүлээж байна"}
    assert client.post(f"{address}pause/", words | {"version": 1}).status_code == 409
    assert client.post(f"{address}pause/", words).status_code == 303
    page = client.get(address).content.decode()
    assert "resume/" in page
    assert "extend/" not in page
    assert client.post(f"{address}resume/", {}).status_code == 303


def test_promises_are_made_changed_and_dropped_by_the_facilitator(as_, khovd):
    base = "/khovd/desk/settings/promises/"
    assert as_("secretary").get(base).status_code == 403
    client = as_("facilitator")
    words = {"kind": "resolve", "sector": "", "category": "", "days": "12", "unit": "calendar"}
    assert client.post(f"{base}new/", words | {"days": "0"}).status_code == 422
    assert client.post(f"{base}new/", words).status_code == 303
    assert client.post(f"{base}new/", words).status_code == 422
    row = Promise.objects.get()
    changed = words | {"days": "15", "version": "1"}
    assert client.post(f"{base}{row.pk}/", changed).status_code == 303
    again_ = client.post(f"{base}{row.pk}/", changed | {"days": "9"})
    assert (again_.status_code, "15 " in again_.content.decode()) == (409, True)
    assert client.post(f"{base}{row.pk}/drop/", {}).status_code == 303
    assert not Promise.objects.exists()


def test_the_list_narrows_down_to_what_is_due_within_a_week(khovd, cast, department):
    for days in (7, 8):
        issue = make_issue(khovd, title=f"{days} хоног")
        day = khovd.today() + days * DAY
        actions.assign_issue(issue, actor=None, organisation=department, due_date=day)
    assert [row.title for row in desk_issues(khovd, {"overdue": "week"})] == ["7 хоног"]
