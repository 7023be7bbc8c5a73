"""Members rank with five dots, the meeting decides; everybody may say "me too" (I6)."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from groups.actions import log_meeting
from groups.models import Membership, Stakeholder
from groups.signals import agenda_wanted
from issues import actions
from issues.actions import CannotRank
from issues.models import Ballot, Dots, Echo, MeToo, Priority, RankingRound
from issues.queries import ballot_of, result_of
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.search.sortkey import sort_key
from masam.tenancy import in_group
from tests.factories.issues import make_issue, membership

ROUNDS = "/khovd/desk/rankings/"


@pytest.fixture
def three(khovd):
    with in_group(khovd):
        return [make_issue(khovd, f"Асуудал {n}") for n in (1, 2, 3)]


@pytest.fixture
def opened(khovd, cast, three):
    """A round over three issues."""
    with in_group(khovd):
        until = khovd.today() + datetime.timedelta(days=7)
        return actions.open_round(khovd, actor=cast["facilitator"], issues=three, until_date=until)


def voters(khovd, kinds):
    """Give members without a sign-in, of these kinds of stakeholders."""
    return Membership.objects.bulk_create(
        Membership(
            group=khovd, name=f"Хүн {n}", sort_key=sort_key(f"Хүн {n}"), role="member",
            stakeholder=kind, from_date=khovd.today() - datetime.timedelta(days=9),
        )
        for n, kind in enumerate(kinds)
    )  # fmt: skip


def vote(row, member, *dots):
    """Give dots to the candidates in their order."""
    keys = row.candidates.order_by("id").values_list("pk", flat=True)
    given = dict(zip(keys, dots, strict=False))
    return actions.cast_ballot(row, actor=None, membership=member, dots=given)


def test_a_round_freezes_its_issues_and_asks_every_member(khovd, cast, three, opened):
    with in_group(khovd):
        make_issue(khovd, "Дараа нь ирсэн")
        assert opened.candidates.count() == 3
        asked = Notice.objects.filter(kind="ranking_opened").values_list("recipient", flat=True)
        assert {cast[role].pk for role in ("member", "monitor", "secretary")} <= set(asked)
        assert cast["officer"].pk not in asked
        until = khovd.today()
        with pytest.raises(CannotRank):  # one at a time
            actions.open_round(khovd, actor=None, issues=three, until_date=until)


@pytest.mark.parametrize(("count", "days"), [(1, 7), (3, -1), (3, 61)])
def test_a_round_needs_issues_and_a_day(khovd, three, count, days):
    until = khovd.today() + datetime.timedelta(days=days)
    with in_group(khovd), pytest.raises(CannotRank):
        actions.open_round(khovd, actor=None, issues=three[:count], until_date=until)


def test_a_member_has_five_dots_and_may_change_them_until_the_end(khovd, cast, opened):
    with in_group(khovd):
        me = membership(khovd, cast["member"])
        for wrong in ((3, 3), (0, 0, 0), (-1, 2)):
            with pytest.raises(CannotRank):
                vote(opened, me, *wrong)
        with pytest.raises(CannotRank):
            actions.cast_ballot(opened, actor=None, membership=me, dots={10**9: 1})
        vote(opened, me, 5)
        vote(opened, me, 1, 4)
        assert sorted(ballot_of(opened, me).values()) == [1, 4]
        assert Ballot.objects.count() == 1
        actions.close_round(opened, actor=cast["facilitator"])
        with pytest.raises(CannotRank):
            vote(opened, me, 5)
        with pytest.raises(CannotRank):
            actions.close_round(opened, actor=cast["facilitator"])
        for entry in Entry.objects.filter(verb="ranking.voted"):
            assert not entry.data  # that somebody voted, never for what
            assert not entry.note


def test_sums_are_secret_below_five_ballots_and_ties_share_a_place(khovd, cast, opened):
    with in_group(khovd):
        people = voters(khovd, [Stakeholder.COMMUNITY] * 5)
        for member in people[:4]:
            vote(opened, member, 2, 2, 1)
        actions.close_round(opened, actor=None)
        assert result_of(opened).places == []
        RankingRound.objects.update(closed_at=None)
        vote(opened, people[4], 2, 2, 1)
        found = result_of(opened)
        assert [(row.place, row.dots) for row in found.places] == [(1, 10), (1, 10), (3, 5)]


def test_small_kinds_are_counted_together_so_that_no_difference_tells(khovd, opened):
    kinds = [Stakeholder.COMMUNITY] * 6 + [Stakeholder.MEDIA] * 5 + [Stakeholder.ACADEMIA]
    with in_group(khovd):
        for member in voters(khovd, kinds):
            vote(opened, member, 5)
        actions.close_round(opened, actor=None)
        found = result_of(opened)
        # one academic alone would be seen: the smallest other kind joins
        assert [count for _word, count in found.kinds] == [6, 6]
        assert found.places[0].by_kind == [30, 30]


def test_the_result_is_proposed_to_the_meeting_and_its_decision_sets_the_priority(
    khovd, cast, three, opened
):
    actor = cast["facilitator"]
    with in_group(khovd):
        for member in voters(khovd, [Stakeholder.COMMUNITY] * 5):
            vote(opened, member, 0, 3, 2)

        def proposed():
            answers = agenda_wanted.send(sender=type(khovd), group=khovd)
            return [row for _f, rows in answers for row in rows or () if row.weight == 95]

        assert proposed() == []  # members still vote
        meeting = log_meeting(
            khovd, actor=actor, held_date=khovd.today(), topic="Хурал", guests={"female": 2},
            decisions=["Эхлээд хоёрыг шийднэ"],
        )  # fmt: skip
        decision = meeting.decisions.get()
        with pytest.raises(CannotRank):
            actions.decide_round(opened, actor=actor, decision=decision, levels={three[1]: 1})
        actions.close_round(opened, actor=actor)
        assert [row.key for row in proposed()] == [f"issue:{three[n].pk}" for n in (1, 2)]
        with pytest.raises(CannotRank):
            actions.decide_round(opened, actor=actor, decision=decision, levels={})
        levels = {three[1]: 1, three[2]: 2, three[0]: None}
        assert actions.decide_round(opened, actor=actor, decision=decision, levels=levels) == 2
        assert set(Priority.objects.values_list("level", "decision")) == {
            (1, decision.pk),
            (2, decision.pk),
        }
        assert proposed() == []


def test_members_vote_by_pages_and_see_their_own_dots_only(khovd, cast, as_, opened):
    url = f"{ROUNDS}{opened.number}/"
    with in_group(khovd):
        first = opened.candidates.order_by("id").first().pk
    member = as_("member")
    assert member.get(ROUNDS).status_code == 200
    assert f'name="dots-{first}"' in member.get(url).content.decode()
    bad = member.post(f"{url}vote/", {})
    assert bad.status_code == 422
    assert "нэг оноо" in bad.content.decode()
    assert member.post(f"{url}vote/", {f"dots-{first}": "5"}).status_code == 303
    page = member.get(url).content.decode()
    assert 'value="5" selected' in page
    assert 'value="5" selected' not in as_("monitor").get(url).content.decode()
    assert as_("observer").post(f"{url}vote/", {f"dots-{first}": "5"}).status_code == 403
    assert member.get(f"{ROUNDS}new/").status_code == 403
    boss = as_("facilitator")
    assert boss.post(f"{url}close/").status_code == 303
    assert "Зөвхөн 1" in boss.get(url).content.decode()
    assert boss.get(f"{url}decide/").status_code == 200
    with in_group(khovd):
        assert Dots.objects.get().count == 5


def test_the_facilitator_opens_a_round_by_the_page(khovd, as_, three):
    boss = as_("facilitator")
    assert boss.get(f"{ROUNDS}new/").status_code == 200
    day = (khovd.today() + datetime.timedelta(days=3)).isoformat()
    words = {"until_date": day, "issues": [issue.pk for issue in three[:2]]}
    answer = boss.post(f"{ROUNDS}new/", words)
    assert answer["Location"] == f"{ROUNDS}1/"
    assert boss.post(f"{ROUNDS}new/", words).status_code == 422


# --- "me too" ------------------------------------------------------------------------------------


@pytest.fixture
def shown(khovd, three):
    """A public open issue and its "me too" page."""
    with in_group(khovd):
        actions.publish_issue(three[0], actor=None)
    return three[0], f"/khovd/issues/{three[0].code}/me-too/"


def test_me_too_counts_a_browser_once_and_can_be_taken_back(khovd, visitor, shown, fresh_limits):
    issue, url = shown
    assert visitor.get(url).status_code == 200
    assert not visitor.cookies  # the page sets nothing; only its POST does
    assert visitor.post(url).status_code == 303
    assert visitor.cookies["masam_voice"]["httponly"]
    visitor.post(url)
    with in_group(khovd):
        assert Echo.objects.get(issue=issue).count == 1
        assert visitor.cookies["masam_voice"].value not in MeToo.objects.get().key
    assert "not_me" in visitor.get(url).content.decode()
    visitor.post(url, {"not_me": "on"})
    with in_group(khovd):
        assert Echo.objects.get(issue=issue).count == 0
        assert not MeToo.objects.exists()


def test_the_number_is_public_from_five_on(khovd, visitor, as_, shown, fresh_limits):
    issue, url = shown
    public = f"/khovd/issues/{issue.code}/"
    tag = visitor.get(public)["ETag"]
    for _ in range(4):
        Client().post(url)
    assert "«би ч бас» гэсэн" not in visitor.get(public).content.decode()
    assert visitor.get(public)["ETag"] == tag
    assert "4 хүн" in as_("member").get(f"/khovd/desk/issues/{issue.code}/").content.decode()
    Client().post(url)
    page = visitor.get(public)
    assert "5 хүн «би ч бас» гэсэн" in page.content.decode()
    assert page["ETag"] != tag
    assert "masam_voice" not in page.cookies
    desk = as_("member").get("/khovd/desk/issues/?sort=me_too").content.decode()
    assert issue.title in desk


def test_me_too_comes_from_our_pages_and_not_too_often(khovd, visitor, shown, fresh_limits):
    issue, url = shown
    assert visitor.post(url, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    answers = [Client().post(url) for _ in range(21)]
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"]
    with in_group(khovd):
        assert Echo.objects.get(issue=issue).count == 20


def test_a_forged_cookie_counts_as_none(khovd, visitor, shown, fresh_limits):
    _issue, url = shown
    visitor.cookies["masam_voice"] = "abc:def:ghi"
    assert visitor.get(url).status_code == 200
    assert visitor.post(url, {"not_me": "on"}).status_code == 303


def test_only_open_public_issues_are_counted(khovd, cast, visitor, three, shown, fresh_limits):
    issue, url = shown
    hidden = url.replace(issue.code, three[1].code)
    assert visitor.get(hidden).status_code == 404
    assert visitor.post(hidden).status_code == 404
    with in_group(khovd):
        actions.reject_issue(issue, actor=cast["facilitator"], note="Давхардсан")
    assert visitor.post(url).status_code == 422
