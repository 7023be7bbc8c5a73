"""`manage.py loadplaces FILE.csv`: load the list of units, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from masam.places.resources import MINIMUM, FileRefused, load_places


class Command(BaseCommand):
    """Reads FILE, or with --minimum the short list that belongs to the product."""

    help = "Load administrative units from a CSV file (again: changes only what differs)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--minimum", action="store_true")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="mn or en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell the counts; on a fault print every sentence and end with 1."""
        with translation.override(options["language"]):
            path = MINIMUM if options["minimum"] else options["file"]
            if path is None:
                raise CommandError(_("Name the file to load, or say --minimum."))
            try:
                done = load_places(path)
            except FileRefused as refused:
                raise CommandError(str(refused)) from refused
            told = _("Places: %(added)s new, %(changed)s changed, %(same)s unchanged.")
            self.stdout.write(told % done.__dict__)
