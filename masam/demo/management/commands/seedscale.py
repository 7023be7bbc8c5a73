"""`manage.py seedscale --issues N --groups 30`: generated data for measurements."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from masam.demo.scale import seed_scale

MOST_GROUPS = 600  # codes of three letters


class Command(BaseCommand):
    """Fills groups of its own beside whatever stands; again: nothing is loaded twice."""

    help = "Load generated issues for measurements."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many issues in all, in how many groups."""
        parser.add_argument("--issues", type=int, default=10_000)
        parser.add_argument("--groups", type=int, default=30)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them, telling of each group."""
        issues, groups = options["issues"], options["groups"]
        if issues < 0 or not 1 <= groups <= MOST_GROUPS:
            raise CommandError(f"Give at least 0 issues and 1 to {MOST_GROUPS} groups.")
        with translation.override("mn"):
            seed_scale(issues, groups, say=self._say)

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")
        self.stdout.flush()
