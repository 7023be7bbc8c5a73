"""What stands before the groups: places, facilities of the reference, phases, people."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from groups.models import Phase
from masam.accounts.models import User
from masam.demo.people import PEOPLE
from masam.organisations.resources import load_facilities
from masam.places.resources import load_minimum, load_places

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS, FACILITIES = "mn_admin_units.csv", "mn_public_facilities_sample.csv"
PHASES = (
    (1, "Төслийн I үе шат", "MASAM I", date(2015, 5, 1), date(2020, 6, 30)),
    (2, "Төслийн II үе шат", "MASAM II", date(2020, 8, 7), None),
)


def load_ground(say: Callable[[str], None]) -> None:
    """Load what the groups need; what stands already is left as it is."""
    load_minimum()
    _load_reference(say)
    for number, name_mn, name_en, start, end in PHASES:
        values = {"name_mn": name_mn, "name_en": name_en, "start_date": start, "end_date": end}
        Phase.objects.get_or_create(number=number, defaults=values)
    _load_people()


def _load_reference(say: Callable[[str], None]) -> None:
    folder = Path(settings.REFERENCE_DATA or "/nowhere")
    if (folder / UNITS).exists():
        say("Loading the reference places")
        load_places(folder / UNITS)
    if (folder / FACILITIES).exists():
        load_facilities(folder / FACILITIES)


@transaction.atomic
def _load_people() -> None:
    """Make the people with a sign-in. The password is hashed once, which is slow by design."""
    known = set(User.objects.values_list("email", flat=True))
    missing = [person for person in PEOPLE if person.email not in known]
    if not missing:
        return
    encoded = make_password(settings.DEMO_PASSWORD)
    User.objects.bulk_create(
        User(
            email=person.email,
            name=person.name,
            password=encoded,
            language=person.language,
            national_role=person.national_role,
            organisation_name=person.office,
            is_staff=person.is_admin,
            is_superuser=person.is_admin,
        )
        for person in missing
    )
