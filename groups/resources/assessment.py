"""The questions of the self-assessment come in from a table of ours."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parents[1] / "assessment.csv"


def read_questions(edition: int) -> list[dict[str, Any]]:
    """Give the questions of an edition of the self-assessment (`groups/assessment.csv`).

    A migration reads the file as well: rows of an edition in use never change; another edition
    is new rows with the next number, and a migration that loads them.
    """
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["edition"] == str(edition)]
    return [_question(row) | {"position": at} for at, row in enumerate(rows, start=1)]


def _question(row: dict[str, str]) -> dict[str, Any]:
    names = ("area", "area_mn", "area_en", "key", "text_mn", "text_en")
    steps = {
        f"steps_{language}": [row[f"step{step}_{language}"] for step in range(1, 6)]
        for language in ("mn", "en")
    }
    return {name: row[name] for name in names} | steps
