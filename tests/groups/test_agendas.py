"""Planning a meeting, its agenda, holding it, and what becomes of its decisions (M2, M4)."""

from __future__ import annotations

import datetime
import io
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from groups.actions import (
    BadDecision,
    BadItem,
    BadMeeting,
    Outcome,
    add_item,
    cancel_meeting,
    edit_item,
    edit_meeting,
    edit_plan,
    hold_meeting,
    move_item,
    note_outcomes,
    order_items,
    plan_meeting,
    publish_meeting,
    remove_item,
    settle_decision,
    unsettle_decision,
)
from groups.models import AgendaItem, Decision, Group, Meeting, Membership
from groups.queries import (
    Proposal,
    agenda_of,
    decisions_with_state,
    follow_ups_by,
    open_decisions,
    plan_warnings,
    proposals_for,
)
from groups.signals import agenda_wanted, meeting_planned
from issues.actions import cancel_action, reject_issue
from issues.models import DecisionLink, Issue, JointAction
from masam.audit.models import Entry
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.feedback import make_case
from tests.factories.groups import make_meeting, make_member
from tests.factories.issues import make_action, make_issue

DESK = "/khovd/desk/meetings/"


def plan(group, **change):
    words = {
        "topic": "Сумын эмнэлгийн халаалт",
        "held_date": group.today() + datetime.timedelta(days=7),
        "starts_at": time(14, 0),
        "lasts_minutes": 60,
        "place": "ИТХ",
    }
    return plan_meeting(group, actor=None, **words | change)


def words_of(meeting, **change):
    names = ("topic", "held_date", "starts_at", "lasts_minutes", "place", "kind", "is_closed")
    return {name: getattr(meeting, name) for name in names} | {"version": meeting.version} | change


def hold(meeting, **change):
    words = {"held_date": meeting.group.today(), "topic": meeting.topic, "guests": {"female": 5}}
    return hold_meeting(meeting, actor=None, **words | change)


def held(group, *outcomes, **change):
    """A meeting held today; `outcomes` are (title, kind, words) of its items."""
    meeting = plan(group)
    items = [add_item(meeting, actor=None, title=title) for title, _kind, _words in outcomes]
    said = {
        item.pk: Outcome(kind, words)
        for item, (_title, kind, words) in zip(items, outcomes, strict=True)
    }
    return hold(meeting, outcomes=said, **change)


@pytest.fixture
def heard():
    """What was announced to those invited: (number, change, sequence)."""
    said = []

    def hear(sender, meeting, change, **kwargs):
        said.append((meeting.number, change, meeting.sequence))

    meeting_planned.connect(hear)
    yield said
    meeting_planned.disconnect(hear)


# --- planning ------------------------------------------------------------------------------------


def test_a_plan_is_announced_moved_and_called_off(khovd, heard):
    with in_group(khovd):
        meeting = plan(khovd)
        meeting = edit_plan(meeting, actor=None, **words_of(meeting, kind="hearing"))
        meeting = edit_plan(meeting, actor=None, **words_of(meeting, place="Сургууль"))
        meeting = cancel_meeting(meeting, actor=None, note="Замын нөхцөл")
        entries = Entry.objects.filter(group=khovd).order_by("id")
        verbs = list(entries.values_list("verb", flat=True))
    assert heard == [(1, "planned", 0), (1, "moved", 1), (1, "cancelled", 2)]
    assert verbs == [f"meeting.{verb}" for verb in ("planned", "edited", "moved", "cancelled")]
    assert meeting.state == "cancelled"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"topic": "  "}, "topic"),
        ({"held_date": -1}, "held_date"),
        ({"held_date": 800}, "held_date"),
        ({"starts_at": None}, "starts_at"),
        ({"lasts_minutes": 5}, "lasts_minutes"),
        ({"starts_at": time(23, 30), "lasts_minutes": 45}, "lasts_minutes"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_at_its_field(khovd, change, field):
    if isinstance(change.get("held_date"), int):
        change = {"held_date": khovd.today() + datetime.timedelta(days=change["held_date"])}
    with in_group(khovd), pytest.raises(BadMeeting) as refusal:
        plan(khovd, **change)
    assert refusal.value.field == field


def test_a_meeting_may_end_at_midnight(khovd):
    with in_group(khovd):
        assert plan(khovd, starts_at=time(23, 0), lasts_minutes=60).number == 1


def test_what_is_closed_never_becomes_public(khovd):
    with in_group(khovd):
        closed = plan(khovd, is_closed=True)
        with pytest.raises(BadMeeting):
            publish_meeting(closed, actor=None)
        public = publish_meeting(plan(khovd), actor=None)
        with pytest.raises(BadMeeting) as refusal:
            edit_plan(public, actor=None, **words_of(public, is_closed=True))
    assert refusal.value.field == "is_closed"


def test_what_was_called_off_is_neither_held_nor_announced(khovd):
    with in_group(khovd):
        with pytest.raises(BadMeeting) as refusal:
            cancel_meeting(plan(khovd), actor=None, note=" ")
        assert refusal.value.field == "note"
        meeting = cancel_meeting(plan(khovd), actor=None, note="Өвчин")
        for act in (hold, lambda row: publish_meeting(row, actor=None)):
            with pytest.raises(BadMeeting):
                act(meeting)


def test_two_who_change_the_plan_see_both(khovd):
    with in_group(khovd):
        meeting = plan(khovd)
        old = words_of(meeting, place="Номын сан")
        edit_plan(meeting, actor=None, **words_of(meeting, place="Сургууль"))
        with pytest.raises(StaleVersion) as clash:
            edit_plan(meeting, actor=None, **old)
    assert clash.value.theirs["place"] == "Сургууль"


# --- the agenda ----------------------------------------------------------------------------------


def test_items_have_their_time_and_the_length_is_said(khovd):
    with in_group(khovd):
        meeting = plan(khovd, lasts_minutes=60)
        assert plan_warnings(meeting)
        for title, minutes in (("Нээлт", 10), ("Халаалт", 50), ("Бусад", 20)):
            add_item(meeting, actor=None, title=title, minutes=minutes)
        agenda = agenda_of(meeting)
        assert plan_warnings(meeting)
    assert [line.begins for line in agenda.lines] == [time(14, 0), time(14, 10), time(15, 0)]
    assert (agenda.total, agenda.over, agenda.left) == (80, 20, 0)
    assert "20" in agenda.length_words


def test_items_move_change_and_go(khovd):
    with in_group(khovd):
        meeting = plan(khovd)
        one, two, three = (add_item(meeting, actor=None, title=each) for each in "АБВ")
        move_item(three, actor=None, up=True)
        move_item(one, actor=None, up=True)  # the first stays the first
        assert titles(meeting) == ["А", "В", "Б"]
        order_items(meeting, actor=None, order=[two.pk, three.pk])
        assert titles(meeting) == ["Б", "В", "А"]
        edit_item(one, actor=None, mark=one.mark, title="Г", minutes=30, speaker_name="Зочин")
        remove_item(three, actor=None)
        assert titles(meeting) == ["Б", "Г"]
        assert list(meeting.agenda.values_list("position", flat=True)) == [1, 2]
        with pytest.raises(BadItem):
            order_items(meeting, actor=None, order=[three.pk])


def titles(meeting):
    return list(meeting.agenda.values_list("title", flat=True))


def test_an_agenda_changes_only_while_the_meeting_is_planned(khovd):
    with in_group(khovd):
        meeting = held(khovd, ("Халаалт", "noted", "Танилцав"))
        item = meeting.agenda.get()
        for act in (
            lambda: add_item(meeting, actor=None, title="Шинэ"),
            lambda: remove_item(item, actor=None),
            lambda: move_item(item, actor=None, up=True),
            lambda: edit_item(item, actor=None, mark=item.mark, title="Өөр"),
        ):
            with pytest.raises(BadItem):
                act()


@pytest.mark.parametrize(
    ("change", "field"), [({"title": " "}, "title"), ({"minutes": 0}, "minutes")]
)
def test_an_item_that_makes_no_sense_is_refused(khovd, change, field):
    with in_group(khovd), pytest.raises(BadItem) as refusal:
        add_item(plan(khovd), actor=None, **{"title": "Халаалт"} | change)
    assert refusal.value.field == field


def test_two_people_edit_an_item_and_the_second_sees_both_texts(as_, khovd):
    with in_group(khovd):
        meeting = plan(khovd)
        item = add_item(meeting, actor=None, title="Халаалт", minutes=10)
        before = item.mark
        move_item(add_item(meeting, actor=None, title="Ус"), actor=None, up=True)
        item.refresh_from_db()
        assert item.mark == before
        edit_item(item, actor=None, mark=before, title="Халаалт, дулаалга", minutes=20)
    address = f"/khovd/desk/meetings/{meeting.number}/agenda/{item.pk}/"
    words = {"title": "Халаалтын зуух", "minutes": "15", "mark": before}
    answer = as_("secretary").post(address, words)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Халаалт, дулаалга" in page
    assert "Халаалтын зуух" in page
    again = as_("secretary").post(address, words | {"mark": answer.context["form"].data["mark"]})
    assert again.status_code == 303


# --- what is proposed ----------------------------------------------------------------------------


def test_every_room_proposes_what_is_urgent_and_says_why(khovd, cast, clinic):
    day = khovd.today()
    with in_group(khovd):
        late = make_action(khovd, cast)
        JointAction.objects.filter(pk=late.pk).update(due_date=day - datetime.timedelta(days=12))
        issue = make_issue(khovd, "Ус алга")
        Issue.objects.filter(pk=issue.pk).update(due_date=day - datetime.timedelta(days=3))
        held(khovd, ("Хашаа", "postponed", ""), ("Зуух", "decided", "Зуух солино"))
    for _each in range(3):
        make_case(khovd, point=clinic)
    with in_group(khovd):
        meeting = plan(khovd)
        found = proposals_for(meeting)
        kinds = [row.key.split(":")[0] for row in found]
        assert kinds == ["item", "action", "issue", "feedback", "decision"]
        assert all(row.reason and row.url.startswith("/khovd/desk/") for row in found)
        assert "12" in str(found[1].reason)
        assert "3" not in found[3].title  # counts of feedback stay inside
        add_item(meeting, actor=None, title="Ус", proposal=found[2])
        other = plan(khovd)
        assert found[2].key not in [row.key for row in proposals_for(other)]
        with pytest.raises(BadItem):
            add_item(meeting, actor=None, title="Ус", proposal=found[2])


def test_a_postponed_item_is_proposed_until_it_was_talked_about(khovd):
    with in_group(khovd):
        first = held(khovd, ("Хашаа", "postponed", ""))
        key = f"item:{first.agenda.get().pk}"
        second = plan(khovd)
        proposal = next(row for row in proposals_for(second) if row.key == key)
        item = add_item(second, actor=None, title="Хашаа", proposal=proposal)
        hold(second, outcomes={item.pk: Outcome("dropped", "")})
        assert key not in [row.key for row in proposals_for(plan(khovd))]


def test_proposals_of_the_same_thing_are_one_and_the_heaviest_leads(khovd):
    def answer(sender, group, **kwargs):
        return [Proposal("x:1", "А", "удаан", "/a/", 1), Proposal("x:1", "А", "яаралтай", "/a/", 9)]

    agenda_wanted.connect(answer, sender=Group)
    try:
        with in_group(khovd):
            found = [row for row in proposals_for(plan(khovd)) if row.key == "x:1"]
    finally:
        agenda_wanted.disconnect(answer, sender=Group)
    assert [row.reason for row in found] == ["яаралтай"]


# --- holding -------------------------------------------------------------------------------------


def test_a_held_meeting_is_the_same_record_with_outcomes(khovd):
    with in_group(khovd):
        member = make_member(khovd)
        meeting = plan(khovd)
        heat, fence, _rest = (add_item(meeting, actor=None, title=each) for each in "АБВ")
        hold(
            meeting,
            attended=[member],
            outcomes={
                heat.pk: Outcome("decided", "Зуух солино\n\nТөсөв гаргана"),
                fence.pk: Outcome("postponed", "Мэдээлэл дутуу"),
            },
            decisions=["Дараагийн уулзалт 5 сард"],
        )
        again = Meeting.objects.get()
        agenda = agenda_of(again)
        assert (again.number, again.state, again.attendance.count()) == (1, "held", 1)
    assert [row.text for row in agenda.lines[0].decisions] == ["Зуух солино", "Төсөв гаргана"]
    assert agenda.lines[0].item.outcome == ""
    assert (agenda.lines[1].item.outcome_kind, agenda.lines[2].item.outcome_kind) == (
        "postponed",
        "",
    )
    assert [(row.text, row.position) for row in agenda.others] == [("Дараагийн уулзалт 5 сард", 3)]


def test_a_planned_meeting_is_held_once_and_not_before_its_day(khovd):
    with in_group(khovd):
        meeting = plan(khovd)
        with pytest.raises(BadMeeting) as refusal:
            hold(meeting, held_date=meeting.held_date)
        assert refusal.value.field == "held_date"
        with pytest.raises(BadMeeting):
            edit_meeting(
                meeting, actor=None, version=meeting.version, held_date=khovd.today(), topic="А"
            )
        hold(meeting)
        with pytest.raises(BadMeeting):
            hold(meeting)


def test_what_was_decided_must_be_said(khovd):
    with in_group(khovd):
        meeting = plan(khovd)
        item = add_item(meeting, actor=None, title="Халаалт")
        with pytest.raises(BadItem) as refusal:
            hold(meeting, outcomes={item.pk: Outcome("decided", " \n")})
        assert refusal.value.field == f"outcome_{item.pk}"
        meeting.refresh_from_db()
        assert meeting.state == "planned"


def test_corrected_outcomes_keep_the_decisions_something_is_tied_to(khovd, cast):
    with in_group(khovd):
        meeting = held(
            khovd, ("Халаалт", "decided", "Зуух солино\nТөсөв гаргана"), decisions=["Бусад"]
        )
        item, first = meeting.agenda.get(), meeting.decisions.order_by("position").first()
        make_action(khovd, cast, decision=first)
        note_outcomes(
            meeting, actor=None, outcomes={item.pk: Outcome("decided", "Шинэ\nЗуух солино")}
        )
        rows = list(meeting.decisions.order_by("position").values_list("text", "item_id"))
        assert rows == [("Шинэ", item.pk), ("Зуух солино", item.pk), ("Бусад", None)]
        assert JointAction.objects.get().decision.text == "Зуух солино"
        with pytest.raises(BadMeeting):
            note_outcomes(meeting, actor=None, outcomes={item.pk: Outcome("noted", "")})


def test_a_correction_of_the_meeting_keeps_decisions_with_their_items(khovd):
    with in_group(khovd):
        meeting = held(khovd, ("Халаалт", "decided", "Зуух солино"))
        edit_meeting(
            meeting,
            actor=None,
            version=meeting.version,
            held_date=meeting.held_date,
            topic="Өөр сэдэв",
            guests={"female": 5},
            decisions=["Зуухыг солино", "Шинэ шийдвэр"],
        )
        rows = dict(meeting.decisions.values_list("text", "item__title"))
    assert rows == {"Зуухыг солино": "Халаалт", "Шинэ шийдвэр": None}


# --- decisions and what follows ------------------------------------------------------------------


def test_a_decision_on_an_issue_of_the_agenda_is_tied_to_it(khovd):
    with in_group(khovd):
        issue = make_issue(khovd, "Ус алга")
        meeting = plan(khovd)
        proposal = Proposal(f"issue:{issue.pk}", "Ус алга", "хугацаа хэтэрсэн", "/en/x/", 1)
        item = add_item(meeting, actor=None, title="Ус", proposal=proposal)
        assert (item.source_url, item.source_label) == ("/x/", "хугацаа хэтэрсэн")
        hold(meeting, outcomes={item.pk: Outcome("decided", "Худаг гаргана")})
        link = DecisionLink.objects.get()
        assert (link.issue_id, link.decision.text) == (issue.pk, "Худаг гаргана")


def test_acted_on_is_what_something_living_follows_from(khovd, cast):
    with in_group(khovd):
        meeting = make_meeting(khovd, decisions=["А", "Б", "В", "Г"])
        one, two, three, four = meeting.decisions.order_by("position")
        make_action(khovd, cast, decision=one)
        dead = make_action(khovd, cast, decision=two)
        cancel_action(dead, actor=cast["facilitator"], note="Болихоор тогтов")
        issue = make_issue(khovd, decision=three)
        assert [row.text for row in open_decisions(khovd).order_by("id")] == ["Б", "Г"]
        settle_decision(four, actor=None, note="Мэдээлэл байсан")
        reject_issue(issue, actor=cast["facilitator"], note="Давхардсан")
        assert [row.text for row in open_decisions(khovd).order_by("id")] == ["Б", "В"]
        unsettle_decision(four, actor=None, note="Дахин хэрэгтэй")
        assert open_decisions(khovd).count() == 3
        found = follow_ups_by([one, two, three, four])
        verbs = set(Entry.objects.filter(target_id=four.pk).values_list("verb", flat=True))
        with pytest.raises(BadDecision):
            settle_decision(four, actor=None, note=" ")
    assert [len(found[row.pk]) for row in (one, two, three, four)] == [1, 1, 1, 0]
    assert (found[two.pk][0].is_done, found[one.pk][0].is_done) == (True, False)
    assert {"decision.settled", "decision.unsettled"} <= verbs


def test_what_follows_costs_the_same_for_one_and_many(khovd, cast):
    with in_group(khovd):
        meeting = make_meeting(khovd, decisions=["А", "Б", "В"])
        rows = list(meeting.decisions.all())
        for row in rows:
            make_action(khovd, cast, decision=row)
        counts = []
        for some in (rows[:1], rows):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                follow_ups_by(some)
            counts.append(len(asked))
    assert counts[0] == counts[1] == 1


# --- pages ---------------------------------------------------------------------------------------


def test_a_meeting_is_planned_and_its_agenda_put_in_order_without_a_script(as_, visitor, khovd):
    client = as_("secretary")
    form = {
        "topic": "Халаалт",
        "held_date": (khovd.today() + datetime.timedelta(days=3)).isoformat(),
        "starts_at": "14:00",
        "lasts_minutes": "60",
        "kind": "regular",
        "place": "ИТХ",
    }
    answer = client.post(f"{DESK}plan/", form)
    assert (answer.status_code, answer["Location"]) == (303, f"{DESK}1/agenda/")
    for title in ("Нээлт", "Зуух"):
        posted = client.post(f"{DESK}1/agenda/", {"title": title, "minutes": "40"})
        assert posted.status_code == 303
    with in_group(khovd):
        first, second = AgendaItem.objects.order_by("position")
        member = Membership.objects.exclude(user=None).first()
    for path, words in (
        (f"{second.pk}/move/", {"to": "up"}),
        ("order/", {"order": f"{first.pk},{second.pk}"}),
        (
            f"{second.pk}/",
            {"title": "Зуух", "minutes": "40", "speaker": member.pk, "mark": second.mark},
        ),
    ):
        assert client.post(f"{DESK}1/agenda/{path}", words).status_code == 303
    html = client.get(f"{DESK}1/agenda/").content.decode()
    assert html.index("Нээлт") < html.index("Зуух")
    assert all(text in html for text in ("14:00", "14:40", "20 минут", member.name))
    assert client.get(f"{DESK}1/edit/")["Location"] == f"{DESK}1/plan/"
    assert client.post(f"{DESK}1/publish/", {}).status_code == 303
    public = visitor.get("/khovd/meetings/1/").content.decode()
    assert "Зуух" in public
    assert member.name not in public


def test_what_happened_is_logged_from_the_plan_and_leads_on(as_, visitor, khovd):
    client = as_("secretary")
    with in_group(khovd):
        meeting = publish_meeting(plan(khovd), actor=None)
        member = Membership.objects.exclude(user=None).first()
        item = add_item(meeting, actor=None, title="Зуух", speaker=member)
    assert f'value="{member.pk}" checked' in client.get(f"{DESK}1/hold/").content.decode()
    log = {"held_date": khovd.today().isoformat(), "topic": "Халаалт", "attended": [member.pk]}
    bad = client.post(f"{DESK}1/hold/", log | {f"kind_{item.pk}": "decided"})
    assert bad.status_code == 422
    said = {f"kind_{item.pk}": "decided", f"outcome_{item.pk}": "Зуух солино"}
    assert client.post(f"{DESK}1/hold/", log | said).status_code == 303
    public = visitor.get("/khovd/meetings/1/").content.decode()
    assert "Зуух солино" in public
    assert member.name not in public
    html = client.get(f"{DESK}1/").content.decode()
    with in_group(khovd):
        decision = Decision.objects.get().pk
    query = f"?decision={decision}"
    assert f"/desk/decisions/{decision}/act/" in html
    page = client.get(f"/khovd/desk/issues/new/{query}").content.decode()
    assert 'value="Зуух солино"' in page
    issue = {"title": "Зуух", "sector": "health", "reporter_class": "citizen"}
    posted = client.post(f"/khovd/desk/issues/new/{query}", issue)
    assert "Зуух солино" in client.get(posted["Location"]).content.decode()
    assert posted["Location"] in client.get(f"{DESK}1/").content.decode()


def test_a_proposal_is_taken_by_its_key_and_only_once(as_, khovd):
    client = as_("secretary")
    with in_group(khovd):
        held(khovd, ("Хашаа", "postponed", ""))
        meeting = plan(khovd)
    path = f"{DESK}{meeting.number}/agenda/"
    html = client.get(path).content.decode()
    key = html.split('name="key" value="')[1].split('"')[0]
    assert client.post(f"{path}take/", {"key": key}).status_code == 303
    again = client.post(f"{path}take/", {"key": key})
    assert again.status_code == 422
    assert "аль хэдийн орсон" in again.content.decode()
    with in_group(khovd):
        item = AgendaItem.objects.get(meeting=meeting)
    assert (item.title, item.source_key) == ("Хашаа", key)
    assert client.get(f"{path}take/").status_code == 405


def test_the_desk_tells_why_a_form_is_refused_and_keeps_what_was_typed(as_, khovd):
    with in_group(khovd):
        meeting = plan(khovd)
    client = as_("secretary")
    bad = client.post(f"{DESK}{meeting.number}/agenda/", {"title": "Урт", "minutes": "0"})
    assert bad.status_code == 422
    assert 'value="Урт"' in bad.content.decode()
    day = (khovd.today() - datetime.timedelta(days=1)).isoformat()
    form = {"topic": "Т", "held_date": day, "starts_at": "14:00", "lasts_minutes": "60"}
    bad = client.post(f"{DESK}plan/", form | {"kind": "regular"})
    assert bad.status_code == 422
    assert "Т" in bad.content.decode()


@pytest.mark.parametrize("path", ["plan/", "1/agenda/", "1/cancel/", "1/hold/", "1/plan/"])
def test_members_read_and_do_not_plan(as_, khovd, path):
    with in_group(khovd):
        plan(khovd)
    assert as_("member").get(DESK + path).status_code == 403
    assert as_("member").post(DESK + path, {}).status_code == 403
    assert as_("member").get(f"{DESK}1/").status_code == 200


def test_the_list_of_decisions_is_narrowed_and_given_as_files(as_, khovd, cast):
    with in_group(khovd):
        meeting = make_meeting(khovd, decisions=["Ээлжийн хүн авна", "=Томьёо", "Гурав"])
        one, two, three = meeting.decisions.order_by("position")
        make_action(khovd, cast, decision=one)
    client = as_("secretary")
    settle = f"{DESK}decisions/{three.pk}/settle/"
    assert client.post(settle, {"note": ""}).status_code == 422
    assert client.post(settle, {"note": "Мэдээлэл"}).status_code == 303

    def shown(query):
        html = client.get(f"{DESK}decisions/{query}").content.decode()
        return [row.text for row in (one, two, three) if f">{row.text}<" in html]

    assert shown("") == [two.text]
    assert shown("?state=acted") == [one.text]
    assert shown("?state=settled") == [three.text]
    assert shown("?state=all&q=Гурав") == [three.text]
    assert shown("?state=all&period=2020") == []
    csv = b"".join(client.get(f"{DESK}decisions.csv?state=all").streaming_content).decode()
    assert "'=Томьёо" in csv
    assert "Халаагуур худалдан авах" in csv
    book = load_workbook(io.BytesIO(client.get(f"{DESK}decisions.xlsx?state=all").content))
    assert book.active.max_row == 4
    assert client.post(f"{DESK}decisions/{three.pk}/unsettle/", {}).status_code == 303
    assert shown("") == [two.text, three.text]


def fill(group, cast, count):
    with in_group(group):
        meeting = plan(group)
        items = [add_item(meeting, actor=None, title=f"{n}") for n in range(count)]
        said = {item.pk: Outcome("decided", f"А\nБ{item.pk}") for item in items}
        hold(meeting, outcomes=said, attended=[make_member(group, f"Г{n}") for n in range(count)])
        for row in meeting.decisions.all():
            make_action(group, cast, decision=row)
        coming = plan(group)
        for n in range(count):
            add_item(coming, actor=None, title=f"{n}")
            issue = make_issue(group, f"{n}")
            Issue.objects.filter(pk=issue.pk).update(due_date=group.today() - datetime.timedelta(1))
    return meeting.number, coming.number


@pytest.mark.parametrize(
    ("path", "most"), [("{0}/", 8), ("decisions/?state=all", 6), ("{1}/agenda/", 15), ("{1}/", 8)]
)
def test_pages_cost_the_same_with_one_row_and_three(as_, khovd, cast, path, most):
    client = as_("secretary")
    counts = []
    for count in (1, 3):
        address = DESK + path.format(*fill(khovd, cast, count))
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= most, "\n".join(query["sql"] for query in asked.captured_queries)


def test_another_group_sees_nothing_of_it(as_, khovd):
    with in_group(khovd):
        meeting = held(khovd, ("Халаалт", "decided", "Зуух солино"))
        number = meeting.number
    for path in (f"{number}/", f"{number}/agenda/", "decisions/"):
        assert as_("stranger").get(DESK + path).status_code == 404


def test_decisions_of_a_meeting_not_held_are_not_listed(khovd):
    with in_group(khovd):
        meeting = held(khovd, ("Халаалт", "decided", "Зуух солино"))
        assert decisions_with_state(khovd).count() == 1
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
        assert decisions_with_state(khovd).count() == 0
