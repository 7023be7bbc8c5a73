"""Figures and matrices are what the rows say."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import ProgrammingError

from disclosure.models import Check, CheckProof, GapIssue, OfficeWord, Watched
from disclosure.queries import compliance, late_to_check, matrix, national_matrix
from disclosure.receivers import propose_gaps, show_duties
from groups.gate import Gate
from groups.permissions import MEMBER, READ
from masam.calendars.periods import parse
from masam.tenancy import in_group, national_read
from masam.ui import wording
from tests.factories import disclosure as make

NOON = datetime.datetime(2026, 11, 23, 4, tzinfo=datetime.UTC)
YEAR = parse("2026")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def some_checks(khovd, clinic, department):
    """Four checks in Khovd: found and complete, found late, partly, missing."""
    with in_group(khovd):
        at_clinic = make.watch(khovd, clinic)
        at_office = make.watch(khovd, department)
        make.check(at_clinic[0], result="found", is_complete=True, is_on_time=True)
        make.check(at_clinic[1], result="found", is_complete=False, is_on_time=False)
        make.check(at_clinic[2], result="partly", is_complete=False)
        make.check(at_office[0], result="missing")
        yield khovd


def test_compliance_counts_each_figure_within_the_one_before(some_checks):
    figures = compliance(some_checks, YEAR)
    assert (figures.checked, figures.found, figures.complete, figures.on_time) == (4, 2, 1, 1)
    # budget, plan, half-year report, and months January to October of two organisations
    assert figures.owed == 2 * (3 + 10)
    assert set(figures.definitions) == {"owed", "checked", "found", "complete", "on_time"}


def test_compliance_of_a_period_without_duties_is_zero(khovd):
    with in_group(khovd):
        assert compliance(khovd, parse("2019")).owed == 0


def test_the_matrix_holds_every_row_once(some_checks):
    found = matrix(some_checks, YEAR)
    assert len(found.lines) == 2
    assert sum(len(cell.rows) for line in found.lines for cell in line.cells) == len(found.rows)
    monthly = [duty.key for duty in found.duties].index("glass-monthly")
    cell = found.lines[0].cells[monthly]
    assert cell.is_many
    assert sum(count for _state, _word, count in cell.counts) == len(cell.rows)


def test_the_matrix_of_one_organisation(some_checks, clinic):
    assert [
        line.organisation for line in matrix(some_checks, YEAR, organisation=clinic.pk).lines
    ] == [clinic]


def test_the_national_matrix_is_the_sum_of_the_groups(some_checks, bayanzurkh, school):
    with in_group(bayanzurkh):
        make.check(make.owed(bayanzurkh, school))
    found = national_matrix(YEAR)
    by_group = {line.group.slug: line.total for line in found.lines}
    for group in (some_checks, bayanzurkh):
        with in_group(group):
            truth = compliance(group, YEAR)
        part = by_group[group.slug]
        assert (part.owed, part.checked, part.found) == (truth.owed, truth.checked, truth.found)
    assert found.total.found == 3
    assert found.silent == 0


def test_the_national_role_reads_facts_but_no_notes_proofs_or_links(some_checks):
    for model in (Check, CheckProof, OfficeWord, GapIssue, Watched):
        with pytest.raises(ProgrammingError), national_read():
            list(model.objects.all()[:1])


def test_another_group_sees_none_of_the_rows(some_checks, bayanzurkh):
    with in_group(bayanzurkh):
        assert compliance(bayanzurkh, YEAR).owed == 0
        assert compliance(some_checks, YEAR).owed == 0


def test_the_agenda_is_offered_the_gaps(some_checks):
    assert len(propose_gaps(sender=None, group=some_checks)) == 2


def test_the_desk_shows_what_waits_to_those_who_check(some_checks):
    member = Gate(group=some_checks, may=MEMBER)
    tasks = show_duties(sender=None, gate=member)
    assert tasks
    with in_group(some_checks):
        latest = late_to_check(some_checks)[0].due_date
    assert latest < some_checks.today()
    assert wording.day(latest, "short") in tasks[0].detail
    assert show_duties(sender=None, gate=Gate(group=some_checks, may=READ)) == []
