"""Lists of issues as files: exactly the filtered ones, harmless, made while they are sent."""

from __future__ import annotations

import csv
import io
import tracemalloc
import unicodedata
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from issues.actions import log_issue, publish_issue
from issues.models import Issue
from issues.queries import desk_issues, export
from issues.resources import IssueTable, issues_file, upload_issues
from masam.audit.models import Entry
from masam.spreadsheets.models import Import, ImportedRow
from masam.spreadsheets.resources import kept_table
from masam.spreadsheets.serving import harmless_text
from masam.tenancy import in_group
from tests.factories.issues import issue_in
from tests.factories.reports import make_issue

EVIL = ["=1+1", "+976", "-5", "@SUM(A1)", 'зөв "үг", таслал', "мөр\nшилжсэн", "ердийн"]


@pytest.fixture
def evil(khovd, cast):
    with in_group(khovd):
        for title in EVIL:
            issue = log_issue(khovd, actor=cast["secretary"], title=title, sector="health")
            Issue.objects.filter(pk=issue.pk).update(title=title)
            publish_issue(issue, actor=cast["secretary"])


def content(answer):
    return b"".join(answer.streaming_content)


def lines(answer):
    text = content(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "address", ["/issues.csv", "/khovd/issues.csv", "/khovd/desk/issues.csv", "/en/issues.csv"]
)
def test_every_row_comes_back_whole_and_none_runs_as_a_formula(as_, evil, address):
    head, *rows = lines(as_("secretary").get(address))
    place = 2
    assert all(len(row) == len(head) for row in rows)
    titles = [row[place] for row in rows][::-1]
    assert titles == [f"'{title}" if title[0] in "=+-@" else title for title in EVIL]


@pytest.mark.parametrize(
    "address", ["/issues.xlsx", "/khovd/issues.xlsx", "/khovd/desk/issues.xlsx"]
)
def test_the_workbook_says_the_same_with_days_as_days(as_, evil, address):
    answer = as_("secretary").get(address)
    sheet = load_workbook(io.BytesIO(content(answer))).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert len(rows) == len(EVIL)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert rows[0][head.index("бүртгэсэн өдөр")].date().isoformat() == str(
        Issue._meta.get_field("logged_at").default().date()
    )


def test_a_cell_with_a_quote_before_a_sign_stays_as_it_is():
    text = 'KHO-1,"a,""=b","-c"\n'
    assert harmless_text(text) == 'KHO-1,"a,""=b","\'-c"\n'
    assert harmless_text('KHO-1,"a\x07b"\n') == 'KHO-1,"ab"\n'


def test_words_of_the_file_follow_the_reader(as_, khovd, clinic):
    with in_group(khovd):
        make_issue(khovd, "verified", service_point=clinic)
    client = as_("secretary")
    mongolian, english = (
        lines(client.get(f"{prefix}/khovd/desk/issues.csv")) for prefix in ("", "/en")
    )
    assert mongolian[1][5] == "Жаргалант ӨЭМТ"
    assert english[1][5] == "Jargalant Family Health Centre"
    assert english[0][0] == "number"
    assert (mongolian[1][3], english[1][3]) == ("эрүүл мэнд", "health")


def test_the_desks_file_tells_what_the_group_alone_may_read(as_, khovd, cast, visitor):
    with in_group(khovd):
        issue = log_issue(
            khovd, actor=cast["secretary"], title="Ус", sector="health", detail="Нууц нарийн"
        )
        publish_issue(issue, actor=cast["secretary"])
        source = Import.objects.create(group=khovd, kind="issues.issue", name="a.csv")
        ImportedRow.objects.create(
            group=khovd, source=source, number=2, target_id=issue.pk, reference="А-17"
        )
    row = dict(zip(*lines(as_("secretary").get("/khovd/desk/issues.csv")), strict=True))
    assert row["дэлгэрэнгүй"] == "Нууц нарийн"
    assert row["өөрийн бүртгэлийн дугаар"] == "А-17"
    assert "Нууц" not in content(visitor.get("/khovd/issues.csv")).decode()


def test_it_is_noted_who_took_the_desks_list_and_by_which_filters(as_, cast, khovd, evil):
    content(as_("secretary").get("/khovd/desk/issues.xlsx?sector=health&state=nonsense"))
    with in_group(khovd):
        entry = Entry.objects.get(group=khovd, verb="issue.exported")
    assert (entry.actor, entry.data) == (cast["secretary"], {"kind": "xlsx", "sector": "health"})
    assert as_("member").get("/khovd/desk/issues.xlsx").status_code == 403


def test_chunks_join_without_a_gap_and_cost_two_queries_each(khovd, evil, monkeypatch):
    monkeypatch.setattr(export, "CHUNK", 3)
    with in_group(khovd):
        moment = Issue.objects.order_by("number").first().logged_at
        Issue.objects.filter(number__lte=5).update(logged_at=moment)  # all at one moment
        rows = desk_issues(khovd, {})
    with CaptureQueriesContext(connection) as asked:
        text = "".join(issues_file("csv", rows, partial(in_group, khovd)))
    found = [row[0] for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))][1:]
    assert sorted(found) == [f"KHO-{number}" for number in range(1, len(EVIL) + 1)]
    assert len([row for row in asked if "set_config" not in row["sql"]]) <= 6


def test_a_list_with_nothing_in_it_is_a_file_with_its_head(as_, khovd, cast):
    assert len(lines(as_("secretary").get("/khovd/desk/issues.csv"))) == 1
    sheet = load_workbook(io.BytesIO(content(as_("secretary").get("/khovd/issues.xlsx")))).active
    assert sheet.max_row == 1


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(["csv", "xlsx"]))
def test_titles_that_go_out_come_in_again(khovd, cast, titles, kind):
    clean = [" ".join(kept_title(title).split()) for title in titles]
    if not all(clean) or any("?" in title or title[0] == "'" for title in clean):
        return  # empty ones are no titles; lost letters are refused
    with in_group(khovd):
        Issue.objects.all().delete()
        for title in clean:
            make_issue(khovd, title=title[:160])
        chunks = list(issues_file(kind, desk_issues(khovd, {}), partial(in_group, khovd)))
        data = b"".join(each.encode() if isinstance(each, str) else each for each in chunks)
        table = IssueTable(group=khovd, actor=cast["secretary"])
        row = upload_issues(SimpleUploadedFile(f"a.{kind}", data), table)
        back = [line[row.columns.index("title")] for _number, line in kept_table(row).rows]
    assert sorted(" ".join(title.split()) for title in back) == sorted(clean)


def kept_title(title):
    """Give what a title keeps: no signs that nobody sees."""
    shown = (sign for sign in title if unicodedata.category(sign) not in {"Cc", "Cf", "Cn", "Co"})
    return unicodedata.normalize("NFC", "".join(shown)).strip()


# --- two kinds of one file, and its memory -------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "address"),
    [("secretary", "/khovd/desk/issues"), ("officer", "/office"), ("officer", "/en/office")],
)
def test_csv_and_workbook_have_the_same_columns_and_cells(
    as_, khovd, cast, department, role, address
):
    with in_group(khovd):
        for title in EVIL:
            issue_in("accepted", khovd, cast, department, title=title)
    client = as_(role)
    head, *rows = lines(client.get(f"{address}.csv"))
    sheet = load_workbook(io.BytesIO(content(client.get(f"{address}.xlsx"))))
    told = [[_cell(cell) for cell in row] for row in sheet.active.iter_rows(values_only=True)]
    assert told == [head, *rows]
    assert len(rows) == len(EVIL)


def _cell(value):
    return "" if value is None else str(value.date() if hasattr(value, "date") else value)


def test_an_officer_takes_what_was_put_to_the_own_office_only(
    as_, khovd, bayanzurkh, cast, department
):
    with in_group(khovd):
        issue_in("accepted", khovd, cast, department, title="Манайх")
        log_issue(khovd, actor=cast["secretary"], title="Өөр газрын", sector="health")
    client = as_("officer")
    _head, *rows = lines(client.get("/office.csv"))
    assert [row[2] for row in rows] == ["Манайх"]
    assert len(lines(client.get("/office.csv?q=байхгүйүг"))) == 1
    with in_group(khovd):
        assert Entry.objects.filter(verb="issue.exported", actor=cast["officer"]).count() == 2
    assert as_("secretary").get("/office.csv").status_code == 403
    assert "/office.xlsx" in client.get("/office/").content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_costs_the_same_memory_however_long_it_is(khovd, kind):
    with in_group(khovd):
        Issue.objects.bulk_create(
            Issue(group=khovd, number=n, title="Халуун ус алга " * 8, sector="health",
                  detail="Удаан хүлээж байна. " * 20)
            for n in range(1, 9001)
        )  # fmt: skip

        def peak(most):
            rows = desk_issues(khovd, {}).filter(number__lte=most)
            tracemalloc.start()
            size = sum(map(len, issues_file(kind, rows, partial(in_group, khovd), at_desk=True)))
            _now, most_held = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return size, most_held

        peak(10)
        (small, held_small), (large, held_large) = peak(3000), peak(9000)
    assert large > 2.5 * small if kind == "csv" else large > small
    assert held_large < 1.5 * held_small
