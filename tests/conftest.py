"""The cast and the stage: two groups, one person for each role, one stranger, one visitor.

The test database is made and migrated by the owner role; then the connection becomes the
unprivileged role, so row-level security is really on in every test.
"""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from groups.actions import duty_permissions
from groups.models import Group, GroupGrant, Membership, Role, Stakeholder
from groups.permissions import duties_of
from groups.queries import door_of
from masam.accounts.models import NationalRole, User
from masam.organisations.models import Organisation
from masam.places.models import Unit
from masam.search.sortkey import sort_key
from masam.tenancy import in_group
from masam.ui.catalogue import compile_catalogue
from tests.database import copy_migrated, copy_of, drop
from tests.workers import TogetherInOneWorker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Before any page speaks, in every test process: a fresh checkout has no compiled catalogue yet.
for _language in ("mn", "en"):
    compile_catalogue(_language)
trans_real._translations.clear()

ROLES = ("facilitator", "secretary", "member", "monitor", "custodian", "observer", "officer")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TogetherInOneWorker:
    """Keep together what shares something costly to make."""
    return TogetherInOneWorker(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Give this process a database of its own, made by the owner; work as the unprivileged role."""
    prefix = connection.settings_dict["TEST"]["NAME"]
    name = prefix + os.environ.get("PYTEST_XDIST_WORKER", "")
    copy_migrated(settings.OWNER, name, prefix)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name
        call_command("loadplaces", minimum=True, verbosity=0)
        duty_permissions()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database of its own in which every commit is real, for tests with several connections.

    Not together with `db` and what needs it: make the rows with the functions of this module.
    """
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connections.close_all()
        copy_of(settings.OWNER, f"{name}_real", name)
        connection.settings_dict["NAME"] = f"{name}_real"
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = name
            drop(settings.OWNER, f"{name}_real")


@pytest.fixture(autouse=True)
def _mongolian() -> Iterator[None]:
    with translation.override("mn"):
        yield


@pytest.fixture
def khovd(db: None) -> Group:
    """The group of Khovd aimag, zone Asia/Hovd."""
    return make_group("khovd", "KHO", "84", "Ховд", "Khovd", zone="Asia/Hovd")


@pytest.fixture
def bayanzurkh(db: None) -> Group:
    """The group of Bayanzurkh district, a stranger to Khovd."""
    return make_group("bayanzurkh", "BZD", "1110", "Баянзүрх", "Bayanzurkh")


def make_group(
    slug: str, code: str, unit: str, name_mn: str, name_en: str, zone: str = "Asia/Ulaanbaatar"
) -> Group:
    """Make a group in a unit of the shipped minimum."""
    return Group.objects.create(
        slug=slug,
        code=code,
        unit=Unit.objects.get(code=unit),
        name_mn=name_mn,
        name_en=name_en,
        zone=zone,
    )


@pytest.fixture
def department(khovd: Group) -> Organisation:
    """Khovd health department, answerable for the clinics."""
    return Organisation.objects.create(
        kind="agency",
        sector="health",
        name_mn="Ховд аймгийн Эрүүл мэндийн газар",
        name_en="Khovd Health Department",
        unit=khovd.unit,
    )


@pytest.fixture
def clinic(khovd: Group, department: Organisation) -> Organisation:
    """A family health centre below the department."""
    return Organisation.objects.create(
        kind="service_point",
        sector="health",
        name_mn="Жаргалант ӨЭМТ",
        name_en="Jargalant Family Health Centre",
        unit=khovd.unit,
        parent=department,
    )


@pytest.fixture
def school(khovd: Group) -> Organisation:
    """A school in Khovd."""
    return Organisation.objects.create(
        kind="service_point",
        sector="education",
        name_mn="Ховд 1-р сургууль",
        name_en="Khovd School No. 1",
        unit=khovd.unit,
    )


@pytest.fixture
def cast(
    khovd: Group, bayanzurkh: Group, department: Organisation, school: Organisation
) -> dict[str, User]:
    """One person for each role of Khovd, a stranger from Bayanzurkh, national staff, the admin."""
    seats = [(role, role, department if role == "officer" else None) for role in ROLES]
    people = seat(khovd, [*seats, ("school_officer", "officer", school)])
    people |= seat(bayanzurkh, [("stranger", "facilitator", None)])
    staff = [
        person(f"{name}@national.example", name, national_role=role)
        for name, role in (
            ("donor", NationalRole.VIEWER),
            ("coordinator", NationalRole.COORDINATOR),
            ("ministry", NationalRole.MINISTRY),
        )
    ]
    staff.append(person("admin@national.example", "admin", is_staff=True, is_superuser=True))
    return people | {user.name: user for user in User.objects.bulk_create(staff)}


def person(email: str, name: str, **fields: Any) -> User:
    """Give somebody who cannot sign in by password, not saved yet."""
    return User(email=email, name=name, password=UNUSABLE_PASSWORD_PREFIX, **fields)


def seat(group: Group, seats: list[tuple[str, str, Organisation | None]]) -> dict[str, User]:
    """Put people into a group since last year, by few statements: (name, role, organisation).

    Every test needs them, so they come in bulk; `admit_member` has tests of its own.
    """
    people = [person(f"{name}@{group.slug}.example", f"{name} {group.slug}") for name, *_ in seats]
    User.objects.bulk_create(people)
    permissions = duty_permissions()
    rows = zip(people, seats, strict=True)
    with in_group(group):
        members = Membership.objects.bulk_create(
            Membership(
                group=group,
                user=user,
                name=user.name,
                sort_key=sort_key(user.name),
                role=role,
                stakeholder=(
                    Stakeholder.GOVERNMENT if role == Role.OFFICER else Stakeholder.CIVIL_SOCIETY
                ),
                organisation=organisation,
                from_date=group.today() - datetime.timedelta(days=365),
            )
            for user, (_name, role, organisation) in rows
        )
    GroupGrant.objects.bulk_create(
        GroupGrant(user_id=member.user_id, content_object=group, permission=permissions[duty])
        for member in members
        for duty in sorted(duties_of(member.role))
    )
    return {name: user for (name, *_), user in zip(seats, people, strict=True)}


@pytest.fixture(autouse=True)
def versions_at_once(request: pytest.FixtureRequest) -> None:
    """Raise `work_version` with each entry: a test's own transaction never comes to its commit."""
    if "db" in request.fixturenames and "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS groups_work_version IMMEDIATE")


@pytest.fixture
def as_(cast: dict[str, User]) -> Callable[[str], Client]:
    """Give a client signed in as a role of the cast: `as_("facilitator")`."""

    def signed_in(role: str) -> Client:
        client = Client()
        client.force_login(cast[role], backend=settings.AUTHENTICATION_BACKENDS[0])
        door_of("khovd", cast[role].pk)  # they have been at the desk before: it costs one query
        return client

    return signed_in


@pytest.fixture
def visitor(db: None) -> Client:
    """A client that is not signed in."""
    return Client()


@pytest.fixture
def fresh_limits() -> None:
    """Forget what was counted before: this process's own keys only, never the whole Valkey."""
    client = cache._cache.get_client()
    for key in client.scan_iter(match=f"{settings.CACHES['default']['KEY_PREFIX']}:*"):
        client.delete(key)
