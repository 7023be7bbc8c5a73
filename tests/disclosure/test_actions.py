"""What changes: watching, the calendar, checks, answers, gaps."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from disclosure import actions
from disclosure.models import Check, GapIssue, OfficeWord, Owed
from disclosure.queries import check_lines
from disclosure.signals import check_changed
from masam.attachments.checks import BadFile, clean_image
from masam.audit.models import Entry
from masam.notifications.actions import write_mail
from masam.notifications.models import Notice
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from tests.factories import disclosure as make

NOON = datetime.datetime(2026, 11, 23, 4, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def scope(khovd):
    with in_group(khovd):
        yield khovd


def test_watch_organisation_writes_down_what_it_owes_this_year(scope, clinic, cast):
    row = actions.watch_organisation(scope, actor=cast["facilitator"], organisation=clinic)
    keys = [one.duty.key for one in Owed.objects.with_names().filter(organisation=clinic)]
    assert keys.count("glass-monthly") == 12
    assert {"glass-budget", "glass-half-year", "glass-annual"} <= set(keys)
    assert "petition-statistics-q4" not in keys  # binds agencies only
    assert Entry.objects.filter(verb="organisation.watched", target_id=row.pk).exists()


def test_watch_organisation_that_no_law_binds_is_refused(scope):
    cso = Organisation.objects.create(kind="cso", name_mn="Оролцоо ТББ", unit=scope.unit)
    with pytest.raises(actions.CannotWatch):
        actions.watch_organisation(scope, actor=None, organisation=cso)


def test_generate_owed_again_changes_nothing(scope, clinic, department):
    make.watch(scope, clinic)
    make.watch(scope, department)
    before = Owed.objects.count()
    assert actions.generate_owed(scope, 2026) == 0
    assert actions.generate_owed(scope, 2027) > 0
    assert actions.generate_owed(scope, 2027) == 0
    assert Owed.objects.filter(period="2026").count() + 0 <= before


def test_unwatch_organisation_keeps_what_was_found(scope, clinic, cast):
    row = make.owed(scope, clinic)
    make.check(row)
    actions.unwatch_organisation(scope, actor=cast["facilitator"], organisation=clinic)
    assert actions.generate_owed(scope, 2027) == 0
    assert Owed.objects.get(pk=row.pk).result == "found"


def test_note_event_counts_working_days_and_refuses_a_second_time(scope, clinic):
    given = {
        "actor": None,
        "organisation": clinic,
        "duty": make.duty("glass-amendment"),
        "event_date": datetime.date(2026, 7, 6),
    }
    row = actions.note_event(scope, **given)
    assert (row.due_date, row.period) == (datetime.date(2026, 7, 21), "2026-07")
    with pytest.raises(actions.CannotNote):
        actions.note_event(scope, **given)
    with pytest.raises(actions.CannotNote):
        actions.note_event(scope, **given | {"event_date": datetime.date(2026, 11, 30)})


def test_check_duty_the_newest_counts_and_the_older_stay(scope, clinic, cast):
    row = make.owed(scope, clinic)
    make.check(row, actor=cast["monitor"], result="missing")
    newest = make.check(
        row,
        actor=cast["member"],
        result="found",
        is_complete=True,
        url="https://shilendans.gov.mn/organization/1?ry=2026",
    )
    row.refresh_from_db()
    assert (row.result, row.is_complete, row.url) == ("found", True, newest.url)
    assert Check.objects.filter(owed=row).count() == 2
    assert [line.who for line in check_lines(row)] == [str(cast["member"]), str(cast["monitor"])]


def test_check_duty_announces_before_and_after(scope, clinic):
    heard = []

    def hear(sender, check, before, **kwargs):
        heard.append((before["result"], check.owed.counted()["result"]))

    row = make.owed(scope, clinic)
    check_changed.connect(hear)
    make.check(row, result="partly")
    make.check(row, result="found")
    check_changed.disconnect(hear)
    assert heard == [("", "partly"), ("partly", "found")]


def test_check_duty_before_the_day_can_only_find(scope, clinic):
    row = make.owed(scope, clinic, "glass-annual")
    with pytest.raises(actions.CannotCheck) as error:
        make.check(row, result="missing")
    assert error.value.field == "result"
    assert "2027.04.20" in str(error.value)
    with pytest.raises(actions.CannotCheck):
        make.check(row, result="found", is_on_time=False)
    assert make.check(row, result="found").is_on_time is True


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.mn/x", "shilendans.gov.mn", "http://"]
)
def test_check_duty_wants_a_whole_web_address(scope, clinic, url):
    with pytest.raises(actions.CannotCheck) as error:
        make.check(make.owed(scope, clinic), url=url)
    assert error.value.field == "url"


def test_check_duty_missing_cannot_be_complete(scope, clinic):
    with pytest.raises(actions.CannotCheck) as error:
        make.check(make.owed(scope, clinic), result="missing", is_complete=True)
    assert error.value.field == "is_complete"


def test_check_duty_is_refused_to_the_organisations_own_people(scope, department, cast):
    row = make.owed(scope, department)
    with pytest.raises(actions.CannotCheck):
        make.check(row, actor=cast["officer"])


def test_check_duty_keeps_a_screenshot_with_its_hash(scope, clinic, cast):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    clean = clean_image(SimpleUploadedFile("page.png", picture.getvalue()))
    check = make.check(make.owed(scope, clinic), actor=cast["member"], screenshot=clean)
    proof = check.proofs.get()
    assert proof.sha256 == clean.sha256
    assert len(proof.sha256) == 64


def test_a_screenshot_that_is_no_picture_is_refused():
    with pytest.raises(BadFile):
        clean_image(SimpleUploadedFile("page.png", b"<html>"))


def test_check_duty_tells_the_office_of_a_gap_only(scope, department, cast):
    row = make.owed(scope, department)
    make.check(row, result="found")
    assert not Notice.objects.filter(kind="duty_checked").exists()
    make.check(row, result="unreadable")
    notice = Notice.objects.get(kind="duty_checked")
    assert notice.recipient == cast["officer"]


def test_answer_check_is_the_offices_own(scope, department, cast):
    check = make.check(make.owed(scope, department), result="missing")
    with pytest.raises(actions.CannotAnswer):
        actions.answer_check(check, actor=cast["school_officer"], organisation=department, text="x")
    with pytest.raises(actions.CannotAnswer):
        actions.answer_check(check, actor=cast["officer"], organisation=department, text="  ")
    word = actions.answer_check(
        check, actor=cast["officer"], organisation=department, text="Өнөөдөр байршууллаа."
    )
    assert OfficeWord.objects.get().pk == word.pk
    assert Notice.objects.get(kind="check_answered").recipient == cast["facilitator"]


def test_raise_gap_makes_one_issue_at_a_time(scope, clinic, cast):
    row = make.owed(scope, clinic)
    given = {"actor": cast["member"], "title": "Төсөв алга", "sector": "health"}
    with pytest.raises(actions.CannotRaise):
        actions.raise_gap(row, **given)
    make.check(row, result="missing")
    issue = actions.raise_gap(row, **given)
    assert issue.service_point == clinic
    assert GapIssue.objects.get().issue_id == issue.pk
    with pytest.raises(actions.CannotRaise) as error:
        actions.raise_gap(row, **given)
    assert issue.code in str(error.value)


def test_every_change_raises_the_version_of_the_group(scope, clinic):
    def version():
        scope.refresh_from_db()
        return scope.version

    before = version()
    row = make.owed(scope, clinic)
    watched = version()
    make.check(row)
    assert before < watched < version()


def test_offices_are_reminded_once(scope, department, cast):
    make.watch(scope, department)
    with time_machine.travel(datetime.datetime(2026, 12, 3, tzinfo=datetime.UTC), tick=False):
        assert actions.remind_offices(scope) == 1  # the execution of November, by 8 December
        actions.remind_offices(scope)
    assert Notice.objects.filter(kind="duty_due_soon", recipient=cast["officer"]).count() == 1


def test_the_mails_speak_both_languages(scope, department, cast):
    check = make.check(make.owed(scope, department), result="missing")
    actions.answer_check(check, actor=cast["officer"], organisation=department, text="Удахгүй.")
    actions.remind_offices(scope, days=400)
    for notice in Notice.objects.filter(app="disclosure"):
        for language in ("mn", "en"):
            notice.language = language
            message = write_mail(notice)
            assert message.subject
            name = department.name_en if language == "en" else department.name_mn
            assert name in message.subject + message.body
