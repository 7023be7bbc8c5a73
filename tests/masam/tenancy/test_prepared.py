"""Queries that are written once: the same rows, other values, never another group's."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection

from groups.models import Meeting
from issues.models import Issue
from masam.tenancy import in_group
from masam.tenancy.prepared import StandsStill, prepared
from tests.factories.groups import make_meeting
from tests.factories.issues import make_issue

pytestmark = pytest.mark.django_db


def by_number(*, group, number):
    return Issue.objects.filter(group=group, number=number).select_related("group__unit")


def test_it_gives_what_the_query_itself_gives_for_each_group_and_number(khovd, bayanzurkh):
    for group in (khovd, bayanzurkh):
        with in_group(group):
            for title in ("Нэг", "Хоёр"):
                make_issue(group, title)
            for number in (1, 2, 3):
                found = prepared("by number", by_number, group=group.pk, number=number)
                assert found == list(by_number(group=group.pk, number=number))
                assert all(row.group.unit.name_mn for row in found)


def test_the_statement_is_made_once_in_a_connection(khovd):
    with in_group(khovd):
        prepared("once", by_number, group=khovd.pk, number=1)
        known = set(connection.prepared)
        prepared("once", by_number, group=khovd.pk, number=2)
    assert connection.prepared == known


def test_only_in_the_scope_of_the_one_group(khovd, bayanzurkh):
    with in_group(bayanzurkh), pytest.raises(ValueError, match="scope"):
        prepared("by number", by_number, group=khovd.pk, number=1)
    with in_group(khovd, bayanzurkh), pytest.raises(ValueError, match="scope"):
        prepared("by number", by_number, group=khovd.pk, number=1)


def test_days_are_values_and_a_day_that_would_stand_still_is_refused(khovd):
    def since(*, group, day):
        return Meeting.objects.filter(group=group, held_date__gte=day)

    def since_today(*, group):
        return Meeting.objects.filter(group=group, held_date__gte=khovd.today())

    def soon(*, group, day):
        return Meeting.objects.filter(group=group, held_date__gte=day + datetime.timedelta(days=7))

    today = khovd.today()
    with in_group(khovd):
        meeting = make_meeting(khovd, held_date=today)
        assert prepared("since", since, group=khovd.pk, day=today) == [meeting]
        tomorrow = today + datetime.timedelta(days=1)
        assert prepared("since", since, group=khovd.pk, day=tomorrow) == []
        with pytest.raises(StandsStill):
            prepared("since today", since_today, group=khovd.pk)
        with pytest.raises(StandsStill):
            prepared("soon", soon, group=khovd.pk, day=today)


def test_what_can_never_be_found_is_asked_as_any_query(khovd):
    def nothing(*, group):
        return Issue.objects.filter(group=group, pk__in=[])

    with in_group(khovd):
        assert prepared("nothing", nothing, group=khovd.pk) == []


def test_constants_of_the_shape_are_written_safely(khovd):
    def titled(*, group):
        return Issue.objects.filter(group=group, title="'; 100% $1 \\")

    with in_group(khovd):
        make_issue(khovd, "'; 100% $1 \\")
        make_issue(khovd, "Өөр")
        assert len(prepared("titled", titled, group=khovd.pk)) == 1
