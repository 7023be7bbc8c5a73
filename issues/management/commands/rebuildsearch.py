"""`manage.py rebuildsearch`: writes anew what issues are found by."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from groups.models import Group
from issues.actions import rebuild_words
from masam.tenancy import in_group


class Command(BaseCommand):
    """Read all issues group by group and write their words."""

    help = "Writes anew what issues are found by (after a restore, or new rules of words)."

    def add_arguments(self, parser: Any) -> None:
        """Take one group, if named."""
        parser.add_argument("--group", default="", help="slug of the one group")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them."""
        groups = Group.objects.order_by("pk")
        if options["group"]:
            groups = groups.filter(slug=options["group"])
        for group in groups:
            with in_group(group):
                self.stdout.write(f"{group.slug}: {rebuild_words(group)}")
