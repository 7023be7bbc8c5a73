"""Sub-projects: their lines, their money, their states and files (G6)."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from groups.actions import (
    BadProject,
    edit_project,
    finish_project,
    resume_project,
    set_budget,
    set_logframe,
    set_milestones,
    start_project,
    stop_project,
)
from groups.forms import BudgetForm, LogframeForm
from groups.models import BudgetLine, LogframeLine, Milestone, Project
from groups.queries import in_all, money_by_source
from masam.audit.models import Entry
from masam.tenancy import in_group
from masam.wire.errors import StaleVersion
from tests.factories.groups import make_member
from tests.factories.projects import DAY, make_cso, make_project

LINE = {"name": "Сургалт", "source": "gpsa", "planned_mnt": 1_000_000, "spent_mnt": 0}


def set_lines(project, *lines):
    """Set the budget on top of what stands."""
    project.refresh_from_db()
    return set_budget(project, actor=None, version=project.version, lines=lines)


def test_a_sub_project_goes_from_planned_to_finished_and_stops_only_with_a_reason(khovd):
    with in_group(khovd):
        project = make_project(khovd)
        with pytest.raises(BadProject, match="Дэд төслийг дуусгах"):
            finish_project(project, actor=None)
        project = start_project(project, actor=None)
        with pytest.raises(BadProject, match="Шалтгаан"):
            stop_project(project, actor=None, note=" ")
        project = stop_project(project, actor=None, note="Санхүүжилт зогссон")
        project = resume_project(project, actor=None, note="Дахин санхүүжсэн")
        project = finish_project(project, actor=None)
        assert project.state == "finished"
        verbs = Entry.objects.filter(target_id=project.pk, verb__startswith="project.")
        assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
            "project.opened",
            "project.started",
            "project.stopped",
            "project.resumed",
            "project.finished",
        ]


def test_one_mentor_and_a_period_forward(khovd):
    with in_group(khovd):
        mentor = make_member(khovd)
        with pytest.raises(BadProject, match="Нэг зөвлөх"):
            make_project(khovd, mentor=mentor, mentor_name="Ц.Дорж")
        with pytest.raises(BadProject, match="өмнө"):
            make_project(khovd, to_date=khovd.today() - 99 * DAY)
        assert not Project.objects.exists()


def test_the_budget_keeps_rows_that_stay_and_says_what_changed(khovd):
    with in_group(khovd):
        project = make_project(khovd)
        set_lines(project, LINE, {**LINE, "name": "Зам", "source": "own"})
        first, second = BudgetLine.objects.order_by("position")
        set_lines(project, {**LINE, "pk": second.pk, "name": "Зам", "source": "own"},
                  {**LINE, "pk": first.pk, "spent_mnt": 400_000})  # fmt: skip
        assert list(BudgetLine.objects.order_by("position")) == [second, first]
        set_lines(project, {**LINE, "pk": first.pk, "spent_mnt": 400_000})
        assert BudgetLine.objects.get() == first
        entry = Entry.objects.filter(verb="project.budget_set").latest("id")
        assert entry.data == {"before": ["Зам | own | 1000000 | 0"], "after": []}


def test_more_spent_than_planned_is_allowed_and_said_and_negative_is_refused(as_, cast, khovd):
    with in_group(khovd):
        project = make_project(khovd)
        with pytest.raises(BadProject, match="тэг"):
            set_lines(project, {**LINE, "spent_mnt": -1})
    sent = {"version": 1, "count": 2, "name_0": "Сургалт", "source_0": "gpsa",
            "planned_mnt_0": "1 000 000", "spent_mnt_0": "₮1,250,000"}  # fmt: skip
    client = as_("facilitator")
    bad = client.post("/khovd/desk/projects/1/budget/", {**sent, "spent_mnt_0": "-5"})
    assert bad.status_code == 422
    assert "Мөнгөн дүн сөрөг байж болохгүй" in bad.content.decode()
    assert 'value="1 000 000"' in bad.content.decode()
    assert client.post("/khovd/desk/projects/1/budget/", sent).status_code == 303
    page = client.get("/khovd/desk/projects/1/").content.decode()
    assert "250,000 илүү зарцуулсан" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name_0": ""}, "Үүнийг бөглөх эсвэл мөрийг хасна уу"),
        ({"source_0": ""}, "Үүнийг бөглөх эсвэл мөрийг хасна уу"),
        ({"planned_mnt_0": "арван мянга"}, "Бүхэл төгрөгөөр"),
        ({"planned_mnt_0": "1.5"}, "Бүхэл төгрөгөөр"),
        ({"spent_mnt_0": "9" * 15}, "Мөнгөн дүн хэт их"),
    ],
)
def test_each_bad_cell_has_its_sentence(change, sentence):
    sent = {"version": "1", "count": "3", "name_0": "Сургалт", "source_0": "gpsa",
            "planned_mnt_0": "100", "spent_mnt_0": "", **change}  # fmt: skip
    form = BudgetForm(sent, rows=[])
    assert not form.is_valid()
    ((_name, errors),) = form.errors.items()
    assert sentence in errors[0]


def test_an_empty_line_is_no_line_and_a_dropped_one_goes(khovd):
    sent = {"version": "1", "count": "3", "name_1": "Зам", "source_1": "own", "name_2": "Хоол",
            "source_2": "own", "drop_2": "on"}  # fmt: skip
    form = BudgetForm(sent, rows=[])
    assert form.is_valid()
    assert form.lines() == [
        {"pk": None, "name": "Зам", "source": "own", "planned_mnt": 0, "spent_mnt": 0}
    ]


def test_an_actual_figure_needs_its_day():
    sent = {"version": "1", "count": "1", "level_0": "outcome", "text_0": "Үр дүн",
            "actual_0": "12.5"}  # fmt: skip
    assert list(LogframeForm(sent, rows=[]).errors) == ["as_of_date_0"]


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "percent"),
    [
        (0, 10, 5, 50),
        (40, 20, 25, 75),  # fewer complaints
        (None, 10, 12, 100),
        (10, 20, 5, 0),
        (5, 5, 5, 100),
        (5, 5, 4, None),
        (0, None, 3, None),
        (0, 10, None, None),
    ],
)
def test_the_way_from_baseline_to_target(baseline, target, actual, percent):
    figures = [None if n is None else Decimal(n) for n in (baseline, target, actual)]
    line = LogframeLine(baseline=figures[0], target=figures[1], actual=figures[2])
    assert line.percent == percent


def test_two_who_change_the_budget_at_once_see_the_lines_of_the_other(as_, cast, khovd):
    with in_group(khovd):
        project = make_project(khovd)
        set_lines(project, LINE)
        line = BudgetLine.objects.get()
        set_lines(project, {**LINE, "pk": line.pk, "name": "Өөр хүний мөр"})
        with pytest.raises(StaleVersion):
            set_budget(project, actor=None, version=1, lines=[])
    sent = {"version": 2, "count": 1, "pk_0": line.pk, "name_0": "Миний мөр", "source_0": "gpsa"}
    answer = as_("facilitator").post("/khovd/desk/projects/1/budget/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Өөр хүний мөр" in page
    assert "Миний мөр" in page
    assert 'name="version" value="3"' in page


def test_logframe_and_milestones_stand_on_the_page(as_, cast, khovd):
    today = khovd.today()
    with in_group(khovd):
        project = make_project(khovd)
        words = {"level": "outcome", "text": "Хүлээх хугацаа богиносно", "indicator": "минут",
                 "unit": "минут", "baseline": Decimal(90), "target": Decimal(30),
                 "actual": Decimal(60), "as_of_date": today}  # fmt: skip
        project = set_logframe(project, actor=None, version=1, lines=[words])
        stone = {"text": "Суурь судалгаа", "due_date": today - 9 * DAY, "done_date": None}
        with pytest.raises(BadProject, match="болоогүй"):
            set_milestones(
                project, actor=None, version=2, lines=[{**stone, "done_date": today + DAY}]
            )
        set_milestones(project, actor=None, version=2, lines=[stone])
        assert Milestone.objects.get().is_late(today)
        assert Entry.objects.get(verb="project.logframe_set").data["after"]
    page = as_("observer").get("/khovd/desk/projects/1/").content.decode()
    assert "Хүлээх хугацаа богиносно" in page
    assert 'aria-label="хүрсэн хувь 50' in page
    assert "Суурь судалгаа" in page
    assert "хоцорсон" in page


def test_the_list_sums_by_source_and_costs_the_same_for_one_and_for_three(
    as_, cast, khovd, django_assert_num_queries
):
    client = as_("member")
    with in_group(khovd):
        project = make_project(khovd)
        set_lines(project, LINE, {**LINE, "source": "own", "spent_mnt": 50})
    with django_assert_num_queries(3):
        client.get("/khovd/desk/projects/")
    with in_group(khovd):
        for number in (2, 3):
            other = make_project(khovd, title=f"Төсөл {number}", lead=make_cso(khovd, f"Т{number}"))
            set_lines(other, LINE)
        money = money_by_source(Project.objects.all())
        assert [(row.planned_mnt, row.spent_mnt) for row in money] == [
            (3_000_000, 0),
            (1_000_000, 50),
        ]
        assert in_all(money).planned_mnt == 4_000_000
    with django_assert_num_queries(3):
        page = client.get("/khovd/desk/projects/").content.decode()
    assert "<b>4 <small>" in page
    assert "Төсөл 3" not in client.get("/khovd/desk/projects/?source=own").content.decode()
    found = client.get("/khovd/desk/projects/?q=ТОСОЛ 3").content.decode()
    assert "Төсөл 3" in found
    assert "Төсөл 2" not in found


def test_the_page_of_a_full_project_stays_in_the_budget_of_queries(
    as_, cast, khovd, django_assert_max_num_queries
):
    with in_group(khovd):
        set_lines(make_project(khovd), *(LINE for _n in range(5)))
    client = as_("facilitator")
    with django_assert_max_num_queries(8):
        client.get("/khovd/desk/projects/1/")


def test_the_table_carries_no_formula_and_numbers_stay_numbers(as_, cast, khovd):
    with in_group(khovd):
        set_lines(make_project(khovd, title="=HYPERLINK(1)"), LINE)
    answer = as_("observer").get("/khovd/desk/projects.xlsx")
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    row = [cell.value for cell in sheet[2]]
    assert row[1] == "'=HYPERLINK(1)"
    assert row[9] == 1_000_000


def test_a_file_comes_in_by_its_content_and_goes_again(as_, cast, khovd, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with in_group(khovd):
        make_project(khovd)
    client = as_("facilitator")
    pdf = SimpleUploadedFile("тайлан.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    fake = SimpleUploadedFile("тайлан.pdf", b"MZ\x90", content_type="application/pdf")
    bad = client.post("/khovd/desk/projects/1/attach/", {"file": fake})
    assert bad.status_code == 422
    assert "файлыг авах боломжгүй" in bad.content.decode()
    assert client.post("/khovd/desk/projects/1/attach/", {"file": pdf}).status_code == 303
    with in_group(khovd):
        file = Project.objects.get().files.get()
    url = f"/khovd/desk/projects/1/files/{file.pk}/"
    sent = as_("observer").get(url)
    assert sent["Content-Disposition"].startswith("attachment")
    assert b"".join(sent.streaming_content).startswith(b"%PDF")
    assert as_("stranger").get(url).status_code == 404
    assert client.post(f"{url}remove/").status_code == 303
    with in_group(khovd):
        assert not Project.objects.get().files.exists()


def test_a_correction_keeps_what_stood_in_the_audit(khovd):
    with in_group(khovd):
        project = make_project(khovd, title="Хуучин нэр")
        edit_project(
            project, actor=None, version=1, title="Шинэ нэр", lead=project.lead,
            from_date=date(2026, 1, 1), to_date=date(2026, 12, 31),
        )  # fmt: skip
        entry = Entry.objects.get(verb="project.edited")
        assert entry.data["before"]["title"] == "Хуучин нэр"
