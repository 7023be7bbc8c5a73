"""The questions of the self-assessment come in from a table of ours; its results go out as one."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from groups.models import Assessment

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


def assessments_head() -> list[str]:
    """Give the first line of the table of self-assessments, in the reader's language."""
    return [
        _("organisation"),
        _("year"),
        _("state"),
        _("questions answered"),
        _("finished"),
        _("mean"),
    ]


def assessment_cells(assessment: Assessment) -> list[object]:
    """Give the line of an assessment of `assessments_for`; the mean is of 1 to 5."""
    row: Any = assessment
    day = localtime(row.finished_at, row.group.tz).date() if row.finished_at else None
    mean = None if row.mean is None else round(float(row.mean), 2)
    return [row.organisation.name, row.cycle, row.get_state_display(), row.answered, day, mean]
