"""Joint actions whole: order, money, changes, ways back, board, files, from a decision."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.actions import log_meeting, settle_decision
from groups.models import Membership
from groups.queries import follow_ups_of
from issues import actions
from issues.lifecycle import ActionState, IssueState
from issues.models import ActionDependency, DecisionLink, JointAction
from issues.queries.guess import day_in, guess_from
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_action, make_issue, membership, photo

LIST = "/khovd/desk/actions/"
DONE = ActionState.DONE


@pytest.fixture
def action(khovd, cast):
    with in_group(khovd):
        return make_action(khovd, cast)


@pytest.fixture
def decision(khovd, cast):
    with in_group(khovd):
        meeting = log_meeting(
            khovd,
            actor=cast["secretary"],
            held_date=khovd.today(),
            topic="Зуух",
            attended=[membership(khovd, cast["monitor"])],
            decisions=["Ховд аймгийн Эрүүл мэндийн газар зуухыг шинээр солино"],
        )
        return meeting.decisions.get()


def both_confirm(action, khovd, cast):
    for name in ("officer", "monitor"):
        seat = membership(khovd, cast[name])
        action = actions.confirm_action(action, actor=cast[name], membership=seat)
    return action


# --- order ---------------------------------------------------------------------------------------


def test_an_action_waits_for_another_and_both_show_it(as_, khovd, cast, action):
    with in_group(khovd):
        first = make_action(khovd, cast, title="Зураг төсөл")
    client = as_("secretary")
    assert client.post(f"{LIST}{action.number}/wait/", {"waits_for": [first.pk]}).status_code == 303
    page = client.get(f"{LIST}{action.number}/").content.decode()
    assert "Зураг төсөл" in page
    assert action.title in client.get(f"{LIST}{first.number}/").content.decode()
    warned = as_("officer").get(f"{LIST}{action.number}/confirm/").content.decode()
    assert "Зураг төсөл" in warned
    assert as_("officer").post(f"{LIST}{action.number}/confirm/").status_code == 303
    assert as_("member").post(f"{LIST}{action.number}/wait/").status_code == 403


def test_no_circle_of_waiting_can_be_closed(khovd, cast, as_, action):
    with in_group(khovd):
        second, third = make_action(khovd, cast), make_action(khovd, cast)
        actions.order_action(second, actor=None, waits_for=[action])
        actions.order_action(third, actor=None, waits_for=[second])
        with pytest.raises(actions.CannotChangeAction):
            actions.order_action(action, actor=None, waits_for=[third])
        with pytest.raises(actions.CannotChangeAction):
            actions.order_action(action, actor=None, waits_for=[action])
    answer = as_("secretary").post(f"{LIST}{action.number}/wait/", {"waits_for": [third.pk]})
    assert answer.status_code == 422
    with in_group(khovd):
        assert ActionDependency.objects.count() == 2
        actions.order_action(second, actor=None, waits_for=[])
        actions.order_action(action, actor=None, waits_for=[third])


# --- changes -------------------------------------------------------------------------------------


def edited(action, **changes):
    words = {
        "title": action.title,
        "government_owner": action.government_owner_id,
        "civil_owner": action.civil_owner_id,
        "due_date": action.due_date.isoformat(),
        "version": action.version,
    }
    return words | changes


def test_another_day_needs_a_reason_that_stays_on_record(as_, khovd, cast, action):
    client, address = as_("secretary"), f"{LIST}{action.number}/edit/"
    later = (action.due_date + datetime.timedelta(days=14)).isoformat()
    assert as_("officer").get(address).status_code == 403
    assert client.post(address, edited(action, due_date=later)).status_code == 422
    sent = edited(action, due_date=later, reason="Материал хоцорсон")
    assert client.post(address, sent).status_code == 303
    page = as_("officer").get(f"{LIST}{action.number}/").content.decode()
    assert "Материал хоцорсон" in page
    assert f"{action.due_date:%Y.%m.%d} → " in page
    with in_group(khovd):
        entry = Entry.objects.get(verb="action.extended")
        assert entry.data == {"from": action.due_date.isoformat(), "due_date": later}
        told = Notice.objects.filter(kind="action_changed").values_list(
            "recipient__name", flat=True
        )
        assert set(told) == {"officer khovd", "monitor khovd"}


def test_an_old_version_of_the_plan_is_409_with_both_texts(as_, khovd, cast, action):
    client, address = as_("secretary"), f"{LIST}{action.number}/edit/"
    assert client.post(address, edited(action, title="Шинэ нэр")).status_code == 303
    answer = client.post(address, edited(action, title="Миний нэр"))
    assert answer.status_code == 409
    assert "Шинэ нэр" in answer.content.decode()
    assert "Миний нэр" in answer.content.decode()


def test_another_owner_of_a_side_that_confirmed_is_refused(khovd, cast, action):
    with in_group(khovd):
        actions.confirm_action(
            action, actor=cast["officer"], membership=membership(khovd, cast["officer"])
        )
        other = membership(khovd, cast["school_officer"])
        with pytest.raises(actions.CannotChangeAction) as refused:
            actions.edit_action(
                action, actor=None, version=None, reason="Томилгоо", government_owner=other
            )
        assert refused.value.field == "government_owner"
        member = membership(khovd, cast["member"])
        changed = actions.edit_action(
            action, actor=None, version=None, reason="Томилгоо", civil_owner=member
        )
        assert changed.civil_owner == member
        with pytest.raises(actions.CannotChangeAction):
            actions.edit_action(
                action, actor=None, version=None, reason="x", civil_owner=action.government_owner
            )


def test_a_confirmation_can_be_taken_back_and_a_done_action_opened_again(as_, khovd, cast, action):
    base = f"{LIST}{action.number}/"
    assert as_("officer").post(f"{base}confirm/").status_code == 303
    assert as_("monitor").post(f"{base}withdraw/", {"note": "Андуурсан"}).status_code == 422
    assert as_("officer").post(f"{base}withdraw/", {"note": ""}).status_code == 422
    assert as_("officer").post(f"{base}withdraw/", {"note": "Андуурсан"}).status_code == 303
    with in_group(khovd):
        row = both_confirm(JointAction.objects.get(), khovd, cast)
        assert row.state == DONE
        with pytest.raises(actions.CannotChangeAction):
            actions.edit_action(row, actor=None, version=None, title="Өөр")
        assert Notice.objects.filter(kind="action_withdrawn").count() == 1
    assert as_("member").post(f"{base}resume/", {"note": "Дутуу"}).status_code == 422
    assert as_("monitor").post(f"{base}resume/", {"note": "Дутуу"}).status_code == 303
    with in_group(khovd):
        row = JointAction.objects.get()
        assert (row.state, row.government_done_at, row.civil_done_at, row.done_at) == (
            ActionState.PLANNED, None, None, None,
        )  # fmt: skip


def test_money_by_source_is_summed_and_drawn(as_, khovd, action):
    address = f"{LIST}{action.number}/money/"
    sent = {
        "source_1": "Орон нутгийн төсөв", "planned_1": "3000000", "secured_1": "2000000",
        "source_2": "Дэлхийн Зөн", "planned_2": "1000000", "version": action.version,
    }  # fmt: skip
    bad = as_("secretary").post(address, sent | {"planned_3": "5"})
    assert bad.status_code == 422
    assert "Орон нутгийн төсөв" in bad.content.decode()
    assert as_("secretary").post(address, sent).status_code == 303
    page = as_("member").get(f"{LIST}{action.number}/").content.decode()
    assert "2,000,000 / 3,000,000" in page
    assert "<svg" in page
    with in_group(khovd):
        assert JointAction.objects.get().budget_mnt == 4_000_000


# --- news ----------------------------------------------------------------------------------------


def test_news_carries_photos_and_papers_that_only_the_group_opens(
    as_, visitor, khovd, cast, action
):
    paper = SimpleUploadedFile("act.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    address = f"{LIST}{action.number}/update/"
    sent = {"text": "Гэрээ байгуулав", "files": [photo(), paper]}
    assert as_("officer").post(address, sent).status_code == 303
    page = as_("member").get(f"{LIST}{action.number}/").content.decode()
    assert "act.pdf" in page
    with in_group(khovd):
        files = list(action.updates.get().files.order_by("id"))
    url = f"{LIST}{action.number}/files/{files[1].pk}/"
    answer = as_("member").get(url)
    assert "attachment" in answer["Content-Disposition"]
    b"".join(answer.streaming_content)
    assert as_("stranger").get(url).status_code == 404
    assert visitor.get(url).status_code == 302
    other = f"{LIST}{action.number}/files/{files[1].pk + 99}/"
    assert as_("member").get(other).status_code == 404
    fake = SimpleUploadedFile("a.pdf", b"<html>", "application/pdf")
    assert as_("officer").post(address, {"text": "x", "files": [fake]}).status_code == 422


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("?overdue=1", 1), ("?mine=1", 0), ("?q=зуух", 1), ("?state=done", 1),
     ("?side=civil", 2), ("?issue=KHO-1", 1), ("?issue=nonsense", 0), ("?sector=health", 1),
     ("?sort=title", 3), ("?sort=newest", 3), ("?meeting=9", 0), ("?owner=0", 3),
     ("?state=nonsense", 3)],
)  # fmt: skip
def test_filters_narrow_the_list_the_board_and_the_files(as_, khovd, cast, action, query, found):
    with in_group(khovd):
        late = make_action(khovd, cast, title="Зуух солих", issue=make_issue(khovd))
        JointAction.objects.filter(pk=late.pk).update(due_date=khovd.today())
        JointAction.objects.filter(pk=late.pk).update(
            due_date=khovd.today() - datetime.timedelta(days=1)
        )
        both_confirm(make_action(khovd, cast, title="Болсон"), khovd, cast)
    client = as_("member")
    assert client.get(LIST + query).content.decode().count('class="whole"') == found
    board = client.get(f"{LIST}board/{query}").content.decode()
    assert board.count('<li class="panel') == found
    lines = b"".join(client.get(f"/khovd/desk/actions.csv{query}").streaming_content)
    assert len(lines.decode("utf-8-sig").splitlines()) == found + 1
    assert client.get(f"{LIST}sheet/{query}").content.decode().count("<tr>") >= found


def test_the_list_stands_by_date_and_goes_out_as_a_workbook(as_, khovd, cast, action):
    with in_group(khovd):
        soon = make_action(khovd, cast, title="=1+1", due_date=khovd.today())
        both_confirm(make_action(khovd, cast), khovd, cast)
    page = as_("member").get(LIST).content.decode()
    heads = [page.index(f'id="part-{number}"') for number in (1, 2, 3)]
    assert heads[0] < page.index(soon.title.replace("=", "=")) < heads[1]
    book = openpyxl.load_workbook(io.BytesIO(as_("member").get("/khovd/desk/actions.xlsx").content))
    rows = list(book.active.values)
    assert len(rows) == 4
    assert rows[1][1] == "'=1+1"


def test_board_buttons_are_those_the_person_may_press(as_, khovd, cast, action):
    own = as_("officer").get(f"{LIST}board/").content.decode()
    assert f"{LIST}{action.number}/confirm/" in own
    assert (
        f"{LIST}{action.number}/confirm/"
        not in as_("observer").get(f"{LIST}board/").content.decode()
    )


@pytest.mark.parametrize("address", [f"{LIST}board/", f"{LIST}sheet/", LIST])
def test_every_view_of_the_list_costs_the_same_for_one_and_for_four(
    as_, khovd, cast, action, address
):
    client = as_("facilitator")

    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len([row for row in caught if "set_config" not in row["sql"]])

    client.get(address)
    one = cost()
    with in_group(khovd):
        for _ in range(3):
            make_action(khovd, cast, issue=make_issue(khovd))
    assert cost() == one <= 8


# --- from a decision -----------------------------------------------------------------------------


def test_one_press_on_a_decision_plans_the_action(as_, khovd, cast, decision):
    page = as_("secretary").get("/khovd/desk/meetings/decisions/").content.decode()
    address = f"/khovd/desk/decisions/{decision.pk}/act/"
    assert f'action="{address}"' in page
    assert as_("member").post(address).status_code == 403
    first = as_("secretary").post(address)
    assert first.status_code == 303
    assert as_("secretary").post(address)["Location"] == first["Location"]
    with in_group(khovd):
        row = JointAction.objects.get()
        assert row.title == decision.text
        assert row.government_owner.name == "officer khovd"  # the office is named in the text
        assert row.civil_owner.name == "monitor khovd"  # came to the meeting
        assert row.due_date == khovd.today() + datetime.timedelta(days=30)


def test_a_settled_decision_or_an_empty_side_is_refused_with_the_reason(as_, khovd, cast, decision):
    address = f"/khovd/desk/decisions/{decision.pk}/act/"
    with in_group(khovd):
        settle_decision(decision, actor=cast["secretary"], note="Мэдээлэл байсан")
    assert as_("secretary").post(address).status_code == 422
    with in_group(khovd):
        type(decision).objects.update(settled_at=None)
        Membership.objects.filter(role="officer").update(
            to_date=khovd.today() - datetime.timedelta(days=1)
        )
    assert as_("secretary").post(address).status_code == 422


def test_the_form_of_a_plan_stands_filled_in_from_the_decision(as_, khovd, cast, decision):
    page = as_("secretary").get(f"{LIST}new/?decision={decision.pk}").content.decode()
    officer = khovd_member(khovd, cast["officer"])
    assert f'value="{officer.pk}" selected' in page
    assert (khovd.today() + datetime.timedelta(days=30)).isoformat() in page


def khovd_member(khovd, user):
    with in_group(khovd):
        return membership(khovd, user)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026 оны 12-р сарын 15-ны дотор", (2026, 12, 15)),
        ("12 дугаар сарын 1-нд дуусгана", (2026, 12, 1)),
        ("1-р сарын 20 хүртэл", (2027, 1, 20)),
        ("2027.02.28 гэхэд", (2027, 2, 28)),
        ("2020-01-01 оны тогтоол", (2026, 12, 1)),
        ("13-р сарын 40", (2026, 12, 1)),
        ("Хамт хийнэ", (2026, 12, 1)),
    ],
)
def test_the_day_is_read_from_the_words(text, day):
    assert day_in(text, datetime.date(2026, 11, 1)) == datetime.date(*day)


def test_the_issue_of_the_decision_comes_along(khovd, cast, decision, department):
    with in_group(khovd):
        issue = issue_in(IssueState.VERIFIED, khovd, cast, department)
        actions.tie_issue(issue, actor=cast["secretary"], decisions=[decision])
        assert guess_from(decision).issue == issue
        assert actions.act_on_decision(decision, actor=cast["secretary"]).issue == issue


def test_decisions_are_tied_and_untied_from_either_end(as_, khovd, cast, action, decision):
    with in_group(khovd):
        issue = make_issue(khovd)
    client = as_("secretary")
    tie = f"/khovd/desk/decisions/{decision.pk}/tie/"
    assert as_("member").get(tie).status_code == 403
    assert client.post(tie, {"issues": [issue.pk], "actions": [action.pk]}).status_code == 303
    with in_group(khovd):
        assert {row.number for row in follow_ups_of(decision)} == {"KHO-1", "1"}
        verbs = set(Entry.objects.values_list("verb", flat=True))
        assert {"issue.tied", "action.tied", "decision.tied"} <= verbs
    assert decision.text in client.get("/khovd/desk/issues/KHO-1/").content.decode()
    assert client.get(tie).content.decode().count("checked") == 2
    assert client.post("/khovd/desk/issues/KHO-1/decisions/", {}).status_code == 303
    assert client.post(f"{LIST}{action.number}/decision/", {"decision": ""}).status_code == 303
    with in_group(khovd):
        assert follow_ups_of(decision) == []
        assert not DecisionLink.objects.exists()
    sent = {"decision": decision.pk}
    assert client.post(f"{LIST}{action.number}/decision/", sent).status_code == 303
    sent = {"decisions": [decision.pk]}
    assert client.post("/khovd/desk/issues/KHO-1/decisions/", sent).status_code == 303
    with in_group(khovd):
        assert len(follow_ups_of(decision)) == 2


def test_a_decision_of_another_group_is_not_there(as_, khovd, bayanzurkh, cast, decision):
    client = as_("stranger")
    assert client.get(f"/bayanzurkh/desk/decisions/{decision.pk}/tie/").status_code == 404
    assert client.post(f"/bayanzurkh/desk/decisions/{decision.pk}/act/").status_code == 404
