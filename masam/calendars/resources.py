"""The legal rules that belong to the product, as the file `rules.csv`.

Empty cells are the defaults of the model. A migration reads the file as well, so a column may be
added to it but none may lose its meaning.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from masam.calendars.actions import save_rules

RULES = Path(__file__).with_name("rules.csv")
NUMBERS = ("days", "extension_days", "due_month", "due_day")
DATES = ("valid_from", "valid_to")


def load_rules(*, actor: object = None) -> int:
    """Bring the rules in; give how many were added or changed. Again: changes nothing."""
    return save_rules(read_rules(), actor=actor)


def read_rules() -> list[dict[str, Any]]:
    """Give the rules as values of `LegalRule`."""
    with RULES.open(encoding="utf-8", newline="") as file:
        return [_values(row) for row in csv.DictReader(file)]


def _values(row: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: cell for name, cell in row.items() if cell}
    values |= {name: int(values[name]) for name in NUMBERS if name in values}
    values |= {name: date.fromisoformat(values[name]) for name in DATES if name in values}
    return values | {"is_target": row["is_target"] == "1"}
