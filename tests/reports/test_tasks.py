"""A report is made once, whatever dies in between, and never changes afterwards."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from pypdf import PdfReader

from masam.calendars.periods import parse
from masam.jobs.models import JobState
from masam.notifications.models import Notice
from masam.tenancy import in_group
from reports.actions import (
    CannotReport,
    finish_report,
    freeze_report,
    request_report,
    subscribe_report,
)
from reports.exports import make_files
from reports.models import Report, ReportFile
from reports.queries import changed_since
from reports.tasks import LEASE_SECONDS, schedule_reports, work_on
from tests.factories.reports import make_issue, make_meeting

TODAY = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)
PERIOD = parse("2026-09")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def world(khovd, cast):
    with time_machine.travel(TODAY, tick=False), in_group(khovd):
        make_issue(khovd, "verified_fixed", logged_at="2026-09-03", title="=Халаалт ₮ засагдсан")
        make_issue(
            khovd,
            "accepted",
            logged_at="2026-09-05",
            title="Өрөө дулаан биш",
            due_date=datetime.date(2026, 10, 1),
            published_at=None,
        )
        make_meeting(khovd, "2026-09-10", ("community", "government"), guests_male=3)
        subscribe_report(khovd, actor=cast["facilitator"])
        yield khovd


def content(file) -> io.BytesIO:
    with file.file.open("rb") as stored:
        return io.BytesIO(stored.read())


def asked(group, period=PERIOD):
    return request_report(group, actor=None, period=period)


def test_a_report_has_every_format_in_both_languages_and_one_mail(world):
    report = asked(world)
    assert work_on(world.pk, report.pk)
    files = ReportFile.objects.filter(report=report)
    assert sorted((file.language, file.format) for file in files) == [
        (language, name) for language in ("en", "mn") for name in ("csv", "pdf", "xlsx")
    ]
    assert Notice.objects.filter(kind="report_ready").count() == 1


def test_asking_again_leads_to_the_same_report(world):
    first = asked(world)
    work_on(world.pk, first.pk)
    assert asked(world).pk == first.pk
    assert not work_on(world.pk, first.pk)
    assert Report.objects.count() == 1


def test_a_running_period_cannot_be_reported(world):
    with pytest.raises(CannotReport):
        asked(world, parse("2026-11"))


def test_a_killed_worker_delays_the_report_and_doubles_nothing(world):
    report = asked(world)
    dead = Report.take(report.pk, worker="dead", seconds=LEASE_SECONDS)
    freeze_report(dead)
    files = make_files(dead)
    assert not work_on(world.pk, report.pk, worker="early")  # the lease still stands
    with time_machine.travel(TODAY + datetime.timedelta(seconds=LEASE_SECONDS + 1)):
        assert list(Report.objects.waiting()) == [report]
        assert work_on(world.pk, report.pk, worker="second")
        assert not finish_report(dead, files)  # the dead one wakes up too late
    assert ReportFile.objects.count() == 6
    assert Notice.objects.filter(kind="report_ready").count() == 1


def test_a_failing_report_is_tried_again_and_then_parked(world, monkeypatch):
    report = asked(world)
    monkeypatch.setattr("reports.tasks.make_files", lambda _report: 1 / 0)
    for turn in range(6):
        with time_machine.travel(TODAY + datetime.timedelta(hours=turn)):
            assert not work_on(world.pk, report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempts) == (JobState.FAILED, 5)
    assert "ZeroDivisionError" in report.error
    monkeypatch.undo()
    assert work_on(world.pk, asked(world).pk)


def test_later_edits_show_as_a_difference_and_change_nothing(world):
    report = asked(world)
    work_on(world.pk, report.pk)
    report.refresh_from_db()
    before = report.snapshot
    make_issue(world, "reported", logged_at="2026-09-20")
    report.refresh_from_db()
    assert report.snapshot == before
    assert {name: (then, now) for name, then, now in changed_since(report)} == {
        "recorded": (2, 3),
        "open": (1, 2),
    }


def test_the_pdf_speaks_its_language_with_noto_only(world):
    report = asked(world)
    work_on(world.pk, report.pk)
    for language, words in (("mn", "Халаалт"), ("en", "Verified fixed")):
        file = ReportFile.objects.get(report=report, language=language, format="pdf")
        reader = PdfReader(content(file))
        text = "".join(page.extract_text() for page in reader.pages)
        assert words in text
        assert reader.metadata.title
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert fonts(reader) == {"NotoSans"}


def fonts(reader) -> set[str]:
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"].split("+")[-1].split("-")[0])
    return names


def test_page_sheet_and_snapshot_agree(world):
    report = asked(world)
    work_on(world.pk, report.pk)
    report.refresh_from_db()
    file = ReportFile.objects.get(report=report, language="en", format="xlsx")
    book = load_workbook(content(file))
    rows = {row[0]: row[1:3] for row in book.worksheets[0].iter_rows(min_row=5, values_only=True)}
    assert rows["Issues recorded"] == (2, 1)
    assert rows["Verified fixed"] == (1, 1)
    figures = report.snapshot["figures"]
    assert (figures["all"]["recorded"], figures["public"]["recorded"]) == (2, 1)


def test_a_sheet_holds_no_formula(world):
    report = asked(world)
    work_on(world.pk, report.pk)
    file = ReportFile.objects.get(report=report, language="mn", format="xlsx")
    cells = [
        cell for sheet in load_workbook(content(file)) for row in sheet.iter_rows() for cell in row
    ]
    assert any(cell.value == "'=Халаалт ₮ засагдсан" for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_an_empty_month_is_reported_in_words(world):
    report = asked(world, parse("2026-02"))
    assert work_on(world.pk, report.pk)
    file = ReportFile.objects.get(report=report, language="en", format="pdf")
    text = "".join(page.extract_text() for page in PdfReader(content(file)).pages)
    assert "No fix was verified in this period" in " ".join(text.split())


def test_last_month_is_asked_for_in_the_first_days_of_a_month(world, bayanzurkh):
    schedule_reports()
    assert Report.objects.count() == 0
    with time_machine.travel(datetime.datetime(2026, 12, 2, tzinfo=datetime.UTC)):
        schedule_reports()
        schedule_reports()
    assert [report.period for report in Report.objects.all()] == ["2026-11"]


def test_the_command_makes_a_report(world, capsys):
    call_command("runreport", "monthly", "--group", "khovd", "--period", "2026-Q3")
    assert "khovd-monthly-2026-Q3.mn.pdf" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("runreport", "monthly", "--group", "khovd", "--period", "2027")


def test_the_progress_page_refreshes_until_the_files_stand(world, as_):
    client = as_("facilitator")
    response = client.post("/khovd/desk/reports/run/", {"period": "2026-09"})
    assert response.status_code == 303
    page = client.get(response["Location"]).content.decode()
    assert 'data-state="queued"' in page
    assert "<progress" in page
    assert 'http-equiv="refresh"' in page
    report = Report.objects.get()
    work_on(world.pk, report.pk)
    page = client.get(response["Location"]).content.decode()
    assert 'data-state="ready"' in page
    assert 'http-equiv="refresh"' not in page
    for file in ReportFile.objects.all():
        address = f"/khovd/desk/reports/{report.number}/{file.name}"
        assert f'href="{address}"' in page
        download = client.get(address)
        assert download.status_code == 200
        assert len(download.content) == file.size


@pytest.mark.parametrize(
    ("role", "status"),
    [("facilitator", 200), ("member", 200), ("observer", 200), ("stranger", 404), ("donor", 404)],
)
def test_who_reads_the_archive(world, as_, role, status):
    report = asked(world)
    work_on(world.pk, report.pk)
    for path in ("", f"{report.number}/", f"{report.number}/khovd-monthly-2026-09.mn.pdf"):
        assert as_(role).get(f"/khovd/desk/reports/{path}").status_code == status


def test_only_the_facilitator_makes_reports(world, as_):
    assert as_("member").post("/khovd/desk/reports/run/", {"period": "2026-09"}).status_code == 403
    bad = as_("facilitator").post("/khovd/desk/reports/run/", {"period": "2027-01"})
    assert bad.status_code == 422


def test_a_member_may_be_told_and_leave_again(world, as_):
    client = as_("member")
    for verb in ("subscribe", "unsubscribe"):
        path = f"/khovd/desk/reports/{verb}/"
        assert client.get(path).status_code == 200
        assert client.post(path).status_code == 303
