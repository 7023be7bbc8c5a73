"""`manage.py loadorganisations FILE.csv`: load public facilities, all of them or none."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from masam.organisations.resources import load_facilities
from masam.places.resources import FileRefused


class Command(BaseCommand):
    """Reads FILE after the places are loaded; the register number is the key."""

    help = "Load public facilities from a CSV file (again: changes only what differs)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="mn or en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell the counts; on a fault print every sentence and end with 1."""
        with translation.override(options["language"]):
            try:
                done = load_facilities(options["file"])
            except FileRefused as refused:
                raise CommandError(str(refused)) from refused
            told = _(
                "Organisations: %(added)s new, %(changed)s changed, %(same)s unchanged. Soum told "
                "by the name: %(with_soum)s. Place not known: %(without_place)s."
            )
            self.stdout.write(told % asdict(done))
