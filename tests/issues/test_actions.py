"""The rules of issues, each seen to say no."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.utils import timezone

from groups.models import Membership, Pointer
from issues import actions
from issues.lifecycle import IssueState
from issues.models import Answer, Category, Evidence, Follow, Issue
from issues.signals import issue_changed, issue_moved
from masam.audit.queries import entries_of
from masam.notifications.models import Notice
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.issues import issue_in, make_action, make_issue, membership, photo

S = IssueState


@pytest.fixture(autouse=True)
def _scope(khovd):
    with in_group(khovd):
        yield


def kinds():
    return set(Notice.objects.values_list("kind", flat=True))


def test_log_issue_takes_the_place_of_the_service_point_and_a_number(khovd, cast, clinic):
    issue = make_issue(khovd, actor=cast["member"], service_point=clinic, photos=[photo()])
    assert (issue.code, issue.unit, issue.state) == ("KHO-1", clinic.unit, S.REPORTED)
    assert issue.evidence.get().shows == "problem"
    entry = entries_of(issue).get()
    assert (entry.verb, entry.actor) == ("issue.logged", cast["member"])


def test_log_issue_twice_with_one_key_is_one_issue(khovd):
    key = uuid.uuid4()
    assert make_issue(khovd, client_key=key).pk == make_issue(khovd, client_key=key).pk


@pytest.mark.parametrize(("title", "sector"), [("  ", "health"), ("Ус алга", "")])
def test_log_issue_needs_a_title_and_a_sector(khovd, title, sector):
    with pytest.raises(actions.CannotLog):
        make_issue(khovd, title=title, sector=sector)


def test_a_fix_is_verified_by_somebody_outside_with_note_and_photo(khovd, cast, department):
    version = khovd.version
    issue = issue_in(S.VERIFIED_FIXED, khovd, cast, department)
    assert issue.verified_by == membership(khovd, cast["monitor"])
    assert issue.fixed_at
    assert Evidence.objects.get(shows="fix").issue == issue
    verbs = [entry.verb for entry in entries_of(issue)]
    assert verbs[-2:] == ["issue.claimed", "issue.confirmed"]
    assert {"issue_assigned", "issue_claimed", "issue_confirmed"} <= kinds()
    khovd.refresh_from_db()
    assert khovd.version > version


def test_confirm_issue_refuses_the_responsible_organisation(khovd, cast, department):
    issue = issue_in(S.CLAIMED_FIXED, khovd, cast, department)
    for name in ("officer", "monitor"):
        own = membership(khovd, cast[name])
        Membership.objects.filter(pk=own.pk).update(organisation=department)
        own.refresh_from_db()
        with pytest.raises(actions.CannotConfirm):
            actions.confirm_issue(
                issue, actor=own.user, membership=own, note="Болсон", photos=[photo()]
            )


def test_confirm_issue_refuses_the_service_point_itself(khovd, cast, department, clinic):
    issue = issue_in(S.CLAIMED_FIXED, khovd, cast, department, service_point=clinic)
    Membership.objects.filter(user=cast["monitor"]).update(organisation=clinic)
    own = membership(khovd, cast["monitor"])
    with pytest.raises(actions.CannotConfirm):
        actions.confirm_issue(
            issue, actor=own.user, membership=own, note="Болсон", photos=[photo()]
        )


def test_confirm_issue_refuses_who_claimed_even_after_changing_the_office(khovd, cast, department):
    issue = issue_in(S.CLAIMED_FIXED, khovd, cast, department)
    Membership.objects.filter(user=cast["officer"]).update(organisation=None)
    own = membership(khovd, cast["officer"])
    with pytest.raises(actions.CannotConfirm):
        actions.confirm_issue(
            issue, actor=own.user, membership=own, note="Болсон", photos=[photo()]
        )


@pytest.mark.parametrize(("note", "photos", "field"), [("", 1, "note"), ("Болсон", 0, "photos")])
def test_confirm_issue_needs_a_note_and_a_photo(khovd, cast, department, note, photos, field):
    issue = issue_in(S.CLAIMED_FIXED, khovd, cast, department)
    own = membership(khovd, cast["monitor"])
    with pytest.raises(actions.CannotConfirm) as refused:
        actions.confirm_issue(
            issue, actor=own.user, membership=own, note=note, photos=[photo()] * photos
        )
    assert refused.value.field == field
    assert Issue.objects.get(pk=issue.pk).state == S.CLAIMED_FIXED


def test_verify_issue_refuses_a_member_of_the_service_point(khovd, cast, clinic):
    issue = make_issue(khovd, service_point=clinic)
    Membership.objects.filter(user=cast["monitor"]).update(organisation=clinic)
    with pytest.raises(actions.CannotVerify):
        actions.verify_issue(issue, actor=cast["monitor"], note="Үнэн")


def test_verify_issue_refuses_a_stranger_and_nobody(khovd, cast):
    issue = make_issue(khovd)
    for actor in (cast["stranger"], None):
        with pytest.raises(actions.CannotVerify):
            actions.verify_issue(issue, actor=actor, note="Үнэн")


@pytest.mark.parametrize("verb", ["accept_issue", "start_issue", "claim_issue"])
def test_only_the_responsible_organisation_takes_its_steps(khovd, cast, department, verb):
    state = S.ACCEPTED if verb == "start_issue" else S.VERIFIED
    issue = issue_in(state, khovd, cast, department)
    with pytest.raises(actions.CannotMove):
        getattr(actions, verb)(issue, actor=cast["school_officer"], note="Болсон")
    assert getattr(actions, verb)(issue, actor=cast["officer"], note="Болсон").version > 1


def test_the_facilitator_notes_that_the_office_accepts_but_never_claims(khovd, cast, department):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    with pytest.raises(actions.CannotClaim):
        actions.claim_issue(issue, actor=cast["facilitator"], note="Болсон")
    assert actions.accept_issue(issue, actor=cast["facilitator"]).state == S.ACCEPTED


def test_nobody_accepts_what_nobody_was_asked(khovd, cast):
    issue = make_issue(khovd)
    issue = actions.verify_issue(issue, actor=cast["monitor"], note="Үнэн")
    with pytest.raises(actions.CannotAccept):
        actions.accept_issue(issue, actor=cast["facilitator"])


def test_a_step_that_the_state_does_not_allow_says_why(khovd, cast):
    with pytest.raises(actions.CannotMove, match=r"боломжтой|possible"):
        actions.reopen_issue(make_issue(khovd), actor=cast["monitor"], note="Үгүй")


def test_a_step_from_an_older_version_shows_both_texts(khovd, cast):
    issue = make_issue(khovd)
    actions.verify_issue(issue, actor=cast["monitor"], note="Үнэн")
    with pytest.raises(StaleVersion) as stale:
        actions.reject_issue(issue, actor=cast["facilitator"], note="Үгүй", version=issue.version)
    assert stale.value.theirs["title"] == issue.title


def test_edit_issue_from_an_older_version_is_refused(khovd, cast):
    issue = make_issue(khovd)
    actions.edit_issue(issue, actor=cast["secretary"], version=1, title="Нэг")
    with pytest.raises(StaleVersion) as stale:
        actions.edit_issue(issue, actor=cast["secretary"], version=1, title="Хоёр")
    assert stale.value.theirs["title"] == "Нэг"


def test_assign_issue_takes_the_term_of_the_law(khovd, cast, department):
    issue = actions.assign_issue(
        make_issue(khovd), actor=cast["secretary"], organisation=department
    )
    assert issue.due_date == khovd.today() + datetime.timedelta(days=30)
    assert Notice.objects.get(kind="issue_assigned").recipient == cast["officer"]


def test_assign_issue_refuses_a_day_that_is_over_and_a_finished_issue(khovd, cast, department):
    yesterday = khovd.today() - datetime.timedelta(days=1)
    with pytest.raises(actions.CannotAssign):
        actions.assign_issue(
            make_issue(khovd), actor=None, organisation=department, due_date=yesterday
        )
    with pytest.raises(actions.CannotAssign):
        actions.assign_issue(
            issue_in(S.REJECTED, khovd, cast, department), actor=None, organisation=department
        )


def test_answer_working_promises_the_day_and_begins_the_work(khovd, cast, department):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    day = khovd.today() + datetime.timedelta(days=12)
    answer = actions.answer_issue(
        issue, actor=cast["officer"], organisation=department, kind="working", due_date=day
    )
    issue = Issue.objects.get(pk=issue.pk)
    assert (issue.state, issue.due_date, issue.answered_at) == (
        S.IN_ACTION, day, answer.answered_at,
    )  # fmt: skip


def test_answer_fixed_only_claims(khovd, cast, department):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    actions.answer_issue(
        issue, actor=cast["officer"], organisation=department, kind="fixed", text="Засав"
    )
    issue = Issue.objects.get(pk=issue.pk)
    assert (issue.state, issue.fixed_at, issue.claimed_by) == (
        S.CLAIMED_FIXED, None, cast["officer"],
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["fixed", "not_ours", "need_more", "refused"])
def test_only_who_works_on_it_promises_the_day_that_stood_ready(khovd, cast, department, kind):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    due_date, day = issue.due_date, khovd.today() + datetime.timedelta(days=30)
    answer = actions.answer_issue(
        issue, actor=cast["officer"], organisation=department, kind=kind, text="Хариу",
        theirs="Сургууль", due_date=day,
    )  # fmt: skip
    assert answer.due_date is None
    assert Issue.objects.get(pk=issue.pk).due_date == due_date


@pytest.mark.parametrize(
    ("kind", "field"),
    [("working", "due_date"), ("fixed", "text"), ("not_ours", "theirs"), ("need_more", "text")],
)
def test_an_answer_says_what_it_needs(khovd, cast, department, kind, field):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    with pytest.raises(actions.CannotAnswer) as refused:
        actions.answer_issue(issue, actor=None, organisation=department, kind=kind)
    assert refused.value.field == field


def test_answer_issue_refuses_another_organisation(khovd, cast, department, school):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    with pytest.raises(actions.CannotAnswer):
        actions.answer_issue(
            issue, actor=cast["school_officer"], organisation=school, kind="fixed", text="Засав"
        )
    assert not Answer.objects.exists()


def test_a_link_answers_once(khovd, cast, department):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    Pointer.issue("reply", khovd, issue.pk, data={"organisation": department.pk})
    pointer = Pointer.objects.get(kind="reply")
    words = {"kind": "need_more", "text": "Аль өрөө?"}
    assert actions.answer_by_link(pointer, **words).channel == "link"
    with pytest.raises(actions.CannotAnswer):
        actions.answer_by_link(pointer, **words)


def test_a_link_answers_nothing_in_a_group_that_does_not_work(khovd, cast, department):
    issue = issue_in(S.VERIFIED, khovd, cast, department)
    Pointer.issue("reply", khovd, issue.pk, data={"organisation": department.pk})
    type(khovd).objects.filter(pk=khovd.pk).update(state="paused")
    with pytest.raises(actions.CannotAnswer):
        actions.answer_by_link(Pointer.objects.get(kind="reply"), kind="need_more", text="Аль?")


def test_asked_whether_it_is_fixed_no_opens_it_again(khovd, cast, department):
    issue = issue_in(S.VERIFIED_FIXED, khovd, cast, department)
    Pointer.issue("ask", khovd, issue.pk)
    issue = actions.ask_by_link(Pointer.objects.get(kind="ask"), said="no")
    assert (issue.state, issue.fixed_at, issue.verified_by) == (S.REOPENED, None, None)


def test_merge_issue_keeps_the_followers_and_can_be_undone(khovd, cast):
    first, second = make_issue(khovd, "Нэг"), make_issue(khovd, "Хоёр")
    actions.follow_issue(second, actor=cast["member"])
    moved = actions.merge_issue(second, actor=cast["facilitator"], into=first)
    assert (moved.state, moved.merged_into) == (S.MERGED, first)
    assert Follow.objects.filter(issue=first, user=cast["member"]).exists()
    assert actions.unmerge_issue(moved, actor=cast["facilitator"]).state == S.REPORTED


def test_merge_issue_refuses_itself_and_what_was_merged(khovd, cast):
    first, second, third = (make_issue(khovd, name) for name in ("Нэг", "Хоёр", "Гурав"))
    merged = actions.merge_issue(second, actor=cast["facilitator"], into=first)
    for issue, into in ((first, first), (third, merged), (first, third)):
        with pytest.raises(actions.CannotMerge):
            actions.merge_issue(issue, actor=cast["facilitator"], into=into)


def test_publish_issue_shows_exactly_the_chosen_photos(khovd, cast, department):
    issue = issue_in(S.VERIFIED_FIXED, khovd, cast, department)
    action = make_action(khovd, cast, issue=issue)
    actions.publish_issue(issue, actor=cast["secretary"], photos=issue.evidence.all())
    assert issue.evidence.get().is_public
    action.refresh_from_db()
    assert action.published_at is not None
    actions.publish_issue(issue, actor=cast["secretary"], photos=[])
    assert not issue.evidence.get().is_public
    assert actions.unpublish_issue(issue, actor=cast["secretary"]).published_at is None


def test_a_merged_issue_cannot_be_published(khovd, cast):
    merged = actions.merge_issue(
        make_issue(khovd, "Нэг"), actor=cast["facilitator"], into=make_issue(khovd, "Хоёр")
    )
    with pytest.raises(actions.CannotPublish):
        actions.publish_issue(merged, actor=cast["secretary"])


def test_a_joint_action_is_done_only_when_both_owners_confirm(khovd, cast):
    action = make_action(khovd, cast)
    officer, monitor = (membership(khovd, cast[name]) for name in ("officer", "monitor"))
    action = actions.confirm_action(action, actor=cast["officer"], membership=officer)
    assert (action.state, action.done_at) == ("half_done", None)
    with pytest.raises(actions.CannotConfirmAction):
        actions.confirm_action(action, actor=cast["officer"], membership=officer)
    action = actions.confirm_action(action, actor=cast["monitor"], membership=monitor)
    assert action.state == "done"
    assert action.done_at
    assert {"action_planned", "action_confirmed", "action_completed"} <= kinds()


def test_confirm_action_refuses_everybody_else(khovd, cast):
    other = membership(khovd, cast["facilitator"])
    with pytest.raises(actions.CannotConfirmAction):
        actions.confirm_action(make_action(khovd, cast), actor=other.user, membership=other)


def test_a_done_action_cannot_be_cancelled_and_one_owner_is_not_two(khovd, cast):
    action = make_action(khovd, cast)
    with pytest.raises(actions.CannotCancelAction):
        actions.cancel_action(action, actor=cast["facilitator"], note=" ")
    for name in ("officer", "monitor"):
        own = membership(khovd, cast[name])
        action = actions.confirm_action(action, actor=own.user, membership=own)
    with pytest.raises(actions.CannotCancelAction):
        actions.cancel_action(action, actor=cast["facilitator"], note="Хэрэггүй")
    with pytest.raises(actions.CannotPlan):
        make_action(khovd, cast, civil_owner=membership(khovd, cast["officer"]))


def test_every_change_is_announced_with_what_stood_before(khovd, cast):
    heard = []

    def hear(**kwargs):
        heard.append((kwargs.get("verb"), kwargs["before"]))

    issue = make_issue(khovd)
    issue_changed.connect(hear)
    issue_moved.connect(hear)
    actions.verify_issue(issue, actor=cast["monitor"], note="Үнэн")
    issue_changed.disconnect(hear)
    issue_moved.disconnect(hear)
    assert heard == [("verify", "reported"), (None, issue.counted())]


def test_seed_categories_twice_is_once(khovd):
    assert actions.seed_categories(khovd) == Category.objects.count() > 20
    assert actions.seed_categories(khovd) == 0


def test_comments_need_words_and_evidence_needs_a_picture(khovd, cast):
    issue = make_issue(khovd)
    with pytest.raises(actions.CannotComment):
        actions.comment_issue(issue, actor=cast["member"], text=" ")
    actions.attach_evidence(issue, actor=cast["secretary"], photos=[photo("a.jpg")])
    assert issue.evidence.get().content_type == "image/jpeg"
    assert timezone.now() > issue.logged_at
