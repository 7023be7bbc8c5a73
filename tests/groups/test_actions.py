"""Rules of meetings, members and the group itself."""

from __future__ import annotations

import datetime
import uuid

import pytest
import time_machine

from groups.actions import (
    BadMeeting,
    BadMember,
    change_role,
    edit_group,
    edit_meeting,
    end_membership,
    invite_member,
    join,
    log_meeting,
    pause_group,
    publish_meeting,
    unpublish_meeting,
)
from groups.actions.group import BadGroup
from groups.models import Attendance, Group, GroupGrant, Meeting, Membership, Pointer
from groups.queries import living_invitation
from groups.signals import meeting_changed
from masam.accounts.models import User
from masam.audit.models import Entry
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_meeting, make_member


@pytest.fixture
def scope(khovd):
    with in_group(khovd):
        yield khovd


def day(group, ago):
    return group.today() - datetime.timedelta(days=ago)


def texts(meeting):
    return list(meeting.decisions.values_list("text", flat=True))


# --- log_meeting -------------------------------------------------------------------------------


def test_log_meeting_keeps_who_came_what_was_decided_and_who_wrote_it(scope, cast):
    member = make_member(scope, stakeholder="khural")
    meeting = log_meeting(
        scope,
        actor=cast["secretary"],
        held_date=day(scope, 1),
        topic=" Дотуур байрны усан хангамж ",
        place="ИТХ",
        attended=[member],
        guests={"female": 3, "male": 1, "young": 2, "herder": 4},
        decisions=["Ус зөөх машин гаргах", "", "  Хяналт  тавих "],
    )
    assert (meeting.number, meeting.topic, meeting.guests) == (1, "Дотуур байрны усан хангамж", 4)
    row = Attendance.objects.get(meeting=meeting)
    assert (row.membership, row.stakeholder) == (member, "khural")
    assert texts(meeting) == ["Ус зөөх машин гаргах", "Хяналт тавих"]
    entry = Entry.objects.get(verb="meeting.logged")
    assert (entry.actor, entry.target_id) == (cast["secretary"], meeting.pk)


def test_log_meeting_keeps_the_stakeholder_of_that_day(scope):
    member = make_member(scope, stakeholder="media")
    meeting = make_meeting(scope, attended=[member])
    member.stakeholder = "business"
    member.save()
    assert meeting.attendance.get().stakeholder == "media"


def test_log_meeting_numbers_run_in_the_group(scope):
    assert [make_meeting(scope).number for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("held_date", {"held_date": datetime.date(2030, 1, 1)}),
        ("held_date", {"held_date": datetime.date(2024, 10, 31)}),
        ("topic", {"topic": "   "}),
        ("guests_young", {"guests": {"female": 1, "young": 2}}),
        ("guests_herder", {"guests": {"male": 1, "herder": 2}}),
        ("guests_disability", {"guests": {"male": 1, "disability": 2}}),
        ("attended", {"guests": {}}),
    ],
)
@time_machine.travel("2026-11-23T04:00:00Z", tick=False)
def test_log_meeting_says_what_to_put_right(scope, field, change):
    with pytest.raises(BadMeeting) as error:
        make_meeting(scope, **change)
    assert error.value.field == field
    assert str(error.value)
    assert not Meeting.objects.exists()


@time_machine.travel("2026-11-23T16:30:00Z", tick=False)  # 23:30 in Khovd, 00:30 in Ulaanbaatar
def test_log_meeting_refuses_tomorrow_by_the_clock_of_the_group(scope):
    with pytest.raises(BadMeeting):
        make_meeting(scope, held_date=datetime.date(2026, 11, 24))
    assert make_meeting(scope, held_date=datetime.date(2026, 11, 23))


@time_machine.travel("2028-02-29T04:00:00Z", tick=False)
def test_log_meeting_counts_two_years_back_from_a_leap_day(scope):
    assert make_meeting(scope, held_date=datetime.date(2026, 2, 28))


def test_log_meeting_with_the_same_client_key_gives_the_same_meeting(scope):
    key = uuid.uuid4()
    first = make_meeting(scope, client_key=key)
    assert make_meeting(scope, client_key=key, topic="Өөр сэдэв") == first
    assert Meeting.objects.count() == 1


def test_log_meeting_raises_the_version_and_tells_the_roll_ups(scope):
    heard = []
    version = scope.version

    def hear(sender, meeting, before, **kwargs):
        heard.append((meeting.topic, before))

    meeting_changed.connect(hear)
    try:
        meeting = make_meeting(scope)
    finally:
        meeting_changed.disconnect(hear)
    assert heard == [(meeting.topic, None)]
    scope.refresh_from_db()
    assert scope.version == version + 1


# --- edit_meeting ------------------------------------------------------------------------------


def edit(meeting, **change):
    given = {
        "actor": None,
        "version": meeting.version,
        "held_date": meeting.held_date,
        "topic": meeting.topic,
        "guests": {"female": 4, "male": 2},
        **change,
    }
    return edit_meeting(meeting, **given)


def test_edit_meeting_keeps_the_rows_of_decisions_that_stay(scope):
    meeting = make_meeting(scope, decisions=["а", "б", "в"])
    rows = {row.text: row.pk for row in meeting.decisions.all()}
    edit(meeting, decisions=["в", "б засвар", "а", "г"])
    now = {row.text: row.pk for row in meeting.decisions.all()}
    assert texts(meeting) == ["в", "б засвар", "а", "г"]
    assert (now["а"], now["в"], now["б засвар"]) == (rows["а"], rows["в"], rows["б"])


def test_edit_meeting_puts_the_ticks_right(scope):
    stays, goes, comes = (make_member(scope, name) for name in ("А", "Б", "В"))
    meeting = make_meeting(scope, attended=[stays, goes])
    edit(meeting, attended=[stays, comes])
    assert set(meeting.attendance.values_list("membership", flat=True)) == {stays.pk, comes.pk}


def test_edit_meeting_from_an_old_version_gives_both_texts(scope):
    meeting = make_meeting(scope)
    edit(meeting, topic="Хоёр дахь нь")
    with pytest.raises(StaleVersion) as error:
        edit(meeting, topic="Гурав дахь нь", version=1)
    assert error.value.theirs["topic"] == "Хоёр дахь нь"


def test_edit_meeting_cannot_close_what_is_public(scope):
    meeting = make_meeting(scope, is_public=True)
    with pytest.raises(BadMeeting) as error:
        edit(meeting, is_closed=True)
    assert error.value.field == "is_closed"


# --- publish_meeting, unpublish_meeting --------------------------------------------------------


def test_publish_meeting_is_done_once_and_can_be_taken_back(scope, cast):
    meeting = publish_meeting(make_meeting(scope), actor=cast["secretary"])
    assert publish_meeting(meeting, actor=cast["secretary"]).published_at == meeting.published_at
    assert unpublish_meeting(meeting, actor=cast["facilitator"]).published_at is None
    verbs = Entry.objects.filter(verb__startswith="meeting.").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "meeting.logged",
        "meeting.published",
        "meeting.unpublished",
    ]


def test_publish_meeting_leaves_a_closed_meeting_with_the_group(scope):
    with pytest.raises(BadMeeting):
        publish_meeting(make_meeting(scope, is_closed=True), actor=None)


# --- members -----------------------------------------------------------------------------------


def invite(group, email="new@khovd.example", **change):
    member = {"name": "Ц.Сараа", "stakeholder": "media", "role": "secretary", **change}
    return invite_member(group, actor=None, email=email, **member)


def mailed_token(membership):
    notice = Notice.objects.get(kind="member_invited", key=f"member:{membership.pk}:invited")
    text = write_mail(notice).body
    return text.split("/join/")[1].split("/")[0]


def test_invite_member_mails_a_token_that_is_stored_nowhere(scope, cast):
    membership = invite(scope)
    token = mailed_token(membership)
    assert living_invitation(token)[1] == membership
    stored = str(list(Pointer.objects.values())) + str(list(Notice.objects.values()))
    assert token not in stored + str(list(Entry.objects.values()))


def test_invite_member_refuses_an_address_that_is_here_already(scope, cast):
    with pytest.raises(BadMember) as error:
        invite(scope, cast["member"].email.upper())
    assert error.value.field == "email"


def test_join_makes_the_account_and_the_grants_once(scope, cast):
    membership = invite(scope)
    pointer, _same = living_invitation(token := mailed_token(membership))
    joined = join(pointer, actor=None, name="Ц.Сарантуяа", password="a long enough secret")
    assert joined.user.check_password("a long enough secret")
    assert (joined.name, joined.user.email) == ("Ц.Сарантуяа", "new@khovd.example")
    assert GroupGrant.objects.filter(user=joined.user).exists()
    assert living_invitation(token) is None
    with pytest.raises(BadMember):
        join(pointer, actor=None, name="Х", password="a long enough secret")
    assert User.objects.filter(email="new@khovd.example").count() == 1


def test_join_with_a_known_address_needs_that_person(scope, cast):
    stranger = cast["stranger"]
    pointer, _membership = living_invitation(mailed_token(invite(scope, stranger.email)))
    for actor in (None, cast["member"]):
        with pytest.raises(BadMember):
            join(pointer, actor=actor)
    assert join(pointer, actor=stranger).user == stranger


def test_join_is_over_after_thirty_days(scope, cast):
    token = mailed_token(invite(scope))
    with time_machine.travel(datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(days=31)):
        assert living_invitation(token) is None


def test_change_role_changes_the_duties(scope, cast):
    membership = Membership.objects.get(user=cast["member"])
    change_role(membership, actor=cast["facilitator"], role="secretary")
    duties = GroupGrant.objects.filter(user=cast["member"]).values_list(
        "permission__codename", flat=True
    )
    assert "meeting.log" in duties


def test_the_only_facilitator_can_neither_go_nor_change(scope, cast):
    membership = Membership.objects.get(user=cast["facilitator"])
    with pytest.raises(BadMember):
        end_membership(membership, actor=cast["facilitator"])
    with pytest.raises(BadMember):
        change_role(membership, actor=cast["facilitator"], role="member")
    change_role(Membership.objects.get(user=cast["secretary"]), actor=None, role="facilitator")
    assert end_membership(membership, actor=None).to_date == scope.today()


def test_end_membership_in_the_past_takes_the_grants_away(scope, cast):
    membership = Membership.objects.get(user=cast["member"])
    end_membership(membership, actor=cast["facilitator"], to_date=day(scope, 1))
    assert not GroupGrant.objects.filter(user=cast["member"]).exists()
    with pytest.raises(BadMember):
        end_membership(membership, actor=cast["facilitator"])


# --- the group ---------------------------------------------------------------------------------


def test_edit_group_does_not_overwrite_in_silence(scope, cast):
    given = {"about_mn": "Бид", "about_en": "", "contact_email": "", "contact_phone": ""}
    edit_group(scope, actor=cast["facilitator"], seen={"about_mn": ""}, **given)
    with pytest.raises(StaleVersion) as error:
        edit_group(scope, actor=cast["facilitator"], seen={"about_mn": ""}, **given)
    assert error.value.theirs["about_mn"] == "Бид"


def test_pause_group_happens_once(scope, cast):
    pause_group(scope, actor=cast["facilitator"], note="Сонгууль")
    with pytest.raises(BadGroup):
        pause_group(scope, actor=cast["facilitator"], note="Дахин")
    assert Group.objects.get(pk=scope.pk).state == "paused"
    assert Entry.objects.get(verb="group.paused").note == "Сонгууль"
