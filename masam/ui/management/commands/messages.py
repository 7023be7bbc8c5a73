"""`manage.py messages`: the translations, without gettext programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from masam.ui.catalogue import compile_catalogue, merge_in, missing, update

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Without a flag: list what has no Mongolian text yet."""

    help = "Check, update or compile the translations (Babel)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a text is missing")
        parser.add_argument("--update", action="store_true", help="bring locale/mn in line")
        parser.add_argument("--compile", action="store_true", help="write the .mo files")
        parser.add_argument("--merge", nargs="+", type=Path, help="take in fragments (.po)")

    def handle(self, *args: Any, **options: Any) -> None:
        for fragment in options["merge"] or ():
            self.stdout.write(f"{fragment}: {merge_in('mn', fragment)}")
        if options["update"]:
            self.stdout.write(f"locale/mn: {update('mn')} messages")
        if options["compile"]:
            compile_catalogue("mn")
            compile_catalogue("en")
            return
        faults = missing("mn")
        for fault in faults:
            self.stdout.write(fault)
        if faults and options["check"]:
            raise CommandError(f"{len(faults)} messages have no good Mongolian text.")
