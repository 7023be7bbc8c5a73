"""`checkdb` says yes to our database, and no with a sentence to a spoiled one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from masam.tenancy.inspection import faults

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def owner(db: None) -> Iterator[Any]:
    """A cursor of the tables' owner; whatever it does is rolled back."""
    who = settings.OWNER
    raw = psycopg2.connect(
        host=who["HOST"],
        port=who["PORT"],
        user=who["USER"],
        password=who["PASSWORD"],
        dbname=connection.settings_dict["NAME"],
    )
    try:
        yield raw.cursor()
    finally:
        raw.rollback()
        raw.close()


def test_checkdb_is_content_with_the_test_database(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("checkdb")
    assert "as it must be" in capsys.readouterr().out


def test_checkdb_refuses_a_table_whose_policy_is_lifted(owner: Any) -> None:
    owner.execute("ALTER TABLE issues_follow NO FORCE ROW LEVEL SECURITY")
    assert "The table issues_follow belongs to groups but has no forced policy." in faults(owner)


def test_checkdb_refuses_a_table_whose_policy_is_gone(owner: Any) -> None:
    owner.execute("DROP POLICY scope ON issues_comment")
    assert "The table issues_comment belongs to groups but has no forced policy." in faults(owner)


def test_checkdb_refuses_to_run_as_the_owner(owner: Any) -> None:
    assert any("an owner can lift the policies" in fault for fault in faults(owner))
