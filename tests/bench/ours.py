"""MASAM itself, in this process: who signs in, and how many queries a page costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django
import psycopg2

django.setup()

from django.db import connection  # noqa: E402 - reason: Django first
from django.test import Client  # noqa: E402 - reason: Django first
from django.test.utils import CaptureQueriesContext  # noqa: E402 - reason: Django first

from groups.models import Group, Membership, Role  # noqa: E402 - reason: Django first
from issues.models import Issue  # noqa: E402 - reason: Django first
from masam.tenancy import in_group  # noqa: E402 - reason: Django first
from tests.bench.pages import GROUP, Person, pages  # noqa: E402 - reason: Django first

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.client import Ask

__all__ = ["changer", "count_queries", "group_id", "pages", "prepare"]


def group_id() -> int:
    """Give the group whose pages are measured."""
    return Group.objects.get(slug=GROUP).pk


def prepare() -> tuple[Person, str, int]:
    """Sign the secretary in; give them, an issue with twenty comments, and a service point."""
    group = Group.objects.get(slug=GROUP)
    with in_group(group):
        member = Membership.objects.select_related("user").get(group=group, role=Role.SECRETARY)
        issue = Issue.objects.filter(group=group, comments__isnull=False).first()
    client = Client()
    client.force_login(member.user)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    token = "b" * 32
    words = "; ".join(f"{name}={value}" for name, value in (cookies | {"csrftoken": token}).items())
    assert issue is not None
    return Person({"Cookie": words, "X-CSRFToken": token}), issue.code, issue.service_point_id


def changer(url: str) -> Callable[[], None]:
    """Give what raises the versions of the measured group, as any change in it does."""
    known = psycopg2.connect(url)  # safe to share between threads
    known.autocommit = True

    def change() -> None:
        with known.cursor() as cursor:
            cursor.execute(
                "UPDATE groups_group SET version = version + 1, work_version = work_version + 1"
                " WHERE slug = %s",
                [GROUP],
            )

    return change


def count_queries(ask: Callable[[int], Ask]) -> int:
    """Give how many queries a page costs the second time; the setting of the scope left out."""
    first, second = ask(0), ask(1)
    client = Client(headers=first.headers)
    client.get(first.path)
    with CaptureQueriesContext(connection) as caught:
        client.get(second.path)
    return sum("set_config" not in row["sql"] for row in caught)
