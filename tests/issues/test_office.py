"""The officer's work beside answering: templates, a colleague, a new link, own figures."""

from __future__ import annotations

import datetime
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from groups.models import Membership, Pointer
from issues.models import Evidence, Handover, Issue, ReplyTemplate
from issues.notices import REPLY
from issues.queries import office_counts
from masam.calendars.models import LegalRule
from masam.notifications.models import Notice
from masam.notifications.tasks import sweep_outbox
from masam.tenancy import in_group
from tests.conftest import seat
from tests.factories.issues import issue_in, membership

DAY = datetime.timedelta(days=1)


@pytest.fixture
def asked(khovd, cast, department):
    """An issue that the department is asked about."""
    with in_group(khovd):
        yield issue_in("verified", khovd, cast, department)


@pytest.fixture
def colleague(khovd, department):
    """A second officer of the department."""
    return seat(khovd, [("colleague", "officer", department)])["colleague"]


def make_template(issue, **words):
    """Give a template of the asked office."""
    given = {"title": "Ажиллаж байна", "text_mn": "{code}: {title} – {office}", "kind": "working"}
    given["organisation"] = issue.responsible
    return ReplyTemplate.objects.create(group=issue.group, **given | words)


def test_a_template_is_put_in_without_a_script(asked, as_):
    template = make_template(asked)
    officer = as_("officer")
    url = f"/office/khovd/{asked.code}/"
    assert f'<option value="{template.pk}"' in officer.get(url).content.decode()
    page = officer.get(f"{url}?template={template.pk}").content.decode()
    assert f"{asked.code}: {asked.title} – {asked.responsible.name_mn}" in page
    assert 'value="working"' in page.split("checked")[0].rsplit("<input", 1)[1]


def test_templates_are_the_offices_or_ones_own(asked, as_, cast, school, colleague):
    make_template(asked, title="Зөвхөн өөрийнх", owner=colleague)
    make_template(asked, title="Өөр газрынх", organisation=school)
    page = as_("officer").get("/office/templates/").content.decode()
    assert "Зөвхөн өөрийнх" not in page
    assert "Өөр газрынх" not in page
    mine = make_template(asked, title="Манайх")
    assert as_("school_officer").get(f"/office/templates/{mine.pk}/edit/").status_code == 404


def test_a_template_is_written_changed_and_taken_away(asked, as_, cast):
    officer = as_("officer")
    words = {"office": membership(asked.group, cast["officer"]).pk, "title": "Хариу"}
    words["whose"] = "own"
    assert officer.post("/office/templates/", words).status_code == 422
    words["text_mn"] = "Баярлалаа, {code}."
    assert officer.post("/office/templates/", words).status_code == 303
    row = ReplyTemplate.objects.get()
    assert row.owner == cast["officer"]
    url = f"/office/templates/{row.pk}/"
    words |= {"text_mn": "Ажиллаж байна.", "version": row.version}
    assert officer.post(f"{url}edit/", words).status_code == 303
    assert officer.post(f"{url}edit/", words).status_code == 409  # from the older version
    assert officer.post(f"{url}remove/").status_code == 303
    assert not ReplyTemplate.objects.exists()


def test_an_issue_is_handed_to_a_colleague_who_is_told(asked, as_, colleague, cast):
    url = f"/office/khovd/{asked.code}/hand/"
    officer = as_("officer")
    to = membership(asked.group, colleague).pk
    assert officer.post(url, {"to": to}).status_code == 422
    assert officer.post(url, {"to": to, "note": "Чөлөөтэй байна"}).status_code == 303
    assert Handover.objects.get().to_membership_id == to
    notice = Notice.objects.get(kind="issue_handed")
    assert notice.recipient == colleague
    assert colleague.name in officer.get("/office/").content.decode()


def test_nobody_hands_to_another_office(asked, as_, cast):
    to = membership(asked.group, cast["school_officer"]).pk
    words = {"to": to, "note": "Чөлөөтэй"}
    answer = as_("officer").post(f"/office/khovd/{asked.code}/hand/", words)
    assert answer.status_code == 422
    assert not Handover.objects.exists()


def test_an_ended_link_offers_a_new_one_and_says_the_same_for_a_wrong_one(asked, visitor, cast):
    ends = timezone.now() - DAY
    data = {"organisation": asked.responsible_id}
    token = Pointer.issue(REPLY, asked.group, asked.pk, expires_at=ends, data=data)
    pages = [visitor.get(f"/reply/{each}/") for each in (token, "wrong")]
    assert [page.status_code for page in pages] == [404, 404]
    assert f"/reply/{token}/again/" in pages[0].content.decode()
    before = Notice.objects.filter(kind="issue_link")
    assert visitor.get(f"/reply/{token}/again/").status_code == 200
    assert not before.exists()
    answers = [visitor.post(f"/reply/{each}/again/") for each in (token, token, "wrong")]
    assert [(each.status_code, each["Location"]) for each in answers] == [(303, "?sent")] * 3
    assert [notice.recipient for notice in before] == [cast["officer"]]
    Notice.objects.exclude(kind="issue_link").delete()
    sweep_outbox()
    assert "/reply/" in outbox.outbox[-1].body


def test_a_revoked_link_is_not_replaced(asked, visitor):
    data = {"organisation": asked.responsible_id}
    token = Pointer.issue(REPLY, asked.group, asked.pk, data=data)
    Pointer.objects.update(revoked_at=timezone.now())
    visitor.post(f"/reply/{token}/again/")
    assert not Notice.objects.filter(kind="issue_link").exists()


def test_a_document_comes_with_the_answer_and_what_is_none_is_refused(asked, as_):
    url = f"/office/khovd/{asked.code}/"
    words = {"kind": "fixed", "text": "Солив"}
    pdf = SimpleUploadedFile("akt.pdf", b"%PDF-1.4\n%%EOF")
    bad = SimpleUploadedFile("akt.pdf", b"MZ\x90\x00")
    officer = as_("officer")
    assert officer.post(url, words | {"photos": bad}).status_code == 422
    assert officer.post(url, words | {"photos": pdf}).status_code == 303
    assert Evidence.objects.get().content_type == "application/pdf"


def test_the_page_of_a_link_tells_what_the_office_answered_before(asked, visitor):
    data = {"organisation": asked.responsible_id}
    tokens = [Pointer.issue(REPLY, asked.group, asked.pk, data=data) for _n in range(2)]
    words = {"kind": "need_more", "text": "Аль тасаг вэ?"}
    assert visitor.post(f"/reply/{tokens[0]}/", words).status_code == 303
    assert "Аль тасаг вэ?" in visitor.get(f"/reply/{tokens[1]}/").content.decode()


def test_the_officer_sees_the_own_figures(asked, as_):
    now = timezone.now()
    Issue.objects.filter(pk=asked.pk).update(assigned_at=now - 40 * DAY, answered_at=now - 35 * DAY)
    answer = as_("officer").get("/office/")
    assert "30 хоногт хариулсан" in answer.content.decode()
    assert [answer.context["counts"][name] for name in ("in_time", "asked")] == [1, 1]
    Issue.objects.filter(pk=asked.pk).update(answered_at=None)
    counts = as_("officer").get("/office/").context["counts"]
    assert (counts["in_time"], counts["asked"]) == (0, 1)


def test_what_is_in_time_follows_the_rule_of_the_law(khovd, cast, department):
    with in_group(khovd):
        issue = issue_in("accepted", khovd, cast, department)
        now = timezone.now()
        Issue.objects.filter(pk=issue.pk).update(
            assigned_at=now - timedelta(days=21), answered_at=now - timedelta(days=1)
        )
        rows = Issue.objects.filter(pk=issue.pk)
        for days, in_time in ((30, 1), (20, 1), (19, 0)):
            LegalRule.objects.filter(key="petition-answer").update(days=days)
            assert office_counts(rows, khovd.today())["in_time"] == in_time
        Issue.objects.update(answered_at=None)
        for days, asked in ((30, 0), (20, 1)):
            LegalRule.objects.filter(key="petition-answer").update(days=days)
            assert office_counts(rows, khovd.today())["asked"] == asked


def test_the_inbox_costs_the_same_for_one_issue_and_for_three(
    asked, as_, khovd, cast, department, django_assert_max_num_queries
):
    officer = as_("officer")
    officer.get("/office/")
    for _n in range(2):
        issue_in("verified", khovd, cast, department)
    with django_assert_max_num_queries(9) as seen:
        officer.get("/office/")
    many = len(seen)
    Issue.objects.exclude(pk=asked.pk).update(responsible=None)
    with django_assert_max_num_queries(many) as seen:
        officer.get("/office/")
    assert len(seen) == many
    assert Membership.objects.exists()
