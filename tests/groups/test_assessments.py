"""The self-assessment of CSOs: who sees and fills it in, the lock, change, the group's median."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.actions import (
    BadAssessment,
    answer_assessment,
    finish_assessment,
    reopen_assessment,
    stand_of,
    start_assessment,
)
from groups.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentQuestion,
    AssessmentTemplate,
    Membership,
)
from groups.queries import answers_of, areas_of, compared, group_picture, questions_of
from masam.audit.models import Entry
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.trainings import make_assessment, make_cso

LIST = "/khovd/desk/trainings/assessments/"


@pytest.fixture
def year(khovd):
    return khovd.today().year


@pytest.fixture
def cso(khovd, cast):
    """The CSO of the `member` of the cast."""
    with in_group(khovd):
        found = make_cso(khovd)
        Membership.objects.filter(user=cast["member"]).update(organisation=found)
        return found


@pytest.fixture
def draft(khovd, cso, year):
    with in_group(khovd):
        return make_assessment(khovd, cso, year=year)


def answers(questions, score="3"):
    return {f"q{row.pk}": score for row in questions}


def open_(client, page):
    """Give the hidden fields of a form as a browser would send them."""
    return {"seen": client.get(page).context["form"]["seen"].value()}


def test_the_questions_are_whole_in_both_languages(db):
    areas = areas_of(questions_of(AssessmentTemplate.objects.get(number=1).pk))
    assert len(areas) == 6
    for area in areas:
        assert 4 <= len(area.questions) <= 5
        for row in area.questions:
            assert len(row.steps_mn) == len(row.steps_en) == 5
            assert all([row.text_mn, row.text_en, *row.steps_mn, *row.steps_en])


def test_a_member_fills_in_page_by_page_and_goes_on_another_day(khovd, as_, cso, year):
    client = as_("member")
    answer = client.post(f"{LIST}new/", {"organisation": cso.pk, "cycle": year})
    assert answer.status_code == 303
    page = answer["Location"]
    with in_group(khovd):
        areas = areas_of(questions_of(Assessment.objects.get().template_id))
    first, second = areas[0], areas[1]
    one = first.questions[0]
    fill = f"{page}answer/{first.key}/"
    data = open_(client, fill) | {f"q{one.pk}": "4", f"n{one.pk}": "Хурлын тэмдэглэл"}
    answer = client.post(fill, data)
    assert (answer.status_code, answer["Location"]) == (303, f"{page}answer/{second.key}/")
    form = client.get(fill).context["form"]
    assert form[f"q{one.pk}"].value() == "4"  # half done is kept
    again = client.post(fill, open_(client, fill) | {f"q{one.pk}": "none", "later": "1"})
    assert again["Location"] == page
    with in_group(khovd):
        row = AssessmentAnswer.objects.get()
        assert (row.score, row.note) == (None, "")
        with pytest.raises(BadAssessment, match="23"):
            finish_assessment(row.assessment, actor=None)
    assert client.get(f"{page}answer/nothing/").status_code == 404


def test_only_own_members_and_the_facilitator_see_the_answers(khovd, as_, draft):
    page = f"{LIST}{draft.pk}/"
    assert as_("member").get(page).status_code == 200
    assert as_("facilitator").get(page).status_code == 200
    for role in ("secretary", "monitor", "observer"):
        answer = as_(role).get(page)
        assert answer.status_code == 403
        assert "зөвхөн тухайн байгууллагын гишүүд" in answer.content.decode()
        assert draft.organisation.name_mn not in as_(role).get(LIST).content.decode()
    area = questions_of(draft.template_id)[0].area
    assert as_("monitor").post(f"{page}answer/{area}/", {}).status_code == 403
    assert as_("monitor").post(f"{page}finish/", {}).status_code == 403


def test_a_member_answers_only_for_the_own_organisation(khovd, as_, cso, year):
    with in_group(khovd):
        other = make_cso(khovd, "“Өөр” ТББ")
    answer = as_("member").post(f"{LIST}new/", {"organisation": other.pk, "cycle": year})
    assert answer.status_code == 422
    answer = as_("facilitator").post(f"{LIST}new/", {"organisation": other.pk, "cycle": year})
    assert answer.status_code == 303  # on paper, for those without an account


def test_what_is_finished_is_locked_until_the_facilitator_reopens_it(khovd, as_, cast, draft):
    with in_group(khovd):
        questions = questions_of(draft.template_id)
        given = {row.pk: (3, "") for row in questions}
        answer_assessment(draft, actor=None, given=given, seen=stand_of([]))
    client, page = as_("member"), f"{LIST}{draft.pk}/"
    assert client.post(f"{page}finish/", {}).status_code == 303
    assert client.post(f"{page}finish/", {}).status_code == 422
    fill = f"{page}answer/{questions[0].area}/"
    refused = client.post(fill, open_(client, fill) | answers(questions[:4], "5"))
    assert refused.status_code == 422
    assert client.post(f"{page}reopen/", {"note": "Алдаа"}).status_code == 403
    assert as_("facilitator").post(f"{page}reopen/", {"note": ""}).status_code == 422
    assert as_("facilitator").post(f"{page}reopen/", {"note": "Алдаатай"}).status_code == 303
    with in_group(khovd):
        assert Entry.objects.get(verb="assessment.reopened").note == "Алдаатай"
        notice = Notice.objects.get(kind="assessment_reopened")
        assert notice.recipient == cast["member"]
        mail = write_mail(notice)
    assert "Алдаатай" in mail.body
    assert page in mail.body
    saved = client.post(fill, open_(client, fill) | answers(questions[:4], "5"))
    assert saved.status_code == 303


def test_two_who_answer_at_once_see_both(khovd, as_, draft):
    client = as_("member")
    with in_group(khovd):
        first = questions_of(draft.template_id)[0]
    fill = f"{LIST}{draft.pk}/answer/{first.area}/"
    data = open_(client, fill) | {f"q{first.pk}": "2"}
    with in_group(khovd):
        answer_assessment(
            draft, actor=None, given={first.pk: (5, "Дүрэм")}, seen=stand_of([])
        )  # fmt: skip
        with pytest.raises(StaleVersion):
            answer_assessment(draft, actor=None, given={first.pk: (1, "")}, seen=stand_of([]))
    answer = client.post(fill, data)
    assert answer.status_code == 409
    assert "5 · Дүрэм" in answer.content.decode()
    again = client.post(fill, data | {"seen": answer.context["form"]["seen"].value()})
    assert again.status_code == 303
    with in_group(khovd):
        assert AssessmentAnswer.objects.get().score == 2


@pytest.mark.parametrize("shift", [1, -4])
def test_a_cycle_lies_in_the_last_years(khovd, cso, year, shift):
    with in_group(khovd), pytest.raises(BadAssessment):
        start_assessment(khovd, actor=None, organisation=cso, cycle=year + shift)


def test_an_office_has_no_self_assessment(khovd, department, year):
    with in_group(khovd), pytest.raises(BadAssessment):
        start_assessment(khovd, actor=None, organisation=department, cycle=year)


def test_begun_twice_is_begun_once(khovd, draft, cso, year):
    with in_group(khovd):
        assert start_assessment(khovd, actor=None, organisation=cso, cycle=year) == draft


def test_change_compares_the_same_questions_only(khovd, cso, year):
    with in_group(khovd):
        before = make_assessment(khovd, cso, year=year - 1, score=2)
    newer = AssessmentTemplate.objects.create(number=2)
    for row in AssessmentQuestion.objects.filter(template=before.template_id, area="finance"):
        row.pk, row.template = None, newer
        row.key = "asked_anew" if row.key == "accounts" else row.key
        row.save()
    with in_group(khovd):
        after = make_assessment(khovd, cso, year=year, score=5)
        assert after.template == newer
        found = compared(after, questions_of(newer.pk), answers_of(after))
        keeps = AssessmentAnswer.objects.filter(assessment=before).values("question__template")
        assert keeps.distinct().get() == {"question__template": before.template_id}
    (area,) = found.areas
    assert (area.before, area.after, found.earlier) == (2, 5, year - 1)
    assert "asked_anew" not in [line.key for line in area.lines]
    assert found.others == 22  # 21 of the older edition, 1 of the newer


def test_the_median_of_the_group_is_told_from_three_csos_on(khovd, as_, year):
    with in_group(khovd):
        csos = [make_cso(khovd, f"“{name}” ТББ") for name in "АБВГ"]
        for cso, score in zip(csos[:2], (1, 3), strict=True):
            make_assessment(khovd, cso, year=year, score=score)
        make_assessment(khovd, csos[3], year=year)  # not finished: counts for nothing
        assert group_picture(khovd, year, [year]).areas == []
    page = as_("observer").get(LIST).content.decode()
    assert "<svg" not in page.split("whole")[1].split("</section>")[0]
    with in_group(khovd):
        make_assessment(khovd, csos[2], year=year, score=5)
        whole = group_picture(khovd, year, [year])
    assert whole.csos == 3
    assert [area.after for area in whole.areas] == [3] * 6
    assert [area.before for area in whole.areas] == [None] * 6
    assert "<svg" in as_("observer").get(LIST).content.decode()


def test_the_median_moves_from_cycle_to_cycle(khovd, year):
    with in_group(khovd):
        for name, before, after in zip("АБВ", (1, 2, 2), (2, 4, 5), strict=True):
            cso = make_cso(khovd, name)
            make_assessment(khovd, cso, year=year - 1, score=before)
            make_assessment(khovd, cso, year=year, score=after)
        whole = group_picture(khovd, year, [year, year - 1])
        reopen_assessment(Assessment.objects.filter(cycle=year - 1).first(), actor=None, note="Ө")
        fewer = group_picture(khovd, year, [year, year - 1])
    assert {(area.before, area.after) for area in whole.areas} == {(2, 4)}
    assert fewer.earlier_cycle is None  # two are left of the earlier cycle: they are not told
    assert {(area.before, area.after) for area in fewer.areas} == {(None, 4)}


def test_the_list_costs_as_many_queries_for_five_as_for_three(khovd, as_, year):
    client = as_("facilitator")

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    def finish(names):
        with in_group(khovd):
            for name in names:
                make_assessment(khovd, make_cso(khovd, name), year=year, score=3)

    finish("АБВ")  # below three the picture of the group is not drawn and asks for less
    three = cost()
    finish("ГД")
    assert cost() == three <= 8


def test_the_list_goes_out_as_a_file_of_what_the_reader_may_see(khovd, as_, cso, draft, year):
    with in_group(khovd):
        other = make_assessment(khovd, make_cso(khovd, "Өөр ТББ"), year=year)
    tables = {}
    for role in ("facilitator", "member"):
        answer = as_(role).get(f"{LIST[:-1]}.csv?cycle={year}")
        tables[role] = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert other.organisation.name_mn in tables["facilitator"]
    assert cso.name_mn in tables["member"]
    assert other.organisation.name_mn not in tables["member"]
    assert as_("facilitator").get(f"{LIST[:-1]}.xlsx").status_code == 200
