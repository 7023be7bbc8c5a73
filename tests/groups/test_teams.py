"""Teams: formed, joined, left, ended; who may (G5)."""

from __future__ import annotations

import datetime

import pytest

from groups.actions import BadTeam, edit_team, end_team, join_team, lead_team, leave_team
from groups.models import Team, TeamMember
from groups.queries import may_join, team_members, teams_with_counts
from masam.audit.models import Entry
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_member
from tests.factories.projects import DAY, make_team


def test_a_team_begins_with_its_people_and_one_lead(khovd):
    with in_group(khovd):
        ann, bold = make_member(khovd, "Анна"), make_member(khovd, "Болд")
        team = make_team(khovd, members=[ann], lead=bold)
        assert {(row.membership.name, row.is_lead) for row in team_members(team)} == {
            ("Анна", False),
            ("Болд", True),
        }
        assert team.number == 1
        assert teams_with_counts(khovd).get().lead_name == "Болд"


def test_a_team_of_nobody_and_a_term_backwards_are_refused(khovd):
    with in_group(khovd):
        with pytest.raises(BadTeam, match="Багт хэн"):
            make_team(khovd, members=[])
        with pytest.raises(BadTeam, match="өмнө байна"):
            make_team(khovd, members=[make_member(khovd)], to_date=khovd.today() - 99 * DAY)
        assert not Team.objects.exists()


def test_people_join_and_leave_with_dates_and_may_come_back(khovd):
    with in_group(khovd):
        ann, bold = make_member(khovd, "Анна"), make_member(khovd, "Болд")
        team = make_team(khovd, members=[ann])
        today = khovd.today()
        assert list(may_join(team)) == [bold]
        (seat,) = join_team(team, actor=None, members=[ann, bold], from_date=today - 5 * DAY)
        with pytest.raises(BadTeam, match="өмнө"):
            leave_team(seat, actor=None, to_date=today - 6 * DAY)
        with pytest.raises(BadTeam, match="болоогүй"):
            leave_team(seat, actor=None, to_date=today + DAY)
        leave_team(seat, actor=None, to_date=today)
        join_team(team, actor=None, members=[bold], from_date=today)
        assert TeamMember.objects.filter(membership=bold).count() == 2
        with pytest.raises(BadTeam, match="байгуулагдаагүй"):
            join_team(team, actor=None, members=[ann], from_date=team.from_date - DAY)


def test_there_is_one_lead_at_a_time(khovd):
    with in_group(khovd):
        ann, bold = make_member(khovd, "Анна"), make_member(khovd, "Болд")
        team = make_team(khovd, members=[bold], lead=ann)
        lead_team(team.members.get(membership=bold), actor=None)
        assert [row.membership for row in team.members.filter(is_lead=True)] == [bold]


def test_a_team_that_ends_lets_everybody_go_and_takes_nobody(khovd):
    with in_group(khovd):
        ann = make_member(khovd, "Анна")
        team = make_team(khovd, members=[ann])
        yesterday = khovd.today() - DAY
        with pytest.raises(BadTeam, match="болоогүй"):
            end_team(team, actor=None, to_date=khovd.today() + DAY)
        end_team(team, actor=None, to_date=yesterday, note="Ажил дууслаа")
        assert team.members.get().to_date == yesterday
        assert not Team.objects.current(khovd.today()).exists()
        assert Team.objects.past(khovd.today()).get() == team
        with pytest.raises(BadTeam, match="аль хэдийн"):
            join_team(team, actor=None, members=[make_member(khovd)], from_date=khovd.today())
        assert Entry.objects.filter(verb="team.ended", note="Ажил дууслаа").count() == 1


def test_two_who_correct_a_team_at_once_see_both_texts(as_, cast, khovd):
    with in_group(khovd):
        team = make_team(khovd, members=[make_member(khovd)])
        words = {"kind": "other", "name": "Өөр нэр", "mandate": "а", "from_date": team.from_date}
        edit_team(team, actor=None, version=1, **words)
        with pytest.raises(StaleVersion):
            edit_team(team, actor=None, version=1, **words)
    sent = {**words, "name": "Миний нэр", "version": 1}
    answer = as_("facilitator").post("/khovd/desk/teams/1/edit/", sent)
    assert answer.status_code == 409
    assert "Өөр нэр" in answer.content.decode()
    assert 'value="Миний нэр"' in answer.content.decode()
    again = as_("facilitator").post("/khovd/desk/teams/1/edit/", {**sent, "version": 2})
    assert again.status_code == 303


def test_the_facilitator_forms_a_team_by_the_form_and_a_member_may_not(as_, cast, khovd):
    with in_group(khovd):
        ann = make_member(khovd, "Анна")
    sent = {"name": "Хяналтын баг", "kind": "monitoring", "mandate": "Хянах", "lead": ann.pk,
            "from_date": khovd.today().isoformat(), "members": [ann.pk]}  # fmt: skip
    assert as_("member").post("/khovd/desk/teams/new/", sent).status_code == 403
    bad = as_("facilitator").post("/khovd/desk/teams/new/", {**sent, "mandate": ""})
    assert bad.status_code == 422
    assert f'value="{ann.pk}" id="id_members_' in bad.content.decode()
    good = as_("facilitator").post("/khovd/desk/teams/new/", sent)
    assert good["Location"] == "/khovd/desk/teams/1/"
    page = as_("member").get("/khovd/desk/teams/1/").content.decode()
    assert "Анна" in page
    assert "/desk/teams/1/end/" not in page


def test_the_list_shows_teams_at_work_and_the_past_on_request(
    as_, cast, khovd, django_assert_max_num_queries
):
    with in_group(khovd):
        ann = make_member(khovd, "Анна")
        for number in range(3):
            make_team(khovd, members=[ann], name=f"Одоогийн {number}")
        old = make_team(khovd, members=[ann], name="Хуучин баг", from_date=khovd.today() - 90 * DAY)
        end_team(old, actor=None, to_date=khovd.today() - datetime.timedelta(days=2))
    client = as_("member")
    with django_assert_max_num_queries(6):
        page = client.get("/khovd/desk/teams/").content.decode()
    assert "Одоогийн 2" in page
    assert "Хуучин баг" not in page
    assert "Хуучин баг" in client.get("/khovd/desk/teams/?state=past").content.decode()
    table = client.get("/khovd/desk/teams.csv?state=past")
    text = b"".join(table.streaming_content).decode()
    assert text.startswith("\ufeff")
    assert "Хуучин баг" in text
    assert "Одоогийн" not in text
