"""Queries that are written once and asked many times.

Django writes the SQL of a queryset anew each time, and PostgreSQL plans it anew. For a page about
one issue, which asks for everything by one query of 20 KB, that is nine tenths of the work. Here
a queryset is written once in a process with stand-ins for its values, prepared once in a
connection, and from then on only executed:

    rows = prepared(("issue", is_public), build, group=4, number=17, today=date(2026, 7, 1))

`build(group=..., number=..., today=...)` gives the queryset. It must be made of nothing but its
arguments and the `shape`: what else it depends on (a language, a filter that is there or not)
belongs into the shape. A date or time that is no argument is refused: it would stand still. The
scope of the group is entered as always; row-level security holds for prepared statements alike.
"""

from __future__ import annotations

import hashlib
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model
from django.db.models.query import ModelIterable

from masam.tenancy.scope import current_groups, in_group

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import QuerySet

M = TypeVar("M", bound=Model)
Value = int | date

MOST = 100  # statements a process keeps; one more shape is asked as any other query
FIRST_NUMBER, FIRST_DAY = 2_086_000_000, date(9871, 1, 1).toordinal()
KINDS = {int: "bigint", date: "date"}


class StandsStill(Exception):
    """A query to be prepared holds a moment that is no argument. A programming error."""


@dataclass(frozen=True)
class _Statement:
    """A prepared query: its SQL with $1, $2 ..., and how its rows become objects."""

    name: str
    sql: str
    compiler: Any


_statements: dict[Hashable, _Statement | None] = {}


def prepared(
    shape: Hashable, build: Callable[..., QuerySet[M]], *, group: int, **values: Value
) -> list[M]:
    """Give the rows of `build(group=group, **values)`; the scope must be that group alone.

    `shape` names the query in this process; values are whole numbers (32 bit) and dates.
    """
    if current_groups() != (group,):
        message = "A prepared query is asked in the scope of its one group."
        raise ValueError(message)
    values = {"group": group, **values}
    if shape not in _statements and len(_statements) < MOST:
        _statements[shape] = _write(build, values)
    statement = _statements.get(shape)
    if statement is None:
        return list(build(**values))
    _prepare_here(statement)
    return list(ModelIterable(_Source(statement, tuple(values.values()))))  # type: ignore[arg-type]


class _Source:
    """What `ModelIterable` asks a queryset for."""

    db = "default"
    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, statement: _Statement, values: tuple[Value, ...]) -> None:
        marks = ", ".join(["%s"] * len(values))
        self.query = self
        self._compiler = copy(statement.compiler)
        self._compiler.as_sql = lambda: (f"EXECUTE {statement.name} ({marks})", values)

    def get_compiler(self, using: str) -> Any:
        """Give the compiler that was used at the first time, with another SQL."""
        return self._compiler


def _write(build: Callable[..., QuerySet[M]], values: dict[str, Value]) -> _Statement | None:
    """Write a query with stand-ins for its values; None when it can never find anything."""
    stand_ins = _stand_ins(values)
    with in_group(int(stand_ins["group"])):  # type: ignore[arg-type]
        query = build(**stand_ins).query
        compiler = query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
    places = {value: f"${n}" for n, value in enumerate(stand_ins.values(), 1)}
    kinds = ", ".join(KINDS[type(value)] for value in stand_ins.values())
    text = sql % tuple(_written(param, places) for param in params)
    name = f"masam_{hashlib.sha256((kinds + text).encode()).hexdigest()[:24]}"
    return _Statement(name, f"PREPARE {name} ({kinds}) AS {text}", compiler)


def _stand_ins(values: dict[str, Value]) -> dict[str, Value]:
    """Give each value another of its kind that nothing else is equal to."""
    return {
        name: date.fromordinal(FIRST_DAY + n) if isinstance(value, date) else FIRST_NUMBER + n
        for n, (name, value) in enumerate(values.items())
    }


def _written(param: Any, places: dict[Value, str]) -> str:
    """Give how a parameter stands in the statement: its place, or the constant itself."""
    if type(param) in KINDS and param in places:
        return places[param]
    if isinstance(param, date | datetime):
        message = f"{param!r} would stand still in a prepared query: make it an argument."
        raise StandsStill(message)
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        text: str = cursor.mogrify("%s", [param]).decode()
    if any(str(value) in text for value in places):
        message = f"A value is hidden inside {text[:80]}."
        raise StandsStill(message)
    return text


def _prepare_here(statement: _Statement) -> None:
    """Prepare a statement in this connection, once."""
    connection.ensure_connection()
    known: set[str] = connection.prepared  # type: ignore[attr-defined]
    if statement.name not in known:
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(statement.sql)
        known.add(statement.name)
