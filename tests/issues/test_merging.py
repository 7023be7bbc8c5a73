"""Joining issues and undoing it; what is similar while one is logged; filters with a name."""

from __future__ import annotations

import pytest

from issues import actions
from issues.lifecycle import IssueState
from issues.models import Follow, Issue, Merge, SavedFilter
from issues.queries import similar_issues
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion

DESK = "/khovd/desk/issues/"
FILTERS = "/khovd/desk/filters/"
S = IssueState


@pytest.fixture
def pair(khovd, cast):
    with in_group(khovd):
        first, second = (
            actions.log_issue(khovd, actor=cast["secretary"], title=title, sector="health")
            for title in ("Эмнэлгийн халаалт муу", "Эмнэлэгт халаалт тасалддаг")
        )
        actions.follow_issue(second, actor=cast["member"])
        second = actions.verify_issue(second, actor=cast["monitor"], note="Очиж үзлээ")
        second = actions.publish_issue(second, actor=cast["secretary"])
    return first, second


def stands(issue):
    """Give all columns of an issue but those that count changes, and who follows it."""
    row = Issue.objects.filter(pk=issue.pk).values().get()
    for name in ("version", "state_at"):
        del row[name]
    return row, set(Follow.objects.filter(issue=issue).values_list("user_id", flat=True))


def test_undoing_a_merge_gives_back_exactly_what_was_there(khovd, cast, pair):
    first, second = pair
    with in_group(khovd):
        before = stands(first), stands(second)
        merged = actions.merge_issue(second, actor=cast["facilitator"], into=first)
        assert (merged.state, merged.published_at) == (S.MERGED, None)
        assert stands(first) != before[0]
        actions.unmerge_issue(merged, actor=cast["facilitator"])
        assert (stands(first), stands(second)) == before
        assert Merge.objects.get().undone_at is not None


def test_reporters_and_followers_of_both_hear_of_the_one_that_goes_on(khovd, cast, pair):
    first, second = pair
    with in_group(khovd):
        Issue.objects.filter(pk=second.pk).update(logged_by=cast["observer"])
        actions.follow_issue(first, actor=cast["monitor"])
        actions.merge_issue(second, actor=cast["facilitator"], into=first)
        people = {cast[name].pk for name in ("member", "observer", "monitor")}
        assert stands(first)[1] == people
        assert stands(second)[1] == {cast["member"].pk}


def test_who_chose_to_follow_since_stays_a_follower(khovd, cast, pair):
    first, second = pair
    with in_group(khovd):
        merged = actions.merge_issue(second, actor=cast["facilitator"], into=first)
        for _again in range(2):  # leaves, and comes back by choice
            actions.follow_issue(first, actor=cast["member"])
        actions.unmerge_issue(merged, actor=cast["facilitator"])
        assert stands(first)[1] == {cast["member"].pk}


def test_a_merge_can_be_made_undone_and_made_again(khovd, cast, pair):
    first, second = pair
    with in_group(khovd):
        for _again in range(2):
            second = actions.merge_issue(second, actor=cast["facilitator"], into=first)
            second = actions.unmerge_issue(second, actor=cast["facilitator"])
        assert second.state == S.VERIFIED
        assert Merge.objects.filter(undone_at=None).count() == 0


def test_a_chain_of_merges_is_refused_from_both_ends(khovd, cast, pair):
    first, second = pair
    with in_group(khovd):
        third = actions.log_issue(khovd, actor=None, title="Гурав", sector="health")
        merged = actions.merge_issue(second, actor=cast["facilitator"], into=first)
        with pytest.raises(actions.CannotMerge, match="KHO-2"):
            actions.merge_issue(third, actor=cast["facilitator"], into=merged)
        with pytest.raises(actions.CannotMerge):
            actions.merge_issue(first, actor=cast["facilitator"], into=third)
        actions.merge_issue(third, actor=cast["facilitator"], into=first)
        assert Issue.objects.filter(merged_into=first).count() == 2


def test_of_two_people_at_once_one_wins_and_the_other_is_told(as_, khovd, cast, pair):
    first, second = pair
    with in_group(khovd):
        version = Issue.objects.get(pk=second.pk).version
        actions.merge_issue(second, actor=cast["secretary"], into=first, version=version)
        with pytest.raises(StaleVersion):
            actions.merge_issue(second, actor=cast["facilitator"], into=first, version=version)
    words = {"into": first.pk, "note": "Давхардсан", "version": version}
    answer = as_("facilitator").post(f"{DESK}KHO-2/merge/", words)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Давхардсан" in html


def test_the_public_number_of_a_merged_issue_leads_to_the_other_only_while_both_were_public(
    visitor, khovd, cast, pair
):
    first, second = pair
    page = f"/khovd/issues/{second.code}/"
    with in_group(khovd):
        merged = actions.merge_issue(second, actor=cast["facilitator"], into=first)
    assert visitor.get(page).status_code == 404  # the one that goes on is not public
    with in_group(khovd):
        actions.publish_issue(first, actor=cast["secretary"])
    answer = visitor.get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"/khovd/issues/{first.code}/")
    with in_group(khovd):
        actions.unmerge_issue(merged, actor=cast["facilitator"])
    assert visitor.get(page).status_code == 200


def test_a_merged_issue_that_never_was_public_is_not_found(visitor, khovd, cast, pair):
    first, second = pair
    with in_group(khovd):
        actions.merge_issue(first, actor=cast["facilitator"], into=second)
    assert visitor.get(f"/khovd/issues/{first.code}/").status_code == 404


def test_both_stand_side_by_side_before_they_are_merged(as_, pair):
    client = as_("facilitator")
    html = client.get(f"{DESK}KHO-2/merge/").content.decode()
    assert "?into=KHO-1" in html
    html = client.get(f"{DESK}KHO-2/merge/", {"into": "1"}).content.decode()
    assert "Эмнэлгийн халаалт муу" in html
    assert f'name="into" value="{pair[0].pk}"' in html
    assert "алга" in client.get(f"{DESK}KHO-2/merge/", {"into": "KHO-77"}).content.decode()


def test_what_shares_half_of_the_words_is_similar_and_the_same_place_helps(khovd, clinic, pair):
    with in_group(khovd):
        assert [row.number for row in similar_issues(khovd, "emnelgiin halaalt")] == [2, 1]
        assert similar_issues(khovd, "эмнэлгийн хүлээлт урт цаг") == []
        Issue.objects.filter(number=2).update(service_point=clinic)
        found = similar_issues(khovd, "эмнэлгийн хүлээлт урт цаг", point=clinic.pk)
        assert [row.number for row in found] == [2]
        assert similar_issues(khovd, "халаалт") == []


def log(client, **words):
    fields = {"title": "Эмнэлгийн халаалт алга", "sector": "health", "reporter_class": "citizen"}
    return client.post(f"{DESK}new/", fields | words)


def test_what_is_similar_is_shown_once_and_never_stops_anybody(as_, khovd, pair):
    client = as_("secretary")
    shown = log(client, seen="")
    html = shown.content.decode()
    assert shown.status_code == 422
    assert "KHO-1" in html
    assert "Эмнэлгийн халаалт алга" in html
    assert 'name="seen" value="1"' in html
    assert log(client, seen="1").status_code == 303
    with in_group(khovd):
        assert Issue.objects.count() == 3


def test_a_phone_that_knows_nothing_of_it_logs_at_once(as_, pair):
    assert log(as_("secretary")).status_code == 303


def test_the_piece_for_typing_lists_what_is_similar(as_, pair):
    client = as_("secretary")
    html = client.get(
        f"{DESK}similar/", {"title": "halaalt emneleg", "point": "x"}
    ).content.decode()
    assert "KHO-1" in html
    assert "<html" not in html
    assert client.get(f"{DESK}similar/", {"title": "юу ч биш зүйл"}).content.decode().strip() == ""


def test_filters_are_kept_renamed_and_removed(as_, khovd, cast, pair):
    client = as_("member")
    kept = client.post(f"{FILTERS}new/", {"name": "Халаалт", "query": "q=halaalt&after=x&state="})
    assert (kept.status_code, kept["Location"]) == (303, f"{DESK}?q=halaalt")
    with in_group(khovd):
        row = SavedFilter.objects.get()
    assert "Халаалт" in client.get(FILTERS).content.decode()
    assert "Халаалт" not in as_("secretary").get(FILTERS).content.decode()
    client = as_("member")
    client.post(FILTERS, {"filter": row.pk, "name": "Зуух"})
    assert "Зуух" in client.get(FILTERS).content.decode()
    client.post(FILTERS, {"filter": row.pk, "remove": "on"})
    assert "Зуух" not in client.get(FILTERS).content.decode()


@pytest.mark.parametrize("words", [{"name": "", "query": "q=a"}, {"name": "Хоосон", "query": ""}])
def test_a_filter_without_name_or_filters_is_refused_with_a_sentence(as_, khovd, words):
    assert as_("member").post(f"{FILTERS}new/", words).status_code == 422


def test_of_filters_at_most_twenty_and_each_name_once(khovd, cast):
    actor = cast["member"]
    with in_group(khovd):
        rows = [
            actions.save_filter(khovd, actor=actor, name=f"Н {number}", query="q=a")
            for number in range(20)
        ]
        with pytest.raises(actions.CannotSaveFilter, match="20"):
            actions.save_filter(khovd, actor=actor, name="Нэмэлт", query="q=a")
        assert actions.save_filter(khovd, actor=actor, name="Н 1", query="q=b") == rows[1]
        with pytest.raises(actions.CannotSaveFilter):
            actions.rename_filter(rows[0], actor=actor, name="Н 1")


def test_nobody_touches_the_filter_of_another(as_, khovd, cast):
    with in_group(khovd):
        row = actions.save_filter(khovd, actor=cast["member"], name="Минийх", query="q=a")
    gone = as_("secretary").post(FILTERS, {"filter": row.pk, "remove": "on"})
    assert gone.status_code == 404
