"""The administrator's support session: timed, announced, every access noted, nothing sensitive."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups import actions
from groups.models import Group, SupportSession
from groups.permissions import SUPPORT
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

REASON = "Чиглүүлэгч тохиргоогоо хадгалж чадахгүй байна"
GIVEN = {"group": "khovd", "reason": REASON, "minutes": "30"}


@pytest.fixture
def admin(as_: Callable[[str], Client]) -> Client:
    return as_("admin")


def test_without_a_session_an_administrator_is_a_stranger(admin):
    assert admin.get("/khovd/desk/").status_code == 404


def test_a_session_lets_in_to_read_and_no_further(admin, khovd, cast):
    answer = admin.post("/me/support/", GIVEN)
    assert answer["Location"] == "/khovd/desk/"
    for path in ("", "issues/", "people/", "meetings/", "settings/", "settings/rules/"):
        page = admin.get(f"/khovd/desk/{path}")
        assert page.status_code == 200, path
        assert REASON in page.content.decode()  # the strip
    for path in ("feedback/", "issues/new/", "people/invite/", "meetings/new/", "settings/pause/"):
        assert admin.get(f"/khovd/desk/{path}").status_code == 403, path
    # a form for readers that would outlast the session
    assert admin.post("/khovd/desk/reports/subscribe/").status_code == 403
    assert admin.get("/bayanzurkh/desk/").status_code == 404  # only this group
    assert not SUPPORT & {"feedback.read", "feedback.contact", "feedback.unseal", "member.manage"}


def test_the_facilitators_hear_at_once_and_everybody_sees_it(admin, as_, khovd):
    admin.post("/me/support/", GIVEN)
    with in_group(khovd):
        notice = Notice.objects.get(kind="support_opened")
        assert notice.recipient.name.startswith("facilitator")
        assert notice.context["reason"] == REASON
    assert "администратор" in as_("member").get("/khovd/desk/").content.decode()
    assert REASON in as_("member").get("/khovd/desk/settings/support/").content.decode()


def test_every_access_is_noted_refused_ones_too(admin, as_, khovd):
    admin.post("/me/support/", GIVEN)
    admin.get("/khovd/desk/people/")
    admin.get("/khovd/desk/feedback/")
    with in_group(khovd):
        routes = list(
            Entry.objects.filter(verb="support.opened")
            .order_by("id")
            .values_list("route", flat=True)
        )
    assert routes == ["groups:people", "feedback:inbox"]
    page = as_("facilitator").get("/khovd/desk/settings/support/1/").content.decode()
    assert "Гишүүд" in page


def test_what_the_administrator_changed_stands_there_too(admin, as_, khovd):
    admin.post("/me/support/", GIVEN)
    assert admin.post("/khovd/desk/settings/", {"about_mn": "Шинэ"}).status_code == 303
    page = as_("member").get("/khovd/desk/settings/support/1/").content.decode()
    assert "<b>өөрчилсөн</b>" in page
    assert "Бүлгийн тохиргоо" in page


def test_it_ends_by_time(admin, khovd):
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=31)):
        admin.post("/me/support/", GIVEN)
    assert admin.get("/khovd/desk/").status_code == 404


def test_a_facilitator_ends_it_even_in_a_pause(admin, as_, khovd, cast):
    admin.post("/me/support/", GIVEN)
    actions_path = "/khovd/desk/settings/support/1/end/"
    assert as_("member").post(actions_path).status_code == 403
    with in_group(khovd):
        actions.pause_group(khovd, actor=cast["facilitator"], note="x")
    assert as_("facilitator").post(actions_path).status_code == 303
    assert admin.get("/khovd/desk/").status_code == 404
    assert Group.objects.get(slug="khovd").support_until is None


def test_its_person_ends_it_by_a_button(admin, khovd):
    admin.post("/me/support/", GIVEN)
    assert admin.post("/me/support/end/").status_code == 303
    assert admin.get("/khovd/desk/").status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"reason": "test"}, "Яагаад гэдгээ"), ({"minutes": "600"}, ""), ({"group": "nowhere"}, "")],
)
def test_a_session_needs_a_reason_and_is_short(admin, khovd, cast, change, sentence):
    answer = admin.post("/me/support/", GIVEN | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with pytest.raises(actions.BadGroup):
        actions.open_support(khovd, actor=cast["admin"], reason=REASON, minutes=121)


def test_only_administrators_and_one_session_a_group(admin, as_, khovd, cast):
    for role in ("facilitator", "coordinator", "donor"):
        assert as_(role).post("/me/support/", GIVEN).status_code == 403
    with pytest.raises(actions.BadGroup):
        actions.open_support(khovd, actor=cast["coordinator"], reason=REASON, minutes=30)
    admin.post("/me/support/", GIVEN)
    assert admin.post("/me/support/", GIVEN | {"minutes": "60"}).status_code == 422


def test_the_database_knows_no_longer_session(khovd, cast):
    now = timezone.now()
    with in_group(khovd), pytest.raises(IntegrityError), transaction.atomic():
        SupportSession.objects.create(
            group=khovd, number=9, person=cast["admin"], person_name="x", reason="x",
            started_at=now, until=now + datetime.timedelta(hours=2, seconds=1),
        )  # fmt: skip


def test_the_list_costs_the_same_for_one_and_three(as_, khovd, cast, django_assert_max_num_queries):
    member = as_("member")
    member.get("/me/")

    def queries() -> int:
        with django_assert_max_num_queries(8) as found:
            member.get("/khovd/desk/settings/support/")
        return len(found)

    def visit() -> None:
        session = actions.open_support(khovd, actor=cast["admin"], reason=REASON, minutes=15)
        actions.end_support(session, actor=cast["admin"])

    visit()
    one = queries()
    visit()
    visit()
    assert queries() == one
