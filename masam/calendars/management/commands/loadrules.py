"""`manage.py loadrules`: bring the legal rules of the product into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from masam.calendars.resources import load_rules


class Command(BaseCommand):
    """Rules that a person has checked stay as they are; again: changes nothing."""

    help = "Load the legal rules of the product."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell the count."""
        self.stdout.write(_("Legal rules added or changed: %(count)s.") % {"count": load_rules()})
