"""When the issue moves, the citizen is told (F8)."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from feedback.actions import raise_issue, read_case
from feedback.models import Told
from feedback.signals import case_changed
from groups.queries.member import membership_of
from issues.actions import assign_issue, claim_issue, confirm_issue, verify_issue
from issues.lifecycle import IssueState
from issues.models import Issue
from issues.signals import issue_moved
from masam.attachments.checks import clean_image
from masam.tenancy import in_group
from tests.factories.feedback import make_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def raised(khovd, cast, clinic):
    """A case that became an issue."""
    made = make_receipt(khovd, point=clinic)
    with in_group(khovd):
        raise_issue(made.case, actor=cast["facilitator"], title="Танхим хүйтэн", sector="health")
    return made


def announce(group, verb, state):
    with in_group(group):
        issue = Issue.objects.select_related("group").get()
        before, issue.state = issue.state, state
        issue_moved.send(sender=Issue, issue=issue, before=before, verb=verb, actor=None)


def test_the_citizen_reads_that_the_fix_was_verified(visitor, khovd, raised):
    announce(khovd, "confirm", IssueState.VERIFIED_FIXED)
    html = visitor.post("/follow/", {"code": raised.code}).content.decode()
    assert "KHO-1" in html
    assert str(khovd.today().year) in html
    with in_group(khovd):
        told = Told.objects.get(verb="confirm")
    assert told.told_at
    assert told.channel == "code"


@pytest.mark.parametrize("verb", ["claim", "confirm", "reject", "reopen"])
def test_every_turn_that_matters_is_told_once(khovd, raised, verb):
    announce(khovd, verb, IssueState.CLAIMED_FIXED)
    with in_group(khovd):
        assert Told.objects.filter(verb=verb).count() == 1


def test_other_turns_are_not_told(khovd, raised):
    announce(khovd, "accept", IssueState.ACCEPTED)
    with in_group(khovd):
        assert Told.objects.count() == 1  # only that it was raised


def test_changes_are_announced_with_what_was_before(khovd, cast):
    heard = []

    def hear(case, before, **kwargs):
        heard.append((before and before["state"], case.state))

    case_changed.connect(hear)
    try:
        made = make_receipt(khovd)
        with in_group(khovd):
            read_case(made.case, actor=cast["facilitator"])
    finally:
        case_changed.disconnect(hear)
    assert heard == [(None, "received"), ("received", "read")]


def test_from_a_citizens_word_to_the_verified_fix(visitor, khovd, cast, raised, department):
    """The whole chain with the real actions: raised, checked, claimed, verified, told."""
    with in_group(khovd):
        issue = Issue.objects.get()
        monitor = membership_of(khovd, cast["monitor"])
        issue = assign_issue(issue, actor=cast["secretary"], organisation=department)
        issue = verify_issue(issue, actor=cast["monitor"], note="Очиж үзэв")
        issue = claim_issue(issue, actor=cast["officer"], note="Бойлер солив")
        photo = clean_image(SimpleUploadedFile("fix.jpg", picture()))
        confirm_issue(
            issue, actor=cast["monitor"], membership=monitor, note="Дулаан байна", photos=[photo]
        )
        verbs = list(Told.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["raise", "claim", "confirm"]
    html = visitor.post("/follow/", {"code": raised.code}).content.decode()
    assert "KHO-1 асуудал шийдэгдлээ" in html
    assert 'name="did_help"' in html


def picture() -> bytes:
    """Give a small photo."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def test_the_issue_leads_back_to_what_citizens_said(as_, khovd, raised):
    page = as_("facilitator").get("/khovd/desk/issues/KHO-1/")
    assert "/khovd/desk/feedback/?issue=1" in page.content.decode()
    assert (
        "/desk/feedback/?issue"
        not in as_("member").get("/khovd/desk/issues/KHO-1/").content.decode()
    )
