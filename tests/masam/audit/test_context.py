"""The history of rows tells who changed them and by which route, to the group alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from issues.models import Issue
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from groups.models import Group
    from masam.accounts.models import User
    from masam.organisations.models import Organisation

CONTEXTS = "SELECT metadata ->> 'user', metadata ->> 'route' FROM pghistory_context"


def log(client: Client, clinic: Organisation) -> None:
    """Log an issue as the desk does."""
    form = {
        "service_point": clinic.pk,
        "title": "Халаалт тасалддаг",
        "sector": "health",
        "reporter_class": "patient",
    }
    assert client.post("/khovd/desk/issues/new/", form).status_code == 303


def contexts() -> list[tuple[str, str]]:
    """Give what the present scope may read of contexts."""
    with connection.cursor() as cursor:
        cursor.execute(CONTEXTS)
        return cursor.fetchall()


def test_a_kept_row_names_its_person_and_route(
    as_: Callable[[str], Client], cast: dict[str, User], khovd: Group, clinic: Organisation
) -> None:
    log(as_("facilitator"), clinic)
    with in_group(khovd):
        event = Issue.pgh_event_model.objects.select_related("pgh_context").latest("pgh_id")
        assert event.pgh_context.metadata == {
            "user": cast["facilitator"].pk,
            "route": "issues:log",
        }


def test_another_group_and_no_group_read_none(
    as_: Callable[[str], Client], khovd: Group, bayanzurkh: Group, clinic: Organisation
) -> None:
    log(as_("facilitator"), clinic)
    with connection.cursor() as cursor:  # the test is one transaction: end the request's part of it
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
    with in_group(khovd):
        assert len(contexts()) == 1
    with in_group(bayanzurkh):
        assert contexts() == []
    assert contexts() == []
