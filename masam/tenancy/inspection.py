"""Is the database as safe as the code believes? Asked by `checkdb`, by production's start, by tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from masam.tenancy.models import GroupOwned

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tables with a group column that are open on purpose (house.md, "Not owned by a group"): read
# before any scope is known. Anything else with a `group_id` must stand behind a policy.
OPEN_TABLES = frozenset({"groups_groupphase", "groups_pointer"})

TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname = 'scope')
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'group_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
  AND c.relname NOT LIKE 'auth\\_%' AND c.relname NOT LIKE 'guardian\\_%'
  AND c.relname NOT LIKE 'accounts\\_%'
"""


def faults(cursor: Any = None) -> list[str]:
    """Give a sentence for everything about the database that is not as it must be.

    `cursor` is one of another connection, for tests; without it the site's own is asked.
    """
    if cursor is None:
        with connection.cursor() as own:
            return faults(own)
    return [*_role_faults(cursor), *_table_faults(cursor), *_locale_faults(cursor)]


def _one(cursor: Any, sql: str) -> tuple[Any, ...]:
    cursor.execute(sql)
    row: tuple[Any, ...] = cursor.fetchone()
    return row


def _role_faults(cursor: Any) -> Iterator[str]:
    name, is_super, bypasses = _one(
        cursor, "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    if is_super or bypasses:
        yield (
            f"The role “{name}” is a superuser or may bypass row-level security; "
            "DATABASE_URL must name the role masam_app."
        )
    (owned,) = _one(
        cursor,
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user",
    )
    if owned:
        yield f"The role “{name}” owns {owned} tables; an owner can lift the policies."
    (present,) = _one(cursor, "SELECT count(*) FROM pg_roles WHERE rolname = 'masam_national'")
    if not present:
        yield "The role masam_national is missing (docker/, or the embedded launcher, makes it)."


def _table_faults(cursor: Any) -> Iterator[str]:
    cursor.execute(TABLES)
    found = {name: (forced, policy) for name, forced, policy in cursor.fetchall()}
    expected = {model._meta.db_table for model in GroupOwned.owned_models()}
    for name in sorted(expected - found.keys()):
        yield f"The table {name} is missing; run the migrations."
    for name, (forced, policy) in sorted(found.items()):
        if name not in OPEN_TABLES and not (forced and policy):
            yield f"The table {name} belongs to groups but has no forced policy."


def _locale_faults(cursor: Any) -> Iterator[str]:
    upper, found = _one(cursor, "SELECT upper('ө'), 'ӨМНӨГОВЬ' ILIKE '%өмнөговь%'")
    if upper != "Ө" or not found:
        yield (
            "The database does not know Mongolian letters: make the cluster with "
            "--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --lc-ctype=C.UTF-8."
        )
