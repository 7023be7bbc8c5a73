"""The ladder of escalation: who hears what on which day, once."""

from __future__ import annotations

import datetime
import re
import threading
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from groups.gate import open_gate
from groups.models import GroupGrant, GroupState, Membership, Role
from groups.signals import agenda_wanted, group_opened
from issues import actions
from issues.actions import CannotClimb
from issues.models import Issue, Ladder, LadderKind, LadderStep, Letter, Rung, RungOutcome, Telling
from issues.queries import next_rung, preview_of, steps_of
from issues.queries.issue import issue_or_404
from issues.queries.ladder import STARTING
from issues.tasks import climb_ladders
from masam.audit.models import Entry
from masam.audit.queries import entries_of
from masam.calendars.queries import is_working_day
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice, Unsubscribed
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from tests.conftest import make_group, seat
from tests.factories.issues import make_issue

UTC = datetime.UTC
DAY = datetime.timedelta(days=1)


def morning(day: datetime.date, hour: int = 8) -> datetime.datetime:
    """Give a moment in the morning of Khovd (UTC+7): eight there is one at night in UTC."""
    return datetime.datetime.combine(day, datetime.time(hour), datetime.UTC) - 7 * DAY / 24


def laddered(group: Any, organisation: Any, due: datetime.date, **more: Any) -> Issue:
    """Give an issue that an office was asked long ago, and a ladder that runs."""
    with in_group(group):
        if not Ladder.objects.exists():
            actions.seed_ladder(group)
        issue = make_issue(group, **more)
        asked = datetime.datetime.combine(due - 30 * DAY, datetime.time(4), UTC)
        Issue.objects.filter(pk=issue.pk).update(
            responsible=organisation, due_date=due, assigned_at=asked, logged_at=asked
        )
        issue.refresh_from_db()
    return issue


def digests() -> list[Notice]:
    """Give the reminders in the outbox."""
    with in_group():
        return list(Notice.objects.filter(kind="ladder_digest").order_by("id"))


def outcomes(group: Any) -> list[tuple[str, str]]:
    """Give kind and outcome of all rungs, in order."""
    with in_group(group):
        return list(Rung.objects.order_by("id").values_list("kind", "outcome"))


MONDAY = datetime.date(2027, 3, 1)


def test_three_days_before_the_officer_is_reminded_once(khovd, cast, department):
    laddered(khovd, department, MONDAY + 3 * DAY)
    with time_machine.travel(morning(MONDAY, 7), tick=False):
        assert climb_ladders() == 0  # not yet eight in Khovd
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 1
        assert climb_ladders() == 0
    with time_machine.travel(morning(MONDAY + DAY), tick=False):
        assert climb_ladders() == 0
    assert [row.recipient for row in digests()] == [cast["officer"]]
    assert outcomes(khovd) == [(LadderKind.BEFORE, RungOutcome.TOLD)]


def test_nothing_happens_at_weekends_at_night_or_in_a_paused_group(khovd, cast, department):
    laddered(khovd, department, MONDAY - DAY)
    for moment in (morning(MONDAY - DAY), morning(MONDAY, 19)):
        with time_machine.travel(moment, tick=False):
            assert climb_ladders() == 0
    khovd.state = GroupState.PAUSED
    khovd.save()
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 0
    assert outcomes(khovd) == []


def test_all_reminders_of_an_officer_are_one_mail_with_a_link_for_each(khovd, cast, department):
    late = laddered(khovd, department, MONDAY - DAY, title="Дулаан")
    soon = laddered(khovd, department, MONDAY + 3 * DAY, title="Ус")
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 1
        (notice,) = digests()
        assert "Дулаан" not in str(notice.context)  # a row without a group holds no case
        with in_group():
            mail = write_mail(notice)
    assert mail.body.index(late.title) < mail.body.index(soon.title)
    assert mail.body.count("?answer=working") == 2
    assert "2 асуудал" in mail.subject
    assert "List-Unsubscribe" in mail.extra_headers


def test_an_officer_of_two_groups_gets_one_mail_when_both_have_climbed(
    khovd, bayanzurkh, cast, department
):
    laddered(khovd, department, MONDAY - DAY, title="Ховдын асуудал")
    laddered(bayanzurkh, department, MONDAY - DAY, title="Баянзүрхийн асуудал")
    both(bayanzurkh, cast["officer"], department)
    with time_machine.travel(morning(MONDAY, 7), tick=False):  # eight in Ulaanbaatar
        assert climb_ladders() == 0
    with time_machine.travel(morning(MONDAY, 8), tick=False):
        assert climb_ladders() == 1
        (notice,) = digests()
        with in_group():
            body = write_mail(notice).body
    assert "Ховдын асуудал" in body
    assert "Баянзүрхийн асуудал" in body


def both(group: Any, user: Any, organisation: Organisation) -> None:
    """Let a user answer for an organisation in a second group too."""
    people = seat(group, [("second", Role.OFFICER, organisation)])
    GroupGrant.objects.filter(user=people["second"]).update(user=user)
    with in_group(group):
        Membership.objects.filter(user=people["second"]).update(user=user)


def test_who_left_these_mails_gets_none_and_the_facilitator_hears_of_it(khovd, cast, department):
    Unsubscribed.objects.create(user=cast["officer"], kind="ladder_digest")
    laddered(khovd, department, MONDAY - DAY)
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 0
    assert outcomes(khovd)[-1] == (LadderKind.AFTER, RungOutcome.NOBODY)
    with in_group(khovd):
        told = Notice.objects.get(kind="ladder_waiting")
        assert told.recipient == cast["facilitator"]
        assert told.context["nobody"]["count"] == 1


def test_after_days_without_a_clock_only_the_highest_step_is_taken(khovd, cast, department):
    issue = laddered(khovd, department, MONDAY - 16 * DAY)
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 0  # a draft for a person, no mail to the office
    assert outcomes(khovd) == [
        *((kind, RungOutcome.SKIPPED) for kind in
          (LadderKind.BEFORE, LadderKind.AFTER, LadderKind.AFTER, LadderKind.AGENDA)),
        (LadderKind.LETTER, RungOutcome.DRAFTED),
    ]  # fmt: skip
    with in_group(khovd):
        letter = Letter.objects.get(issue=issue)
        assert letter.is_draft
        assert letter.number is None
        assert issue.title in letter.body_mn
        verbs = [entry.verb for entry in entries_of(issue)]
        assert verbs[-1] == "issue.letter_drafted"


def test_a_new_due_date_begins_the_ladder_anew(khovd, cast, department):
    issue = laddered(khovd, department, MONDAY - DAY)
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 1
    with in_group(khovd):
        Issue.objects.filter(pk=issue.pk).update(due_date=MONDAY + DAY)
    with time_machine.travel(morning(MONDAY + 2 * DAY), tick=False):
        assert climb_ladders() == 1
    told = [row for row in outcomes(khovd) if row == (LadderKind.AFTER, RungOutcome.TOLD)]
    assert len(told) == 2


def test_an_answer_between_the_climb_and_the_mail_is_no_longer_asked_for(khovd, cast, department):
    issue = laddered(khovd, department, MONDAY - DAY)
    with time_machine.travel(morning(MONDAY), tick=False):
        with in_group(khovd):
            assert actions.climb(khovd) == 1
            Issue.objects.filter(pk=issue.pk).update(state="claimed_fixed")
        assert climb_ladders() == 0
        with in_group(khovd):
            assert not Telling.objects.filter(told_at=None).exists()
    assert digests() == []


def test_who_was_asked_only_yesterday_is_not_reminded_before_the_day(khovd, cast, department):
    issue = laddered(khovd, department, MONDAY + 2 * DAY)
    with in_group(khovd):
        Issue.objects.filter(pk=issue.pk).update(assigned_at=morning(MONDAY))
    with time_machine.travel(morning(MONDAY, 10), tick=False):
        assert climb_ladders() == 0
    assert outcomes(khovd) == [(LadderKind.BEFORE, RungOutcome.SKIPPED)]


def test_the_ladder_brings_an_issue_to_the_next_meeting(khovd, cast, department):
    issue = laddered(khovd, department, MONDAY - 11 * DAY)
    with time_machine.travel(morning(MONDAY), tick=False):
        climb_ladders()
        with in_group(khovd):
            answers = agenda_wanted.send(sender=type(khovd), group=khovd)
    items = [
        item for _receiver, found in answers for item in found if item.key == f"issue:{issue.pk}"
    ]
    assert len(items) == 1
    assert items[0].weight > 110
    assert "11" in items[0].reason


def test_the_next_level_is_proposed_and_never_taken(khovd, cast, department, clinic):
    issue = laddered(khovd, clinic, MONDAY - 40 * DAY)
    top = laddered(khovd, department, MONDAY - 40 * DAY, title="Дээд шат")
    with time_machine.travel(morning(MONDAY), tick=False):
        climb_ladders()
    with in_group(khovd):
        issue.refresh_from_db()
        assert issue.state == "reported"
        assert Rung.objects.get(issue=issue, kind="next_level").higher_mn == department.name_mn
        assert Rung.objects.get(issue=top, kind="next_level").higher_en == "Ministry of Health"


def test_a_step_for_one_sector_leaves_the_other_alone(khovd, cast, department):
    laddered(khovd, department, MONDAY - 40 * DAY)
    with in_group(khovd):
        LadderStep.objects.update(sector="education")
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 0
    assert outcomes(khovd) == []


def test_two_workers_at_once_take_every_step_once(committed):
    group = make_group("khovd", "KHO", "84", "Ховд", "Khovd", zone="Asia/Hovd")
    office = Organisation.objects.create(
        kind="agency", sector="health", name_mn="Эрүүл мэндийн газар", unit=group.unit
    )
    seat(group, [("officer", Role.OFFICER, office), ("facilitator", Role.FACILITATOR, None)])
    for days in (1, 1, 7, 14, 14, 30):
        laddered(group, office, MONDAY - days * DAY)
    start, sent = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            sent.append(climb_ladders())
        finally:
            connections.close_all()

    with time_machine.travel(morning(MONDAY), tick=False):
        workers = [threading.Thread(target=work) for _each in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sorted(sent) == [0, 1]
    assert len(digests()) == 1
    with in_group(group):
        taken = Rung.objects.exclude(outcome=RungOutcome.SKIPPED)
        assert taken.count() == 6
        assert Letter.objects.count() == 2
        assert Notice.objects.filter(kind="ladder_waiting").count() == 1
        verbs = ("issue.reminded", "issue.letter_drafted", "issue.level_proposed")
        assert Entry.objects.filter(verb__in=verbs).count() == 6


# --- a year ---------------------------------------------------------------------------------------


def working_day_from(day: datetime.date, group: Any) -> datetime.date:
    """Give the first working day on or after a day."""
    while not is_working_day(day, unit=group.unit):
        day += DAY
    return day


def expected(group: Any, due: datetime.date) -> dict[datetime.date, tuple[str, int]]:
    """Compute on its own which step is taken on which day: the highest of each working day."""
    days: dict[datetime.date, tuple[str, int]] = {}
    for kind, distance in STARTING:  # from the lowest to the highest
        days[working_day_from(due + distance * DAY, group)] = (kind, distance)
    # A reminder before the day is no use after it.
    return {
        day: step for day, step in days.items() if not (step[0] == LadderKind.BEFORE and day > due)
    }


@pytest.mark.parametrize("slug", ["khovd", "bayanzurkh"])
def test_a_year_of_days_brings_every_step_once_on_the_right_local_day(
    slug, request, cast, department
):
    group = request.getfixturevalue(slug)
    if slug == "bayanzurkh":
        both(group, cast["officer"], department)
    # Over Tsagaan Sar, in spring, over Naadam, over New Year; the last is extended in between.
    dues = [datetime.date(2027, *day) for day in ((2, 5), (4, 16), (7, 5), (12, 20))]
    issues = [laddered(group, department, due, title=str(due)) for due in dues]
    extended = datetime.date(2028, 1, 12)
    plans = {issue.pk: expected(group, due) for issue, due in zip(issues, dues, strict=True)}
    last = plans[issues[-1].pk]
    cut = sorted(last)[2]
    plans[issues[-1].pk] = {day: step for day, step in last.items() if day < cut}
    plans[issues[-1].pk] |= expected(group, extended)
    days = sorted({cut, *(day for plan in plans.values() for day in plan)})
    sent = 0
    for day in sorted({*days, *(day - DAY for day in days), *(day + DAY for day in days)}):
        if day == cut:
            with in_group(group):
                Issue.objects.filter(pk=issues[-1].pk).update(due_date=extended)
        for hour in (7, 8, 8, 15):  # twice at eight; in the other zone it is nine then
            with time_machine.travel(local(group, day, hour), tick=False):
                sent += climb_ladders()
    with in_group(group):
        rungs = Rung.objects.exclude(outcome=RungOutcome.SKIPPED).select_related("step")
        found: dict[int, dict[datetime.date, tuple[str, int]]] = {}
        for rung in rungs:
            assert rung.taken_date not in found.get(rung.issue_id, {})
            found.setdefault(rung.issue_id, {})[rung.taken_date] = (rung.kind, rung.step.days)
            assert timezone.localtime(rung.taken_at, group.tz).hour >= 8
            assert timezone.localtime(rung.taken_at, group.tz).date() == rung.taken_date
        assert found == plans
    reminded = {
        day for plan in plans.values() for day, (kind, _days) in plan.items()
        if kind in {LadderKind.BEFORE, LadderKind.AFTER}
    }  # fmt: skip
    assert sent == len(digests()) == len(reminded)
    assert {row.key for row in digests()} == {day.isoformat() for day in reminded}


def local(group: Any, day: datetime.date, hour: int) -> datetime.datetime:
    """Give a moment by the group's own clock."""
    return datetime.datetime.combine(day, datetime.time(hour, 5), group.tz)


# --- what the group settles -----------------------------------------------------------------------


def test_the_preview_says_what_the_climb_does(khovd, cast, department):
    laddered(khovd, department, MONDAY - DAY)
    laddered(khovd, department, MONDAY - 16 * DAY, title="Хоёр дахь")
    with time_machine.travel(morning(MONDAY), tick=False), in_group(khovd):
        preview = preview_of(khovd, steps_of(khovd))
        assert [(step.kind, count) for step, count in preview.lines] == [
            (LadderKind.AFTER, 1), (LadderKind.LETTER, 1),
        ]  # fmt: skip
        assert (preview.issues, preview.left_out) == (2, 5)
        assert not Rung.objects.exists()


@pytest.mark.parametrize(("start", "count"), [("from_now", 0), ("at_once", 1)])
def test_switched_on_gently_it_takes_only_what_becomes_due_later(
    khovd, cast, department, start, count
):
    issue = laddered(khovd, department, MONDAY - 16 * DAY)
    with in_group(khovd):
        actions.switch_ladder(khovd, actor=cast["facilitator"], is_on=False)
    with time_machine.travel(morning(MONDAY), tick=False):
        assert climb_ladders() == 0
        with in_group(khovd):
            actions.switch_ladder(khovd, actor=cast["facilitator"], is_on=True, start=start)
        climb_ladders()
        with in_group(khovd):
            assert Letter.objects.filter(issue=issue).count() == count
    with time_machine.travel(morning(MONDAY + 14 * DAY), tick=False):
        climb_ladders()
    assert outcomes(khovd)[-1] == (LadderKind.NEXT, RungOutcome.PROPOSED)


def test_a_step_moves_by_changing_days_with_its_neighbour(khovd, cast):
    with in_group(khovd):
        actions.seed_ladder(khovd)
        actor, rows = cast["facilitator"], steps_of(khovd)
        actions.move_step(rows[4], actor=actor, is_up=True)
        assert [(row.kind, row.days) for row in steps_of(khovd)][3:5] == [
            (LadderKind.LETTER, 10), (LadderKind.AGENDA, 14),
        ]  # fmt: skip
        with pytest.raises(CannotClimb, match="өмнө"):
            actions.move_step(rows[0], actor=actor, is_up=False)
        with pytest.raises(CannotClimb):
            actions.add_step(khovd, actor=actor, kind="letter", days=10)
        for row in rows:
            actions.remove_step(row, actor=actor)
        assert not Ladder.objects.get().is_on
        with pytest.raises(CannotClimb):
            actions.switch_ladder(khovd, actor=actor, is_on=True)


def test_a_new_group_takes_the_ladder_of_its_model_or_the_usual_one(khovd, bayanzurkh, cast):
    with in_group(khovd, bayanzurkh):
        actions.seed_ladder(khovd, is_on=False)
        first = steps_of(khovd)[0]
        actions.edit_step(first, actor=cast["facilitator"], kind=first.kind, days=5)
        words = {"model": khovd, "organisations": (), "actor": None}
        group_opened.send(
            sender=type(khovd), group=bayanzurkh, parts=frozenset({"ladder"}), **words
        )
        assert steps_of(bayanzurkh)[0].days == -5
        assert Ladder.objects.get(group=bayanzurkh).is_on


# --- pages ----------------------------------------------------------------------------------------


def test_the_issue_page_says_what_happens_next_and_when(khovd, cast, department, as_):
    issue = laddered(khovd, department, MONDAY)
    with time_machine.travel(morning(MONDAY - 2 * DAY, 9), tick=False):
        page = as_("facilitator").get(f"/khovd/desk/issues/{issue.code}/").content.decode()
        with in_group(khovd):
            gate = open_gate("khovd", cast["facilitator"])
            found = next_rung(issue_or_404(gate, issue.code))
            assert found is not None
            assert found.is_due
    assert "Хэн ч хариулахгүй бол" in page


def test_the_public_page_says_that_the_group_reminded(khovd, cast, department, visitor):
    issue = laddered(khovd, department, MONDAY - DAY)
    with in_group(khovd):
        actions.publish_issue(issue, actor=cast["secretary"])
    with time_machine.travel(morning(MONDAY), tick=False):
        climb_ladders()
        page = visitor.get(f"/khovd/issues/{issue.code}/").content.decode()
    assert "бүлэг хариуцсан байгууллагад сануулав" in page


def test_the_ladder_is_set_up_changed_and_switched_by_the_facilitator(khovd, as_):
    client = as_("facilitator")
    root = "/khovd/desk/ladder/"
    assert client.get(root).status_code == 200
    assert client.post(f"{root}begin/", {}).status_code == 303
    answer = client.post(f"{root}steps/new/", {"kind": "letter", "days": "0"})
    assert answer.status_code == 422
    assert client.post(f"{root}steps/new/", {"kind": "letter", "days": "21"}).status_code == 303
    with in_group(khovd):
        step = LadderStep.objects.get(days=21)
    page = client.get(root).content.decode()
    up = f'action="{root}steps/{step.pk}/up/"'
    button = page[page.index(up) :].partition("</form>")[0]
    key = re.search('name="idempotency_key" value="([^"]+)"', button)[1]
    assert "csrfmiddlewaretoken" in button
    with in_group(khovd):
        was = [row.pk for row in steps_of(khovd)]
    assert f"steps/{was[-1]}/down/" not in page  # the last one has nothing behind it
    assert f"steps/{was[0]}/up/" not in page
    for _press in (1, 2):  # a second click is the same click
        moved = client.post(f"{root}steps/{step.pk}/up/", {"idempotency_key": key})
        assert moved.status_code == 303
        assert moved["Location"] == f"{root}#step-{step.pk}"
    with in_group(khovd):
        at = was.index(step.pk)
        swapped = [*was[: at - 1], was[at], was[at - 1], *was[at + 1 :]]
        assert [row.pk for row in steps_of(khovd)] == swapped
    assert as_("member").get(root).content.decode().count("/up/") == 0
    assert client.get(f"{root}steps/{step.pk}/").status_code == 200
    assert client.get(f"{root}switch/").status_code == 200
    assert client.post(f"{root}switch/", {"start": "from_now"}).status_code == 303
    with in_group(khovd):
        assert Ladder.objects.get().is_on
    assert client.post(f"{root}steps/{step.pk}/remove/", {}).status_code == 303
    assert client.get(f"{root}steps/{step.pk}/").status_code == 404
    assert as_("member").get(f"{root}switch/").status_code == 403
    assert as_("member").get(root).status_code == 200
