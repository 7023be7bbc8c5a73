"""`manage.py rebuildrollups [--group SLUG]`: count every tally from the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from groups.models import Group
from masam.tenancy import in_group
from reports.actions import rebuild_tallies

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Counts the figures of the dashboards from the recorded rows, group by group."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--group", default="", help="only this group (its slug)")

    def handle(self, *args: Any, **options: Any) -> None:
        groups = Group.objects.all()
        if options["group"]:
            groups = groups.filter(slug=options["group"])
            if not groups:
                raise CommandError(f"There is no group {options['group']!r}.")
        for group in groups:
            with in_group(group):
                count = rebuild_tallies(group)
            if options["verbosity"]:
                self.stdout.write(f"{group.slug}: {count} tallies")
