"""`manage.py checkdb`: refuse a database that would let groups leak into each other."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from masam.tenancy.inspection import faults


class Command(BaseCommand):
    """Roles, row-level security on every owned table, locale. Exit 1 with a sentence for each."""

    help = "Check roles, row-level security and locale of the database."

    def handle(self, *args: Any, **options: Any) -> None:
        found = faults()
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} faults: this database is not safe to serve.")
        self.stdout.write("The database is as it must be.")
