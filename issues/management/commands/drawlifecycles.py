"""`manage.py drawlifecycles`: draws the lifecycles into docs/lifecycles.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from issues.lifecycle import ACTION, ISSUE, LESSON, SYSTEMIC
from masam.lifecycle import Lifecycle

TARGET = Path(settings.ROOT) / "docs" / "lifecycles.md"
HEAD = """# Lifecycles

Made by `manage.py drawlifecycles` from `issues/lifecycle.py`; a test keeps it current.
Overdue is a flag beside the state. A claimed fix never counts as fixed.
"""


class Command(BaseCommand):
    """Write the drawing of the states of an issue, of a joint action and of a lesson."""

    help = "Draws the lifecycles into docs/lifecycles.md."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(drawing(), encoding="utf-8")


def drawing() -> str:
    """Give the whole file: a diagram and a table of duties for each noun."""
    with translation.override("en"):
        parts = [
            HEAD,
            _part("Issue", ISSUE),
            _part("Joint action", ACTION),
            _part("Lesson", LESSON),
            _part("Systemic issue", SYSTEMIC),
        ]
    return "\n".join(parts)


def _part(title: str, lifecycle: Lifecycle) -> str:
    rows = [
        f"| {step.label} | `{step.verb}` | {', '.join(step.sources)} | {step.target} "
        f"| `{step.permission}` | {', '.join(step.required) or '–'} |"
        for step in lifecycle.transitions
    ]
    table = ["| step | verb | from | to | duty | needs |", "|---|---|---|---|---|---|", *rows]
    drawn = f"```mermaid\n{lifecycle.draw()}\n```"
    return f"## {title}\n\n{drawn}\n\n" + "\n".join(table) + "\n"
