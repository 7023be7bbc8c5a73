"""Certificates: for what, for whom, once; drawn at once; taken back with a reason."""

from __future__ import annotations

import datetime
import io

import pytest
from pypdf import PdfReader

from groups.actions import CannotRecognise, award_recognition, revoke_recognition
from groups.models import Recognition
from groups.queries import deeds_of
from issues.lifecycle import IssueState
from masam.audit.queries import entries_of
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from tests.factories.groups import make_meeting, make_member
from tests.factories.issues import issue_in


@pytest.fixture
def fix(khovd, cast, department):
    """A verified fix of Khovd."""
    with in_group(khovd):
        return issue_in(IssueState.VERIFIED_FIXED, khovd, cast, department)


@pytest.fixture
def cso(db):
    """An organisation of civil society."""
    return Organisation.objects.create(kind="cso", name_mn="Ховд ТББ", name_en="Khovd NGO")


def award(khovd, cast, deed, organisation, **words):
    """Give a certificate of today."""
    given = {"awarded_date": khovd.today(), **words}
    return award_recognition(
        khovd, actor=cast["facilitator"], deed=deed, organisation=organisation, **given
    )


def test_verified_fixes_and_inclusive_meetings_can_be_recognised(khovd, cast, fix, department):
    with in_group(khovd):
        citizen, officer = make_member(khovd), make_member(khovd, "Д", stakeholder="government")
        more = make_member(khovd, "Г", stakeholder="khural")
        make_meeting(khovd, attended=[citizen, officer])
        make_meeting(khovd, topic="Төр", attended=[officer, more])
        deeds = deeds_of(khovd)
    assert [(deed.key.split(":")[0], deed.organisation) for deed in deeds] == [
        ("issue", department.pk), ("meeting", None),
    ]  # fmt: skip
    assert "KHO-1" in deeds[0].reason_mn


def test_an_organisation_is_recognised_once_for_a_deed(khovd, cast, fix, department, cso):
    with in_group(khovd):
        deed = deeds_of(khovd)[0]
        first = award(khovd, cast, deed, department)
        assert (first.number, first.reason_mn) == (1, deed.reason_mn)
        assert entries_of(first).get().verb == "recognition.awarded"
        with pytest.raises(CannotRecognise) as error:
            award(khovd, cast, deed, department)
        assert error.value.field == "organisation"
        assert award(khovd, cast, deed, cso).number == 2  # a refusal spends no number
        revoke_recognition(first, actor=cast["facilitator"], note="Алдаатай")
        again = award(khovd, cast, deed, department, reason_mn="Шуурхай ажилласанд")
    assert (again.reason_mn, again.reason_en) == ("Шуурхай ажилласанд", "")


@pytest.mark.parametrize("days", [1, -400])
def test_a_certificate_is_of_a_day_between_the_deed_and_today(khovd, cast, fix, department, days):
    day = khovd.today() + datetime.timedelta(days=days)
    with in_group(khovd):
        deed = deeds_of(khovd)[0]
        with pytest.raises(CannotRecognise) as error:
            award(khovd, cast, deed, department, awarded_date=day)
    assert error.value.field == "awarded_date"


def test_a_certificate_is_taken_back_with_its_reason_and_stays_in_the_register(
    khovd, cast, fix, department, as_
):
    with in_group(khovd):
        row = award(khovd, cast, deeds_of(khovd)[0], department)
        with pytest.raises(CannotRecognise):
            revoke_recognition(row, actor=cast["facilitator"], note=" ")
    client = as_("facilitator")
    url = f"/khovd/desk/recognitions/{row.number}/"
    assert client.post(f"{url}revoke/", {"note": ""}).status_code == 422
    assert client.post(f"{url}revoke/", {"note": "Алдаатай"}).status_code == 303
    assert "Алдаатай" in client.get(url).content.decode()
    page = client.get("/khovd/desk/recognitions/?state=valid").content.decode()
    assert url not in page
    assert url in client.get("/khovd/desk/recognitions/").content.decode()


def test_the_facilitator_awards_from_the_page_of_the_fix(khovd, cast, fix, department, as_):
    client = as_("facilitator")
    link = f"/khovd/desk/recognitions/new/?deed=issue:{fix.pk}"
    assert link in client.get(f"/khovd/desk/issues/{fix.code}/").content.decode()
    assert f'value="issue:{fix.pk}" selected' in client.get(link).content.decode()
    words = {"deed": f"issue:{fix.pk}", "awarded_date": khovd.today().isoformat()}
    assert client.post(link, words | {"deed": "issue:0"}).status_code == 422
    assert client.post(link, words).status_code == 303
    with in_group(khovd):
        assert Recognition.objects.get().organisation == department
    member = as_("member")
    assert "recognitions/new" not in member.get(f"/khovd/desk/issues/{fix.code}/").content.decode()
    assert member.post(link, words).status_code == 403
    assert member.get("/khovd/desk/recognitions/1/").status_code == 200


def test_a_meeting_is_recognised_for_an_organisation_that_was_chosen(khovd, cast, cso, as_):
    with in_group(khovd):
        meeting = make_meeting(khovd, attended=[make_member(khovd, organisation=cso)])
    words = {"deed": f"meeting:{meeting.pk}", "awarded_date": khovd.today().isoformat()}
    client = as_("facilitator")
    assert client.post("/khovd/desk/recognitions/new/", words).status_code == 422
    chosen = words | {"organisation": cso.pk}
    assert client.post("/khovd/desk/recognitions/new/", chosen).status_code == 303


@pytest.mark.parametrize(
    ("language", "title", "name"),
    [("mn", "Талархал", "Эрүүл мэндийн газар"), ("en", "Certificate", "Khovd Health Department")],
)
def test_the_certificate_is_one_accessible_sheet_in_either_language(
    khovd, cast, fix, department, as_, language, title, name
):
    with in_group(khovd):
        award(khovd, cast, deeds_of(khovd)[0], department, civil_chair="Б. Энхтуяа")
    answer = as_("member").get(f"/khovd/desk/recognitions/1/{language}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    assert str(pdf.trailer["/Root"]["/Lang"]).startswith(language)
    for word in (title, name, "KHO-1", "Энхтуяа"):
        assert word in text
    assert "<pdfuaid:part>1" in answer.content.decode("latin-1")


def test_the_register_goes_out_as_a_table_and_costs_the_same_however_long(
    khovd, cast, fix, department, cso, as_, django_assert_max_num_queries
):
    client = as_("member")
    with in_group(khovd):
        deed = deeds_of(khovd)[0]
        award(khovd, cast, deed, department)
    for organisation in (None, cso):
        if organisation:
            with in_group(khovd):
                award(khovd, cast, deed, organisation)
        with django_assert_max_num_queries(8):
            client.get("/khovd/desk/recognitions/")
    text = b"".join(client.get("/khovd/desk/recognitions.csv").streaming_content).decode()
    assert "Ховд ТББ" in text
    assert client.get("/khovd/desk/recognitions.xlsx").content[:2] == b"PK"
