"""Tags, priorities, and one change of many issues with its one undo (I18)."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.actions import log_meeting
from issues import actions
from issues.actions import CannotChangeMany, CannotTag, make_tag
from issues.models import BulkChange, BulkRow, Clock, Issue, IssueTag, Priority, Tag
from issues.queries import all_tags, issues_by_codes
from issues.tasks import sweep_bulks, work_on_bulk
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_issue

BULK = "/khovd/desk/bulk/"


@pytest.fixture
def three(khovd, clinic):
    """Three issues of the clinic."""
    with in_group(khovd):
        return [make_issue(khovd, f"Асуудал {n}", service_point=clinic) for n in (1, 2, 3)]


def preview(group, actor, kind, issues, **words):
    """Give a change as the pages make it: of issues that came with their marks."""
    rows = list(issues_by_codes(group, [issue.code for issue in issues]))
    return actions.preview_bulk(group, actor=actor, kind=kind, issues=rows, words=words)


def outcomes(bulk):
    return sorted(BulkRow.objects.filter(bulk=bulk).values_list("outcome", flat=True))


def state_of(issues):
    names = ("pk", "state", "responsible", "due_date", "published_at", "merged_into", "verified_at")
    keys = [issue.pk for issue in issues]
    clocks = Clock.objects.filter(issue__in=keys).running().order_by("pk")
    return list(clocks.values_list("pk", "due_date")), *list(
        Issue.objects.filter(pk__in=keys).order_by("pk").values_list(*names)
    )


# --- tags and priorities -------------------------------------------------------------------------


def test_a_tag_is_one_however_it_is_typed(khovd, cast):
    with in_group(khovd):
        tag = make_tag(khovd, actor=cast["secretary"], name="  Өвөл ")
        assert make_tag(khovd, actor=cast["secretary"], name="овол") == tag
        for wrong in ("", " ", "а" * 41, "а, б"):
            with pytest.raises(CannotTag):
                make_tag(khovd, actor=cast["secretary"], name=wrong)


def test_tags_are_renamed_joined_and_retired_and_issues_keep_them(khovd, cast, three):
    actor = cast["secretary"]
    with in_group(khovd):
        one, two = (make_tag(khovd, actor=actor, name=name) for name in ("Халаалт", "Дулаан"))
        actions.tag_issue(three[0], actor=actor, add=[one, two])
        actions.tag_issue(three[1], actor=actor, add=[one])
        with pytest.raises(CannotTag, match="нэгтгэж"):
            actions.rename_tag(one, actor=actor, name="дулаан")
        actions.join_tag(one, actor=actor, into=two)
        assert IssueTag.objects.filter(tag=two).count() == 2
        assert not Tag.objects.get(pk=one.pk).is_active
        actions.retire_tag(two, actor=actor)
        assert [tag.in_all for tag in all_tags(khovd).filter(pk=two.pk)] == [2]
        verbs = set(Entry.objects.filter(verb__startswith="tag.").values_list("verb", flat=True))
        assert verbs == {"tag.made", "tag.joined", "tag.retired"}


def test_a_priority_rests_on_a_decision_or_a_reason(khovd, cast, three):
    actor, issue = cast["facilitator"], three[0]
    with in_group(khovd):
        with pytest.raises(CannotTag):
            actions.set_priority(issue, actor=actor, level=1)
        meeting = log_meeting(
            khovd,
            actor=actor,
            held_date=khovd.today(),
            topic="Хурал",
            decisions=["Яаралтай"],
            guests={"female": 3},
        )
        decision = meeting.decisions.get()
        actions.set_priority(issue, actor=actor, level=1, decision=decision)
        actions.set_priority(issue, actor=actor, level=2, reason="Өвөл болж байна")
        assert Priority.objects.get(issue=issue).level == 2
        actions.set_priority(issue, actor=actor, level=None, reason="Хугацаа өнгөрсөн")
        assert not Priority.objects.exists()


def test_the_list_is_narrowed_and_sorted_by_marks_and_costs_no_more(khovd, cast, as_, three):
    with in_group(khovd):
        tag = make_tag(khovd, actor=None, name="Өвөл")
        actions.tag_issue(three[0], actor=None, add=[tag])
        for issue, level in ((three[1], 3), (three[2], 1)):
            actions.set_priority(issue, actor=None, level=level, reason="Шалтгаан")
    client = as_("secretary")
    found = client.get("/khovd/desk/issues/?tag=овол").content.decode()
    assert "Асуудал 1" in found
    assert "Асуудал 2" not in found
    assert "Асуудал 3" in client.get("/khovd/desk/issues/?priority=1").content.decode()
    page = client.get("/khovd/desk/issues/?sort=priority").content.decode()
    assert page.index("Асуудал 3") < page.index("Асуудал 2")
    assert "Асуудал 1" not in page
    with CaptureQueriesContext(connection) as caught:
        client.get("/khovd/desk/issues/")
    assert len([row for row in caught if "set_config" not in row["sql"]]) <= 5
    rows = b"".join(client.get("/khovd/desk/issues.csv").streaming_content).decode().splitlines()
    assert "яаралтын зэрэг,шошго,би ч бас" in rows[0]
    assert "Өвөл" in rows[-1]


def test_tags_and_the_priority_are_set_on_the_issues_own_pages(khovd, cast, as_, three):
    url = f"/khovd/desk/issues/{three[0].code}/"
    assert as_("member").get(f"{url}tag/").status_code == 403
    assert as_("secretary").get(f"{url}priority/").status_code == 403
    assert as_("secretary").post(f"{url}tag/", {"new": "Өвөл, Ус"}).status_code == 303
    bad = as_("facilitator").post(f"{url}priority/", {"level": "1"})
    assert bad.status_code == 422
    assert "шалтгааныг" in bad.content.decode()
    words = {"level": "1", "note": "Өвөл болж байна"}
    assert as_("facilitator").post(f"{url}priority/", words).status_code == 303
    page = as_("member").get(url).content.decode()
    assert all(word in page for word in ("Өвөл", "Ус", "1 яаралтай", "Өвөл болж байна"))


# --- changes of many -----------------------------------------------------------------------------


def test_a_preview_changes_nothing_and_says_what_is_refused(khovd, cast, department, three):
    with in_group(khovd):
        actions.reject_issue(three[0], actor=cast["facilitator"], note="Давхардсан")
        before = state_of(three)
        bulk = preview(khovd, cast["secretary"], "assign", three, organisation=department.pk)
        assert state_of(three) == before
        assert outcomes(bulk) == ["pending", "pending", "refused"]
        refused = BulkRow.objects.get(bulk=bulk, outcome="refused")
        assert refused.issue_id == three[0].pk
        assert refused.reason
        assert {row.becomes for row in BulkRow.objects.filter(outcome="pending")} == {
            department.name_mn
        }


def test_assigning_many_sends_the_office_one_mail_and_is_undone_once(
    khovd, cast, department, three
):
    actor = cast["secretary"]
    with in_group(khovd):
        before = state_of(three)
        bulk = preview(khovd, actor, "assign", three, organisation=None)  # by each one's place
        bulk = actions.confirm_bulk(bulk, actor=actor)
        assert outcomes(bulk) == ["done"] * 3
        assert {row[2] for row in state_of(three)[1:]} == {department.pk}
        notice = Notice.objects.get(recipient=cast["officer"])
        assert notice.kind == "issues_assigned"
        assert notice.context["count"] == 3
        with pytest.raises(CannotChangeMany):
            actions.confirm_bulk(bulk, actor=actor)
        bulk = actions.undo_bulk(bulk, actor=actor)
        assert state_of(three) == before
        assert not Notice.objects.filter(recipient=cast["officer"]).exists()  # it had not left
        with pytest.raises(CannotChangeMany):
            actions.undo_bulk(bulk, actor=actor)
        verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
        assert verbs.count("issue.assigned") == 3
        assert verbs.count("issue.undone") == 3
        assert verbs.count("bulk.confirmed") == 1
        assert verbs.count("bulk.undone") == 1


def test_undo_leaves_alone_what_was_changed_since(khovd, cast, department, three):
    actor = cast["secretary"]
    with in_group(khovd):
        actions.verify_issue(three[0], actor=cast["monitor"], note="Үзсэн")
        bulk = preview(khovd, actor, "assign", three, organisation=department.pk)
        bulk = actions.confirm_bulk(bulk, actor=actor)
        actions.accept_issue(three[0], actor=cast["officer"])
        bulk = actions.undo_bulk(bulk, actor=actor)
        assert outcomes(bulk) == ["kept", "undone", "undone"]
        assert BulkRow.objects.get(outcome="kept").reason
        kept = Issue.objects.get(pk=three[0].pk)
        assert (kept.state, kept.responsible_id) == ("accepted", department.pk)


def test_what_changed_after_the_preview_is_refused_with_the_reason(khovd, cast, department, three):
    with in_group(khovd):
        bulk = preview(khovd, cast["secretary"], "publish", three)
        words = {"title": "Өөр гарчиг", "version": three[1].version}
        actions.edit_issue(three[1], actor=cast["secretary"], **words)
        bulk = actions.confirm_bulk(bulk, actor=cast["secretary"])
        assert outcomes(bulk) == ["done", "done", "refused"]
        assert Issue.objects.published().count() == 2


def test_merging_many_into_one_can_be_undone_with_every_state(khovd, cast, department, three):
    actor = cast["facilitator"]
    with in_group(khovd):
        actions.verify_issue(three[1], actor=cast["monitor"], note="Үзсэн")
        actions.publish_issue(three[1], actor=actor)
        actions.assign_issue(three[1], actor=actor, organisation=department)
        before = state_of(three)
        bulk = preview(khovd, actor, "merge", three, into=three[0].pk)
        bulk = actions.confirm_bulk(bulk, actor=actor)
        assert outcomes(bulk) == ["done", "done", "refused"]
        assert Issue.objects.filter(merged_into=three[0]).count() == 2
        actions.undo_bulk(bulk, actor=actor)
        assert state_of(three) == before


@pytest.mark.parametrize("kind", ["tag", "untag", "priority", "publish", "unpublish"])
def test_every_other_change_is_given_back_too(khovd, cast, three, kind):
    actor = cast["facilitator"]
    with in_group(khovd):
        tag = make_tag(khovd, actor=actor, name="Өвөл")
        actions.tag_issue(three[0], actor=actor, add=[tag])
        actions.set_priority(three[0], actor=actor, level=4, reason="Зун")
        for issue in three[:2]:
            actions.publish_issue(issue, actor=actor)

        def marks():
            tags = sorted(IssueTag.objects.values_list("issue", "tag"))
            levels = sorted(Priority.objects.values_list("issue", "level", "reason"))
            return tags, levels, state_of(three)

        before = marks()
        words = {"tags": [tag.pk], "level": 1, "note": "Шалтгаан"}
        bulk = actions.confirm_bulk(preview(khovd, actor, kind, three, **words), actor=actor)
        assert marks() != before
        bulk = actions.undo_bulk(bulk, actor=actor)
        assert marks() == before
        assert "kept" not in outcomes(bulk)


def test_more_than_a_hundred_are_made_by_a_worker_that_may_die(khovd, cast):
    with in_group(khovd):
        Issue.objects.bulk_create(
            Issue(group=khovd, number=n, title=f"Асуудал {n}", sector="health")
            for n in range(1, 111)
        )
        tag = make_tag(khovd, actor=None, name="Өвөл")
        rows = list(Issue.objects.all())
        words = {"tags": [tag.pk]}
        bulk = actions.preview_bulk(
            khovd, actor=cast["secretary"], kind="tag", issues=rows, words=words
        )
        bulk = actions.confirm_bulk(bulk, actor=cast["secretary"])
        assert bulk.is_open
        assert not IssueTag.objects.exists()
        taken = BulkChange.take(bulk.pk, worker="dead", seconds=60)
        assert actions.work_bulk(taken, worker="dead")  # fifty, then the worker dies
        assert (IssueTag.objects.count(), BulkChange.objects.get().progress) == (50, 45)
        assert not work_on_bulk(bulk.pk)  # its lease still holds
        ended = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
        BulkChange.objects.update(lease_until=ended)
    assert sweep_bulks() == 1
    assert sweep_bulks() == 0
    with in_group(khovd):
        assert (IssueTag.objects.count(), BulkChange.objects.get().state) == (110, "ready")


def test_nothing_and_too_many_are_refused(khovd, cast):
    with in_group(khovd), pytest.raises(CannotChangeMany):
        actions.preview_bulk(khovd, actor=None, kind="tag", issues=[], words={})


def test_the_secretary_changes_many_from_the_list_by_pages(khovd, cast, as_, three, department):
    client = as_("secretary")
    picks = "&".join(f"pick={issue.code}" for issue in three[:2])
    assert f'value="{three[0].code}"' in client.get("/khovd/desk/issues/").content.decode()
    assert "pick" not in as_("member").get("/khovd/desk/issues/").content.decode()
    assert client.get(f"{BULK}new/?kind=priority&{picks}").status_code == 403
    assert client.get(f"{BULK}new/?kind=assign").status_code == 303  # nothing chosen
    url = f"{BULK}new/?kind=tag&{picks}"
    assert "2 асуудал" in client.get(url).content.decode()
    bad = client.post(url, {})
    assert bad.status_code == 422
    assert "нэг шошго" in bad.content.decode()
    answer = client.post(url, {"new": "Өвөл"})
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert "2 асуудлыг өөрчлөх" in page
    assert "Өвөл" in page
    assert client.post(answer["Location"]).status_code == 303
    assert client.post(answer["Location"]).status_code == 422
    assert client.post(f"{answer['Location']}undo/").status_code == 303
    assert client.post(f"{answer['Location']}undo/").status_code == 422
    with in_group(khovd):
        assert not IssueTag.objects.exists()
    assert client.get(BULK).status_code == 200


def test_all_of_a_filtered_list_can_be_chosen(khovd, as_, three):
    url = f"{BULK}new/?kind=publish&all=on&q=Асуудал 2&sector=health"
    answer = as_("secretary").post(url, {})
    assert answer.status_code == 303
    with in_group(khovd):
        assert [row.issue_id for row in BulkRow.objects.all()] == [three[1].pk]


def test_the_fix_of_an_office_is_not_asked_about_again(khovd, cast, department):
    with in_group(khovd):
        fixed = issue_in("verified_fixed", khovd, cast, department)
        bulk = preview(khovd, cast["secretary"], "assign", [fixed], organisation=department.pk)
        assert outcomes(bulk) == ["refused"]
        with pytest.raises(CannotChangeMany):
            actions.confirm_bulk(bulk, actor=cast["secretary"])
