"""The two locks between groups, each seen to hold and, where that is the point, to be needed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count, Max
from django.utils import timezone

from groups.models import Counter, Membership
from issues.models import Comment, Issue
from masam.tenancy import Unscoped, across_groups, current_groups, in_group, national_read
from masam.tenancy.models import GroupOwned

if TYPE_CHECKING:
    from groups.models import Group

OWNED = GroupOwned.owned_models()


def log(group: Group, title: str = "Халаалт тасалдсан", **fields: object) -> Issue:
    """Write an issue row directly."""
    number = Issue.objects.count() + 1
    return Issue.objects.create(group=group, number=number, title=title, sector="health", **fields)


def test_the_tests_run_as_the_unprivileged_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("masam_app", False, False)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_every_owned_table_refuses_the_orm_without_a_scope(
    db: None, model: type[GroupOwned]
) -> None:
    rows = model.objects.all()
    for ask in (
        rows.count,
        rows.exists,
        rows.first,
        rows.explain,
        rows.delete,
        lambda: list(rows),
        lambda: rows.aggregate(Max("pk")),
        lambda: rows.update(group=1),
        lambda: rows.union(rows).count(),
        lambda: list(rows.values("pk").annotate(Count("pk"))),
        lambda: list(rows.exclude(pk=1).iterator()),
    ):
        with pytest.raises(Unscoped):
            ask()


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_every_owned_table_is_behind_a_forced_policy(db: None, model: type[GroupOwned]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [table]
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute(
            "SELECT qual FROM pg_policies WHERE tablename = %s AND policyname = 'scope'", [table]
        )
        (condition,) = cursor.fetchone()
    assert "masam.groups" in condition
    assert " OR " not in condition
    assert "CASE" not in condition


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_every_link_between_owned_tables_carries_the_group(
    db: None, model: type[GroupOwned]
) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT array_agg(a.attname ORDER BY k.ord)
               FROM pg_constraint c
               CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY k(num, ord)
               JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num
               WHERE c.contype = 'f' AND c.conrelid = %s::regclass GROUP BY c.oid""",
            [table],
        )
        keys = [row[0] for row in cursor.fetchall()]
    for field in model._meta.concrete_fields:
        target = field.related_model
        if isinstance(target, type) and issubclass(target, GroupOwned):
            assert ["group_id", field.column] in keys, f"{table}.{field.column}"


def test_raw_sql_sees_no_row_without_a_scope(khovd: Group) -> None:
    with in_group(khovd):
        log(khovd)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM issues_issue")
        assert cursor.fetchone() == (0,)
        with in_group(khovd):
            cursor.execute("SELECT count(*) FROM issues_issue")
            assert cursor.fetchone() == (1,)  # the same cursor, kept across the change
        cursor.execute("SELECT count(*) FROM issues_issue")
        assert cursor.fetchone() == (0,)


def test_a_group_does_not_see_another(khovd: Group, bayanzurkh: Group) -> None:
    with in_group(khovd):
        log(khovd)
    with in_group(bayanzurkh):
        assert not Issue.objects.exists()
        assert not Issue._base_manager.exists()  # no manager's filter: the policy alone
        assert Issue._base_manager.update(title="stolen") == 0
    with in_group(khovd, bayanzurkh):
        assert Issue.objects.count() == 1


def test_nesting_replaces_and_gives_back_the_scope(khovd: Group, bayanzurkh: Group) -> None:
    with in_group(khovd):
        with in_group(bayanzurkh):
            assert current_groups() == (bayanzurkh.pk,)
        assert current_groups() == (khovd.pk,)
    assert current_groups() is None


def test_an_error_inside_a_scope_leaves_no_scope_behind(khovd: Group) -> None:
    with pytest.raises(ZeroDivisionError), in_group(khovd):
        _ = 1 / 0
    assert current_groups() is None


def test_a_rollback_forgets_what_the_connection_was_told(khovd: Group) -> None:
    with in_group(khovd):
        log(khovd)
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute("SELECT 1 / 0")
        assert Issue.objects.count() == 1


def test_a_row_cannot_be_written_for_another_group(khovd: Group, bayanzurkh: Group) -> None:
    with in_group(khovd):
        with pytest.raises(Unscoped):
            log(bayanzurkh)
        with pytest.raises(Unscoped):
            Issue.objects.bulk_create(
                [Issue(group=bayanzurkh, number=1, title="x", sector="health")]
            )
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Issue(group=bayanzurkh, number=1, title="x", sector="health").save()


def test_a_row_cannot_be_moved_to_another_group(khovd: Group, bayanzurkh: Group) -> None:
    with in_group(khovd):
        log(khovd)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Issue.objects.update(group=bayanzurkh)


def test_a_link_to_another_groups_row_is_impossible_even_in_sql(
    khovd: Group, bayanzurkh: Group
) -> None:
    with in_group(bayanzurkh):
        foreign = log(bayanzurkh)
    with in_group(khovd), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO issues_comment (group_id, issue_id, text, visibility, written_at) "
            "VALUES (%s, %s, 'x', 'group', now())",
            [khovd.pk, foreign.pk],
        )
        with pytest.raises(IntegrityError):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def test_the_national_role_reads_what_is_published_and_nothing_else(khovd: Group) -> None:

    with in_group(khovd):
        log(khovd, title="Нийтлээгүй")
        Issue.objects.create(
            group=khovd, number=9, title="Нийтэлсэн", sector="health", published_at=timezone.now()
        )
    with national_read():
        assert [issue.title for issue in Issue.objects.all()] == ["Нийтэлсэн"]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Comment.objects.count()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Membership.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("masam_app",)


def test_the_national_role_writes_nothing(khovd: Group) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), national_read():
        connection.cursor().execute("UPDATE issues_issue SET title = 'x'")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("masam_app",)


def test_the_national_role_leaves_the_scope_of_the_reader_behind(khovd: Group) -> None:
    with in_group(khovd):
        log(khovd)
        with national_read():
            assert not Issue.objects.exists()
        assert Issue.objects.exists()


def test_crossing_groups_gives_its_reason_to_the_log(
    khovd: Group, bayanzurkh: Group, caplog: pytest.LogCaptureFixture
) -> None:
    both = [khovd, bayanzurkh]
    with caplog.at_level("INFO", logger="masam.tenancy"), across_groups("handover kit", both):
        assert current_groups() == tuple(sorted((khovd.pk, bayanzurkh.pk)))
    assert caplog.records[0].reason == "handover kit"


def test_history_keeps_to_its_group(khovd: Group, bayanzurkh: Group) -> None:
    with in_group(khovd):
        issue = log(khovd)
        Issue.objects.filter(pk=issue.pk).update(title="Шинэ гарчиг")
        assert [event.title for event in issue.events.order_by("pgh_id")] == [
            "Халаалт тасалдсан",
            "Шинэ гарчиг",
        ]
    with in_group(bayanzurkh):
        assert not issue.events.exists()


def test_the_term_of_a_membership_runs_forward(khovd: Group) -> None:
    today = datetime.date(2026, 11, 3)
    with in_group(khovd), pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            group=khovd,
            name="Б.Лхагва",
            stakeholder="community",
            role="member",
            from_date=today,
            to_date=today - datetime.timedelta(days=1),
        )


def test_an_error_inside_a_scope_is_told_as_itself_outside_of_it(khovd):
    def number_once() -> None:
        with in_group(khovd):
            for _each in range(2):
                Counter.objects.create(group=khovd, noun="twice")

    with pytest.raises(IntegrityError), transaction.atomic():
        number_once()
    with in_group(khovd):
        assert not Counter.objects.filter(noun="twice").exists()
