"""Issues from a spreadsheet, through HTTP."""

from __future__ import annotations

import datetime
import io
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from issues.actions import comment_issue, seed_categories
from issues.models import Issue
from issues.resources import IssueTable, take_in, upload_issues
from issues.tasks import sweep_imports, work_on_import
from masam.audit.models import Entry
from masam.organisations.models import Organisation
from masam.places.models import Unit
from masam.spreadsheets.models import ColumnChoice, Import, ImportedRow
from masam.spreadsheets.resources import BadTable
from masam.tenancy import in_group

GOOD = (
    "Асуудал;Салбар;Үйлчилгээний цэг;Хачин багана\r\n"
    "Ус алга;Эрүүл мэнд;Жаргалант ӨЭМТ;x\r\n"
    "Цонх хагарсан;education;Khovd School No. 1;\r\n"
    "Халаалт муу;;ховд 1-р сургууль;\r\n"
)
BAD = "problem in one line;sector\r\n;health\r\nGood one;health\r\n" + "x" * 161 + ";nonsense\r\n"
ADDRESS = "/khovd/desk/issues/import/"


def send(client, text, key="k", prefix="", name="issues.csv"):
    data = text if isinstance(text, bytes) else b"\xef\xbb\xbf" + text.encode()
    file = SimpleUploadedFile(name, data)
    return client.post(f"{prefix}{ADDRESS}", {"file": file, "idempotency_key": key})


def count(group):
    with in_group(group):
        return Issue.objects.count()


def only(group):
    with in_group(group):
        return Import.objects.get()


@pytest.fixture
def table(khovd, cast):
    return IssueTable(group=khovd, actor=cast["secretary"])


@pytest.fixture
def uploaded(khovd, table):
    """Give what uploads a text, without a page."""

    def upload(text):
        with in_group(khovd):
            return upload_issues(SimpleUploadedFile("a.csv", text.encode()), table)

    return upload


# --- from the file to the issues -----------------------------------------------------------------


def test_rows_are_shown_first_and_logged_only_when_confirmed(as_, khovd, clinic, school):
    client = as_("secretary")
    response = send(client, GOOD)
    assert response.status_code == 303
    assert count(khovd) == 0
    page = client.get(response["Location"]).content.decode()
    assert "Хачин багана" in page
    assert "Цонх хагарсан" in page
    assert client.post(response["Location"], {"idempotency_key": "c"}).status_code == 303
    with in_group(khovd):
        rows = list(
            Issue.objects.order_by("number").values_list("title", "sector", "service_point")
        )
    assert rows == [
        ("Ус алга", "health", clinic.pk),
        ("Цонх хагарсан", "education", school.pk),
        ("Халаалт муу", "education", school.pk),
    ]
    assert 'data-state="ready"' in client.get(response["Location"]).content.decode()


def test_the_same_file_twice_logs_nothing_twice(as_, khovd, clinic, school):
    client = as_("secretary")
    for key in ("one", "two"):
        response = send(client, GOOD, key)
        client.post(response["Location"], {"idempotency_key": key})
        client.post(response["Location"], {"idempotency_key": f"{key} again"})
    assert count(khovd) == 3


def test_a_register_that_grew_logs_only_its_new_rows(as_, khovd, clinic, school):
    client = as_("secretary")
    client.post(send(client, GOOD)["Location"], {})
    more = GOOD.replace("Хачин багана", "Өөр багана") + "Шинэ;health;;\r\nШинэ;health;;\r\n"
    response = send(client, more, "k2")
    with in_group(khovd):
        row = Import.objects.latest("id")
    assert (row.total_rows, row.good_rows, row.known_rows) == (5, 5, 3)
    client.post(response["Location"], {})
    assert count(khovd) == 5  # two people said the same: two issues


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_bad_row_is_named_and_nothing_is_taken_in(as_, khovd, prefix):
    client = as_("secretary")
    response = send(client, BAD, prefix=prefix)
    row = only(khovd)
    assert (row.total_rows, row.good_rows) == (3, 1)
    assert sorted({fault[0] for fault in row.faults}) == [2, 4]
    assert len(row.faults) == 3
    refused = client.post(response["Location"], {"idempotency_key": "c"})
    assert refused.status_code == 422
    assert count(khovd) == 0


def test_faults_are_told_in_the_language_of_whoever_reads_them(as_, khovd):
    client = as_("secretary")
    address = send(client, BAD)["Location"]
    assert "This cell is empty." in client.get(f"/en{address}").content.decode()
    mongolian = client.get(address).content.decode()
    assert "Энэ нүд хоосон байна." in mongolian
    assert "эрүүл мэнд, боловсрол" in mongolian


def test_only_the_good_rows_are_taken_in_when_that_is_chosen(as_, khovd):
    client = as_("secretary")
    address = send(client, BAD)["Location"]
    assert client.post(address, {"mode": "good"}).status_code == 303
    with in_group(khovd):
        assert [issue.title for issue in Issue.objects.all()] == ["Good one"]
        row = Import.objects.get()
        assert (row.taken_rows, row.rows.get().number) == (1, 3)


def test_the_sheet_of_faults_put_right_logs_only_what_was_faulty(as_, khovd):
    client = as_("secretary")
    address = send(client, BAD)["Location"]
    client.post(address, {"mode": "good"})
    answer = client.get(f"{address}errors.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    lines = [list(line) for line in book.active.iter_rows(values_only=True)]
    assert lines[0][:2] == ["problem in one line", "sector"]
    assert [line[2] for line in lines[1:]] == [2, 4]
    assert "Энэ нүд хоосон байна." in lines[1][3]
    assert lines[2][3].count(":") >= 2  # both columns of the row
    book.active["A2"], book.active["A3"], book.active["B3"] = "Нэг", "Хоёр", "health"
    out = io.BytesIO()
    book.save(out)
    client.post(send(client, out.getvalue(), "k2", name="a.xlsx")["Location"], {})
    with in_group(khovd):
        assert sorted(Issue.objects.values_list("title", flat=True)) == ["Good one", "Нэг", "Хоёр"]


@pytest.mark.parametrize("text", ["????;????\r\n????? ???;x\r\n", "title\r\n"])
def test_a_file_that_cannot_be_read_is_a_sentence_at_the_field(as_, khovd, text):
    response = send(as_("secretary"), text)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]


def test_a_file_of_forty_megabytes_is_refused_unread(as_, khovd):
    response = send(as_("secretary"), b"a;b\n" + b"x" * (40 * 1024 * 1024))
    assert response.status_code == 422
    assert "41" in str(response.context["form"].errors["file"])


# --- what cells may say --------------------------------------------------------------------------


def faults_of(uploaded, head, line):
    return [(fault[1], fault[2]) for fault in uploaded(f"{head}\n{line}\n").faults]


@pytest.mark.parametrize(
    ("head", "line", "fault"),
    [
        ("title;sector", "Нэг;", ("sector", "no_sector")),
        ("title;sector", "#REF!;health", ("title", "error")),
        ("title;sector;Огноо", "Нэг;health;2026-02-30", ("logged_date", "no_day")),
        ("title;sector;Огноо", "Нэг;health;өчигдөр", ("logged_date", "no_day")),
        ("title;sector;Огноо", "Нэг;health;3/4/2026", ("logged_date", "unsure_day")),
        ("title;sector;Огноо", "Нэг;health;2126-01-01", ("logged_date", "future")),
        ("title;sector;Огноо", "Нэг;health;1996-01-01", ("logged_date", "old")),
        ("title;Үйлчилгээний цэг", "Нэг;Жаргалан ӨЭМТ", ("service_point", "like_point")),
        ("title;Үйлчилгээний цэг", "Нэг;qqqqqqq", ("service_point", "no_point")),
        ("title;sector;Сум", "Нэг;health;1110", ("unit", "no_unit")),
        ("title;sector;Ангилал", "Нэг;health;Хоол, хүнс", ("category", "no_category")),
        ("title;sector;Хэн мэдэгдсэн", "Нэг;health;нохой", ("reporter_class", "unknown")),
        ("title;sector;№", f"Нэг;health;{'1' * 61}", ("reference", "long")),
    ],
)
def test_each_bad_cell_has_its_reason(uploaded, khovd, clinic, head, line, fault):
    with in_group(khovd):
        seed_categories(khovd)
    assert faults_of(uploaded, head, line) == [fault]


@pytest.mark.parametrize(
    "day",
    [
        "2026-03-01", "2026.03.01", "2026/3/1", "2026.03.01 14:05", "2026 оны 3 сарын 1",
        "2026 оны 3-р сарын 1-ний өдөр", "01.03.2026", "1.3.2026", "46082",
    ],
)  # fmt: skip
def test_a_past_day_is_kept_as_people_write_it(uploaded, table, khovd, day):
    row = uploaded(f"title;sector;Огноо\nНэг;health;{day}\n")
    assert row.faults == []
    with in_group(khovd):
        row.mode, row.stage = "all", "ordered"
        row.state = "queued"
        row.save()
        assert work_on_import(khovd.pk, row.pk)
        logged = Issue.objects.get().logged_at
    assert timezone.localtime(logged, khovd.tz).date() == datetime.date(2026, 3, 1)


def test_all_columns_become_what_they_mean(as_, khovd, clinic, school):
    with in_group(khovd):
        seed_categories(khovd)
    soum = Unit.objects.filter(code__startswith=khovd.unit.code, level=2).first()
    if soum is None:
        soum = khovd.unit
    clinic.register_no = "1234567"
    clinic.save()
    client = as_("secretary")
    head = "Бүртгэлийн дугаар;Огноо;Асуудал;Ангилал;Байгууллага;Сум;Мэдээлэгч;Тайлбар"
    line = f'А-17/26;2026-03-01;Эм алга;Эм, хэрэгсэл;1234567;{soum.code};Эцэг эх;"Хоёр\nмөр"'
    client.post(send(client, f"{head}\n{line}\n")["Location"], {})
    with in_group(khovd):
        issue = Issue.objects.select_related("category").get()
        kept = ImportedRow.objects.get()
    assert (issue.sector, issue.category.key, issue.service_point) == ("health", "medicine", clinic)
    assert (issue.unit, issue.reporter_class, issue.detail) == (soum, "parent", "Хоёр\nмөр")
    assert (kept.reference, kept.target_id, kept.number) == ("А-17/26", issue.pk, 2)
    assert issue.state == "reported"
    assert "А-17/26" in client.get("/khovd/desk/issues/KHO-1/").content.decode()


def test_a_point_may_be_written_in_full_or_in_short(uploaded, khovd, clinic):
    row = uploaded("title;Байгууллага\nНэг;«Жаргалант» Өрхийн эрүүл мэндийн төв\n")
    assert row.faults == []


def test_two_points_of_one_name_are_told_apart_by_the_place(uploaded, khovd, clinic):
    other = Unit.objects.filter(code__startswith=khovd.unit.code).exclude(pk=khovd.unit.pk).first()
    twin = Organisation.objects.create(
        kind="service_point", sector="health", name_mn="Жаргалант ӨЭМТ", unit=other or khovd.unit
    )
    text = "title;Байгууллага;Нэгжийн код\nНэг;Жаргалант ӨЭМТ;\n"
    assert uploaded(text).faults[0][2] == "two_points"
    if other is not None:
        code = twin.unit.code
        assert uploaded(text.replace("ӨЭМТ;", f"ӨЭМТ;{code}")).faults == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(*[st.text(max_size=200) for _ in range(4)], st.dates().map(str)), min_size=1,
        max_size=4,
    )
)  # fmt: skip
def test_no_cell_whatever_it_holds_breaks_the_preview(khovd, cast, rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    sheet.append(["title", "service_point", "sector", "№", "Огноо"])
    control = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
    for row in rows:
        sheet.append([f"'{control.sub(' ', cell)}" for cell in row])
    out = io.BytesIO()
    book.save(out)
    with in_group(khovd):
        table = IssueTable(group=khovd, actor=cast["secretary"])
        file = SimpleUploadedFile("a.xlsx", out.getvalue())
        try:
            row = upload_issues(file, table)
        except BadTable:
            return  # letters that were lost: refused with a sentence
        assert row.good_rows + len({fault[0] for fault in row.faults}) == row.total_rows


# --- columns -------------------------------------------------------------------------------------

ODD = "Юу болсон бэ;Ямар\nУс алга;health\n"


def test_columns_that_nobody_knows_are_matched_once_and_remembered(as_, khovd):
    client = as_("secretary")
    columns = send(client, ODD)["Location"]
    assert columns.endswith("/columns/")
    page = client.get(columns).content.decode()
    assert "Юу болсон бэ" in page
    assert "Ус алга" in page
    chosen = {"head": "1", "column_0": "title", "column_1": "sector"}
    preview = client.post(columns, chosen)
    assert not preview["Location"].endswith("/columns/")
    again = send(client, ODD.replace("Ус", "Гэрэл"), "k2")["Location"]
    assert not again.endswith("/columns/")
    assert client.post(again, {}).status_code == 303
    with in_group(khovd):
        assert Issue.objects.get().title == "Гэрэл алга"
        assert ColumnChoice.objects.get().columns == ["title", "sector"]


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ({"column_0": "", "column_1": "sector"}, "__all__"),
        ({"column_0": "title", "column_1": "title"}, "column_1"),
        ({"column_0": "nonsense", "column_1": "sector"}, "column_0"),
        ({"head": "0", "column_0": "title"}, "head"),
    ],
)
def test_a_choice_of_columns_that_cannot_be_is_refused(as_, khovd, chosen, wrong):
    client = as_("secretary")
    columns = send(client, ODD)["Location"]
    response = client.post(columns, {"head": "1"} | chosen)
    assert response.status_code == 422
    assert wrong in response.context["form"].errors


def test_another_sheet_and_another_row_of_names_are_read_anew(as_, khovd):
    book = Workbook()
    book.active.append(["Асуудал", "Салбар"])
    book.active.append(["Нэг", "health"])
    second = book.create_sheet("Хоёр")
    second.append(["Асуудал", "Салбар"])
    second.append(["Хоёр", "health"])
    out = io.BytesIO()
    book.save(out)
    client = as_("secretary")
    preview = send(client, out.getvalue(), name="a.xlsx")["Location"]
    answer = client.post(f"{preview}columns/", {"sheet": "Хоёр", "head": "1"})
    assert answer["Location"].endswith("/columns/")
    client.post(preview, {})
    with in_group(khovd):
        assert Issue.objects.get().title == "Хоёр"


# --- old letters ---------------------------------------------------------------------------------

OLD = "Асуудал;Салбар\r\nЄрєєнд Їнс унаж байна;Эрїїл мэнд\r\n".encode("cp1251")


@pytest.mark.parametrize(
    ("answer", "title"), [("yes", "Өрөөнд Үнс унаж байна"), ("no", "Єрєєнд Їнс унаж байна")]
)
def test_old_letters_are_asked_about_and_the_answer_is_kept(as_, khovd, answer, title):
    client = as_("secretary")
    preview = send(client, OLD)["Location"]
    page = client.get(preview).content.decode()
    assert "Єрєєнд" in page
    assert "Өрөөнд" in page
    refused = client.post(preview, {"mode": "good"})
    assert refused.status_code == 422
    assert client.post(f"{preview}repair/", {"repair": answer}).status_code == 303
    assert only(khovd).is_repaired is (answer == "yes")
    client.post(preview, {})  # the sector is understood either way, as every folding forgives
    with in_group(khovd):
        assert Issue.objects.get().title == title


# --- the job -------------------------------------------------------------------------------------


def ordered(uploaded, client, khovd, rows=150):
    row = uploaded("title;sector\n" + "".join(f"Нэг {n};health\n" for n in range(rows)))
    address = f"{ADDRESS}{row.pk}/"
    assert client.post(address, {}).status_code == 303
    return row, address


def test_many_rows_wait_for_a_worker_and_the_page_tells_how_far_it_is(as_, khovd, uploaded, clinic):
    client = as_("secretary")
    row, address = ordered(uploaded, client, khovd)
    assert count(khovd) == 0
    page = client.get(address).content.decode()
    assert 'data-state="queued"' in page
    assert 'http-equiv="refresh"' in page
    with in_group(khovd):
        leased = Import.take(row.pk, worker="one", seconds=60)
        cache.set(f"import.{row.pk}", 40)
    page = client.get(address).content.decode()
    assert 'data-state="running"' in page
    assert 'value="40"' in page
    with in_group(khovd):
        take_in(leased, IssueTable(group=khovd, actor=leased.ordered_by))
    assert 'data-state="ready"' in client.get(address).content.decode()
    assert count(khovd) == 150


def test_a_job_whose_worker_died_is_done_once(as_, khovd, uploaded, table):
    row, _address = ordered(uploaded, as_("secretary"), khovd)
    with in_group(khovd):
        dead = Import.take(row.pk, worker="dead", seconds=60)
        assert work_on_import(khovd.pk, row.pk) is False  # somebody has it
        Import.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
        assert work_on_import(khovd.pk, row.pk) is True
        take_in(dead, table)  # the first one comes back to life: its lease is gone
        assert work_on_import(khovd.pk, row.pk) is False
    assert count(khovd) == 150


def test_an_error_puts_the_job_back_with_nothing_taken_in(as_, khovd, uploaded, table):
    row, _address = ordered(uploaded, as_("secretary"), khovd)
    row.table.storage.delete(row.table.name)
    with in_group(khovd):
        assert work_on_import(khovd.pk, row.pk) is False
        row.refresh_from_db()
        assert (row.state, row.attempts) == ("queued", 1)
        assert row.not_before > timezone.now()
    assert count(khovd) == 0


def test_rows_that_are_not_good_any_more_put_the_import_back(as_, khovd, uploaded, clinic):
    text = "title;Байгууллага\n" + "".join(f"Нэг {n};Жаргалант ӨЭМТ\n" for n in range(101))
    row, client = uploaded(text), as_("secretary")
    address = f"{ADDRESS}{row.pk}/"
    client.post(address, {})
    Organisation.objects.filter(pk=clinic.pk).update(is_active=False)
    with in_group(khovd):
        assert work_on_import(khovd.pk, row.pk) is False
    assert count(khovd) == 0
    page = client.get(address).content.decode()
    assert 'data-state="failed"' in page


def test_the_sweeper_wakes_a_worker_for_every_import_that_waits(as_, khovd, uploaded):
    ordered(uploaded, as_("secretary"), khovd)
    assert sweep_imports() in {0, 1}  # 0 without a broker


# --- taking back ---------------------------------------------------------------------------------


def test_an_import_is_taken_back_while_nothing_has_happened(as_, khovd, clinic, school):
    client = as_("secretary")
    address = send(client, GOOD)["Location"]
    client.post(address, {})
    assert client.post(f"{address}undo/", {}).status_code == 303
    assert client.post(f"{address}undo/", {}).status_code == 303
    assert count(khovd) == 0
    with in_group(khovd):
        assert only(khovd).stage == "undone"
        assert Entry.objects.filter(group=khovd, verb="import.undone").count() == 1
    client.post(send(client, GOOD, "k2")["Location"], {})
    assert count(khovd) == 3


def test_an_import_stays_once_somebody_did_something(as_, khovd, cast, clinic, school):
    client = as_("secretary")
    address = send(client, GOOD)["Location"]
    client.post(address, {})
    with in_group(khovd):
        comment_issue(Issue.objects.first(), actor=cast["member"], text="Тийм")
    response = client.post(f"{address}undo/", {})
    assert response.status_code == 422
    assert "KHO-1" in response.content.decode()
    assert count(khovd) == 3


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"), [("member", 403), ("stranger", 404), ("facilitator", 200)]
)
def test_import_is_a_duty_of_its_own(as_, role, status):
    assert as_(role).get(ADDRESS).status_code == status


def test_import_of_another_group_is_not_found(as_, khovd, clinic, school):
    response = send(as_("secretary"), GOOD)
    assert as_("stranger").get(response["Location"]).status_code == 404


# --- the empty table -----------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_empty_table_is_understood_when_it_comes_back_filled_in(
    as_, khovd, clinic, school, prefix
):
    with in_group(khovd):
        seed_categories(khovd)
    client = as_("secretary")
    answer = client.get(f"{prefix}{ADDRESS}template.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    sheet, words = book.worksheets[0], book.worksheets[2]
    assert len(sheet.data_validations.dataValidation) == 6
    offered = {cell.value: cell.column_letter for cell in words[1]}
    line = [cell.value for cell in sheet[1]]
    values = [words[f"{offered[name]}2"].value if name in offered else None for name in line]
    values[:3] = ["7", datetime.date(2026, 3, 1), "Ус алга"]
    values[line.index(next(name for name in line if name in offered))] = words["A2"].value
    sheet.append(values)
    out = io.BytesIO()
    book.save(out)
    preview = send(client, out.getvalue(), name="a.xlsx")["Location"]
    row = only(khovd)
    assert (row.faults, row.good_rows, row.ignored_columns) == ([], 1, [])
    assert client.post(preview, {}).status_code == 303
