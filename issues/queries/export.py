"""Filtered lists as lines of CSV, written by PostgreSQL itself (`COPY ... TO STDOUT`).

Rows never become objects here: ten thousand cost little more than the database's own work. A
chunk is in memory at a time, so that any number of rows costs the same memory, and no transaction
is held open while a slow reader loads. Row-level security holds for COPY of a query as it does for
any other.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import JSONBAgg, StringAgg
from django.db import connection
from django.db.models import Case, CharField, DateField, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject

from issues.lifecycle import IssueState
from issues.models import IssueTag, Particulars, ReporterClass
from issues.queries.imported import own_number
from masam.organisations.models import Sector
from masam.places.models.names import is_english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from issues.models.issue import IssueQuerySet

CHUNK = 5000  # rows of some 300 bytes
DETAILED = 2500  # rows with their details, of some kilobytes
NEWEST = ("-logged_at", "-id")
COPY = "COPY ({query}) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE ({quoted}))"
# What people wrote: always in quotes, so that a dangerous beginning can be found for sure.
WRITTEN = {
    "group_name", "words", "category_name", "point_name", "asked_name", "tag_names", "more",
    "own_number", "asked_words",
}  # fmt: skip
LISTED = (
    "code", "group_name", "words", "sector_name", "category_name", "point_name", "unit_code",
    "state_name", "asked_name", "logged_day", "verified_day", "due_day", "claimed_day", "fixed_day",
)  # fmt: skip
AT_DESK = (
    *LISTED, "raised_by", "own_number", "public_day", "more", "level", "tag_names", "echoes",
    "asked_words",
)  # fmt: skip
DAYS = {name for name in AT_DESK if name.endswith("_day")}


class _Day(Func):
    """The day of a moment, where the group lives."""

    template = "(%(expressions)s)::date"
    arg_joiner = " AT TIME ZONE "
    output_field = DateField()


class _English(Func):
    """The English name, or the Mongolian one where there is none."""

    template = "COALESCE(NULLIF(%(expressions)s)"
    arg_joiner = ", ''), "
    output_field = CharField()


def _name(path: str) -> Any:
    names = F(f"{path}__name_en"), F(f"{path}__name_mn")
    return _English(*names) if is_english() else names[1]


def _label(column: str, choices: Any) -> Any:
    cases = [When(Q(**{column: key}), then=Value(str(label))) for key, label in choices]
    return Case(*cases, default=Value(""), output_field=CharField())


def _columns() -> dict[str, Any]:
    """Give what stands in each column, in the reader's language."""
    moments = ("logged", "verified", "claimed", "fixed")
    return {
        "code": Concat(F("group__code"), Value("-"), F("number"), output_field=CharField()),
        "group_name": _name("group"),
        "words": F("title"),
        "sector_name": _label("sector", Sector.choices),
        "category_name": _name("category"),
        "point_name": _name("service_point"),
        "unit_code": F("unit__code"),
        "state_name": _label("state", IssueState.choices),
        "asked_name": _name("responsible"),
        "due_day": F("due_date"),
        **{f"{name}_day": _Day(F(f"{name}_at"), F("group__zone")) for name in moments},
    }


def _desk_columns() -> dict[str, Any]:
    """Give what the group alone may read beside the rest."""
    here = {"group": OuterRef("group"), "issue": OuterRef("pk")}
    tags = IssueTag.objects.filter(**here).order_by().values("issue")
    names = tags.annotate(all=StringAgg("tag__name", ", ", order_by="tag__key")).values("all")
    words = JSONObject(
        questions=F("version__questions"),
        answers=F("answers"),
        pk=F("pk"),
        category=F("version__category_id"),
        name_mn=F("version__category__name_mn"),
        name_en=F("version__category__name_en"),
    )
    asked = Particulars.objects.filter(**here).order_by().values("issue")
    answers = asked.annotate(all=JSONBAgg(words, order_by="id")).values("all")
    return {
        "asked_words": Subquery(answers),
        "level": F("priority__level"),
        "tag_names": Subquery(names, output_field=CharField()),
        "echoes": F("echo__count"),
        "raised_by": _label("reporter_class", ReporterClass.choices),
        "own_number": own_number(),
        "public_day": _Day(F("published_at"), F("group__zone")),
        "more": F("detail"),
    }


def csv_chunks(
    rows: IssueQuerySet,
    scope: Callable[[], AbstractContextManager[None]],
    *,
    at_desk: bool = False,
) -> Iterator[str]:
    """Give issues, the newest first, as text of many lines of CSV at a time.

    `rows` is made within `scope`, which is entered anew for every chunk.
    """
    names, size = (AT_DESK, DETAILED) if at_desk else (LISTED, CHUNK)
    last: tuple[Any, Any] | None = None
    while True:
        with scope():
            columns = _columns() | (_desk_columns() if at_desk else {})
            found = rows.select_related(None).order_by(*NEWEST)
            found = found.filter(_behind(*last)) if last else found
            text, count = _copied(
                found.values_list(*(columns[name] for name in names))[:size], names
            )
            ends = found.values_list("logged_at", "id") if count == size else None
            last = ends[size - 1 : size].get() if ends is not None else None
        yield text
        if last is None:
            return


def _behind(moment: Any, pk: int) -> Q:
    """Give the condition "stands behind this one", the newest first."""
    return Q(logged_at__lte=moment) & (Q(logged_at__lt=moment) | Q(pk__lt=pk))


def _copied(rows: Any, names: tuple[str, ...]) -> tuple[str, int]:
    """Let PostgreSQL write the rows; give the text and how many they are."""
    sql, params = rows.query.sql_with_params()
    heads = ", ".join(f'"{name}"' for name in names)
    query = f"SELECT * FROM ({sql}) AS listed ({heads})"  # noqa: S608 - reason: names of this module
    quoted = ", ".join(f'"{name}"' for name in names if name in WRITTEN)
    sink = io.BytesIO()
    with connection.cursor() as cursor:
        connection.sync_scope()  # type: ignore[attr-defined]
        plain = cursor.mogrify(query, params).decode()
        cursor.copy_expert(COPY.format(query=plain, quoted=quoted), sink)
        return sink.getvalue().decode(), cursor.rowcount
