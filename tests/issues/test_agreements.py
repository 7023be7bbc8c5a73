"""What rests on agreements, seen from both ends (G7)."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from groups.models import Membership
from groups.queries import follow_ups_of
from issues.actions import plan_action, rest_action, rest_issue
from issues.models import AgreementLink
from masam.audit.models import Entry
from masam.tenancy import in_group
from tests.factories.projects import make_agreement
from tests.factories.reports import make_issue


@pytest.fixture
def action(khovd, cast):
    """A joint action of the officer and the facilitator."""
    with in_group(khovd):
        return plan_action(
            khovd,
            actor=None,
            title="Зуух солих",
            government_owner=Membership.objects.get(user=cast["officer"]),
            civil_owner=Membership.objects.get(user=cast["facilitator"]),
            due_date=khovd.today() + datetime.timedelta(days=30),
        )


def test_issues_and_actions_rest_on_an_agreement_and_it_shows_them(khovd, action):
    with in_group(khovd):
        agreement, other = make_agreement(khovd), make_agreement(khovd)
        fixed, open_one = make_issue(khovd, "verified_fixed"), make_issue(khovd, "in_action")
        for issue in (fixed, open_one):
            rest_issue(issue, actor=None, agreements=[agreement])
        rest_action(action, actor=None, agreements=[agreement, other])
        rows = follow_ups_of(agreement)
        assert [(row.number, row.is_done) for row in rows] == [
            (open_one.code, False),
            (str(action.number), False),
            (fixed.code, True),
        ]
        assert rows[0].url == f"/khovd/desk/issues/{open_one.code}/"
        rest_action(action, actor=None, agreements=[other])
        assert len(follow_ups_of(agreement)) == 2
        verbs = Entry.objects.filter(target_id=agreement.pk, verb__startswith="agreement.")
        assert sorted(verbs.values_list("verb", flat=True)) == [
            "agreement.logged",
            "agreement.tied",
            "agreement.tied",
            "agreement.tied",
            "agreement.untied",
        ]


def test_a_link_is_of_one_thing_and_of_one_group(khovd, bayanzurkh, action):
    with in_group(khovd, bayanzurkh):
        mine, theirs = make_agreement(khovd), make_agreement(bayanzurkh)
        issue = make_issue(khovd, "reported")
        with pytest.raises(IntegrityError), transaction.atomic():
            AgreementLink.objects.create(group=khovd, agreement=mine, issue=issue, action=action)
        with pytest.raises(IntegrityError), transaction.atomic():
            tie_at_once(khovd, theirs, issue)


def tie_at_once(group, agreement, issue):
    """Write a link and have it checked now, not at the end of the transaction."""
    AgreementLink.objects.create(group=group, agreement=agreement, issue=issue)
    transaction.get_connection().check_constraints()


def test_the_secretary_ties_by_a_form_and_a_member_only_reads(as_, cast, khovd, action):
    with in_group(khovd):
        agreement = make_agreement(khovd, title="Санамж бичиг")
        issue = make_issue(khovd, "reported")
    for url, back in (
        (f"/khovd/desk/issues/{issue.code}/", f"/khovd/desk/issues/{issue.code}/"),
        (f"/khovd/desk/actions/{action.number}/", f"/khovd/desk/actions/{action.number}/"),
    ):
        sent = {"agreements": [agreement.pk]}
        assert as_("member").post(f"{url}agreement/", sent).status_code == 403
        assert "checked" not in as_("secretary").get(f"{url}agreement/").content.decode()
        answer = as_("secretary").post(f"{url}agreement/", sent)
        assert (answer.status_code, answer["Location"]) == (303, back)
        assert "checked" in as_("secretary").get(f"{url}agreement/").content.decode()
        page = as_("member").get(url).content.decode()
        assert f"/khovd/desk/agreements/{agreement.number}/" in page
        assert f"{url}agreement/" not in page
        bad = as_("secretary").post(f"{url}agreement/", {"agreements": ["999999"]})
        assert bad.status_code == 422
