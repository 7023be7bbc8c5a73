"""`manage.py demo`: load the demo's people and groups; again: nothing is loaded twice."""

from __future__ import annotations

import time
from textwrap import wrap
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from groups.models import Group
from masam.demo.load import demo_codes, load_ground, load_group, load_reports
from masam.demo.plan import shares
from masam.demo.tables import places


class Command(BaseCommand):
    """Each group is one transaction: what a killed run left out, the next one adds."""

    help = "Load the demo (once; again it does nothing)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, telling how long each step took."""
        if not settings.DEMO_PASSWORD:
            raise CommandError("The demo has passwords that all know: not with these settings.")
        with translation.override("mn"):
            self._load()

    def _load(self) -> None:
        found = set(Group.objects.values_list("slug", flat=True))
        missing = [place for place in places() if place.slug not in found]
        if missing:
            self._step("places and people", lambda: load_ground(self._say))
        counts = shares(places(), settings.DEMO_ISSUES)
        for place in missing:
            self._step(place.slug, lambda place=place: load_group(place, counts[place.slug]))
        if missing:
            codes = " and ".join(" ".join(wrap(code, 4)) for code in demo_codes())
            self._say(f"two pieces of feedback can be followed at /follow/ by {codes}")
        load_reports(self._say)

    def _step(self, name: str, work: Any) -> None:
        begun = time.monotonic()
        work()
        self._say(f"{name}: {time.monotonic() - begun:.1f} s")

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")
        self.stdout.flush()
