"""The catalogue as a file in the product, and the matrix as a file for the public."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from masam.spreadsheets.serving import BOM, harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.models import Owed

DUTIES = Path(__file__).with_name("duties.csv")
NUMBERS = ("only_number", "position")
COLUMNS = (
    "group", "organisation", "organisation_id", "sector", "duty", "duty_key", "law", "article",
    "term_confirmed", "period", "event_date", "due_date", "state", "complete", "on_time",
    "right_place", "checked_at", "url",
)  # fmt: skip


def read_duties() -> list[tuple[tuple[str, date], dict[str, Any]]]:
    """Give the duties as (key and first day of the legal rule, values of `Duty`).

    A migration reads the file as well: a column may be added, none may lose its meaning.
    """
    with DUTIES.open(encoding="utf-8", newline="") as file:
        return [_values(row) for row in csv.DictReader(file)]


def _values(row: dict[str, str]) -> tuple[tuple[str, date], dict[str, Any]]:
    rule = row.pop("rule"), date.fromisoformat(row.pop("rule_from"))
    values: dict[str, Any] = {name: cell for name, cell in row.items() if cell}
    values |= {name: int(values[name]) for name in NUMBERS if name in values}
    return rule, values | {"kinds": row["kinds"].split()}


def matrix_csv(rows: Iterable[Owed]) -> str:
    """Write what is owed as CSV, a line for each row, with a byte order mark for Excel.

    Columns are named in English; names and laws follow the reader's language.
    """
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(value) for value in _line(row)])
    return out.getvalue()


def _line(row: Owed) -> tuple[Any, ...]:
    rule = row.duty.rule
    return (
        row.group.slug, row.organisation.name, row.organisation_id, row.sector, row.duty.name,
        row.duty.key, rule.law, rule.article, rule.is_confirmed, row.period, row.event_date,
        row.due_date, row.state, row.is_complete, row.is_on_time, row.is_right_place,
        row.checked_at and row.checked_at.astimezone(row.group.tz).date(), row.url,
    )  # fmt: skip


def _cell(value: Any) -> Any:
    """Write a cell; what a spreadsheet would run as a formula becomes plain text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(value)
