"""The matrix: every route x every visitor, generated from the URL table.

A new address enters by itself. Signed out: to the sign-in page. A stranger: 404, the same to
the byte as for an address that never was. A wrong role of the own group: 403 with the reason.
A right role: let in. And no GET writes a single row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern

from groups.actions import open_support
from groups.permissions import SUPPORT, SUPPORT_WRITES, duties_of
from issues.lifecycle import ISSUE
from masam.wire.checks import declares, routes
from tests.conftest import ROLES
from tests.house.world import World, make_world

if TYPE_CHECKING:
    from groups.models import Group
    from masam.accounts.models import User
    from masam.organisations.models import Organisation

pytestmark = pytest.mark.house

APPS = ("groups", "issues", "feedback", "disclosure", "reports")
OWN = ("/people/mine/", "/meetings/feed/")
# What leaves an entry by being opened: that is its point. A file that goes out is one of them.
OPENING = {"CaseContact", "Calls", "Original", "OpenPassage", "IssueExport", "OfficeExport"}
LET_IN = {200, 303, 304, 405, 409, 422}
# GET answers of addresses that only take a POST, or whose row is of another moment.
TABLE = [(route, view.view_class) for route, view in routes() if hasattr(view, "view_class")]
PUBLIC = [
    "/",
    "/issues/",
    "/issues.csv",
    "/issues.atom",
    "/groups/",
    "/disclosure/",
    "/lessons/",
    "/lessons.csv",
    "/lessons.atom",
    "/lessons/subscribe/",
    "/khovd/lessons/1/",
    "/data/",
    "/khovd/",
    "/khovd/issues/",
    "/khovd/issues/KHO-1/",
    "/khovd/meetings/",
    "/khovd/meetings/1/",
    "/khovd/meetings.ics",
    "/khovd/agreements/",
    "/khovd/disclosure/",
    "/khovd/scorecards/1/",
    "/khovd/issues.csv",
    "/khovd/chart.svg",
    "/chart.svg",
    "/feedback/khovd/",
    "/follow/",
    "/data/datapackage.json",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/help/",
    "/styleguide/",
    "/login/",
    "/sitemap.xml",
]
ONE_LANGUAGE = ["/healthz/", "/readyz/", "/robots.txt", "/metrics/"]


@pytest.fixture
def world(
    khovd: Group,
    cast: dict[str, User],
    clinic: Organisation,
    department: Organisation,
) -> World:
    """One of everything in Khovd."""
    return make_world(khovd, cast, clinic, department)


def app_of(view: Any) -> str:
    """Give the app a view lives in."""
    return str(view.__module__).split(".")[0]


def is_desk(route: str) -> bool:
    """Tell whether a route lies below a group's desk."""
    return "/desk/" in route


def address(route: str, values: dict[str, Any]) -> str:
    """Fill a route's arguments in."""
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)
    return f"/{filled}"


def desk_routes(app: str) -> list[tuple[str, Any]]:
    """Give the desk routes of an app."""
    return [(route, view) for route, view in TABLE if is_desk(route) and app_of(view) == app]


def sign_in(user: User) -> Client:
    """Give a client signed in as a user."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def ask(client: Client, url: str, method: str = "get", **more: Any) -> Any:
    """Give the answer to a request, read to its end."""
    answer = getattr(client, method)(url, **more)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def rows_written() -> int:
    """Give how many rows this transaction has inserted, updated or deleted so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) "
            "FROM pg_stat_xact_user_tables WHERE relname <> 'django_session'"
        )
        return int(cursor.fetchone()[0])


def test_every_view_says_who_may_open_it() -> None:
    assert [route for route, view in routes() if not declares(view)] == []


def test_a_view_that_says_nothing_would_stop_the_start() -> None:
    def silent(request: Any) -> None: ...

    assert not declares(silent)
    stray = URLPattern(pattern=TABLE_PATTERN, callback=silent)
    assert [route for route, view in routes([stray]) if not declares(view)]


TABLE_PATTERN = __import__("django.urls.resolvers", fromlist=["RoutePattern"]).RoutePattern(
    "stray/"
)


@pytest.mark.parametrize("app", APPS)
def test_the_desk_is_shut_to_visitors_and_strangers(
    app: str, world: World, cast: dict[str, User]
) -> None:
    visitor, stranger, admin = Client(), sign_in(cast["stranger"]), sign_in(cast["admin"])
    donor = sign_in(cast["donor"])
    nowhere = ask(stranger, "/khovd/desk/nowhere/").body
    faults = []
    for route, view in desk_routes(app):
        url = address(route, world.fill(route, app))
        for method in ("get", "post"):
            answer = ask(visitor, url, method)
            if answer.status_code != 302 or "/login/?next=" not in answer["Location"]:
                faults.append(f"visitor {method} {url}: {answer.status_code}")
            for name, client in (("stranger", stranger), ("admin", admin), ("donor", donor)):
                answer = ask(client, url, method)
                if answer.status_code != 404 or answer.body != nowhere:
                    faults.append(f"{name} {method} {url}: {answer.status_code} {view.__name__}")
    assert faults == []


@pytest.mark.parametrize("app", APPS)
def test_the_desk_lets_in_the_right_roles_and_no_others(
    app: str, world: World, cast: dict[str, User]
) -> None:
    people = {role: sign_in(cast[role]) for role in ROLES}
    faults = []
    for route, view in desk_routes(app):
        url = address(route, world.fill(route, app))
        for role, client in people.items():
            may = view.permission in duties_of(role)
            answer = ask(client, url)
            if not may and answer.status_code != 403:
                faults.append(f"{role} GET {url}: {answer.status_code}, wants {view.permission}")
            if not may and ask(client, url, "post").status_code != 403:
                faults.append(f"{role} POST {url}: let in, wants {view.permission}")
            if may and answer.status_code not in LET_IN and not explained(url, answer):
                faults.append(f"{role} GET {url}: {answer.status_code}, has {view.permission}")
    assert faults == []


@pytest.mark.parametrize("app", APPS)
def test_a_support_session_lets_the_administrator_read_and_no_more(
    app: str, world: World, cast: dict[str, User]
) -> None:
    open_support(world.group, actor=cast["admin"], reason="Тохиргоо хадгалагдахгүй", minutes=30)
    admin, faults = sign_in(cast["admin"]), []
    for route, view in desk_routes(app):
        url = address(route, world.fill(route, app))
        answer = ask(admin, url)
        if view.permission in SUPPORT:
            # Nobody has a page of their own in a session.
            is_own = answer.status_code == 404 and any(part in url for part in OWN)
            if answer.status_code not in LET_IN and not explained(url, answer) and not is_own:
                faults.append(f"GET {url}: {answer.status_code}, has {view.permission}")
            if view.permission not in SUPPORT_WRITES and ask(admin, url, "post").status_code != 403:
                faults.append(f"POST {url}: let in to change")
        elif {answer.status_code, ask(admin, url, "post").status_code} != {403}:
            faults.append(f"{url}: let in, wants {view.permission}")
    assert faults == []


def test_the_coordinators_pages_are_the_coordinators(world: World, cast: dict[str, User]) -> None:
    names = ("coordinator", "donor", "facilitator", "admin")
    people = {name: sign_in(cast[name]) for name in names}
    faults = []
    for route, view in TABLE:
        if getattr(view, "permission", "") != "national.coordinate" or route.startswith("en/"):
            continue
        url = address(route, world.fill(route, "groups"))
        if ask(Client(), url).status_code != 302:
            faults.append(f"visitor {url}")
        before = rows_written()
        answers = {name: ask(client, url).status_code for name, client in people.items()}
        if rows_written() != before:
            faults.append(f"GET {url} writes")
        if answers.pop("coordinator") not in LET_IN or set(answers.values()) != {403}:
            faults.append(f"{url}: {answers}")
    assert faults == []


def explained(url: str, answer: Any) -> bool:
    """Tell whether a refusal in spite of the duty is a rule of the row itself.

    The file and the told-row of this world do not exist (404); a verb may be refused by a rule
    about the person's own organisation (403, with its sentence).
    """
    if answer.status_code == 404 and "/recognitions/" not in url:
        return url.endswith(
            (
                ".pdf",
                "/told/1/",
                "/contact/",
                "/letters/new/",
                "/paper/logo/",
            )
        )
    verb = url.rstrip("/").rsplit("/", 1)[-1]
    if answer.status_code == 403 and "/assessments/" in url:
        return True  # only the organisation's own members see its self-assessment
    return answer.status_code == 403 and (
        verb in ISSUE.by_verb or verb in {"confirm", "update", "redact"}
    )


@pytest.mark.parametrize("app", APPS)
def test_no_get_writes_anything(app: str, world: World, cast: dict[str, User]) -> None:
    clients = [sign_in(cast["facilitator"]), sign_in(cast["officer"]), Client()]
    faults = []
    for route, view in TABLE:
        if app_of(view) != app or view.__name__ in OPENING:
            continue  # opening what is sensitive leaves an entry: that is the point of it
        url = address(route, world.fill(route, app))
        for client in clients:
            before = rows_written()
            ask(client, url)
            if rows_written() != before:
                faults.append(url)
    assert faults == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_public_address_answers_in_both_languages(world: World, prefix: str) -> None:
    visitor, faults = Client(), []
    for path in PUBLIC:
        answer = ask(visitor, f"{prefix}{path}")
        if answer.status_code != 200:
            faults.append(f"{prefix}{path}: {answer.status_code}")
    assert faults == []


def test_the_addresses_for_machines_answer(world: World) -> None:
    visitor = Client()
    assert {path: visitor.get(path).status_code for path in ONE_LANGUAGE} == dict.fromkeys(
        ONE_LANGUAGE, 200
    )


def test_cacheable_pages_set_no_cookie_and_answer_304(world: World) -> None:
    visitor, faults = Client(), []
    for path in PUBLIC:
        answer = ask(visitor, path)
        if answer.cookies and path != "/login/":
            faults.append(f"{path} sets {list(answer.cookies)}")
        if "public" not in answer.headers.get("Cache-Control", ""):
            continue
        if "Cookie" in answer.headers.get("Vary", "") or b'<form method="post"' in answer.body:
            faults.append(f"{path} is not alike for everybody")
        tag = answer.headers.get("ETag")
        again = ask(visitor, path, headers={"If-None-Match": tag or ""})
        if tag and again.status_code != 304:
            faults.append(f"{path}: {again.status_code} instead of 304")
    assert faults == []


def test_a_public_page_is_the_same_to_the_byte_for_a_person_and_a_visitor(
    world: World, cast: dict[str, User]
) -> None:
    person, visitor, faults = sign_in(cast["facilitator"]), Client(), []
    for path in PUBLIC:
        mine, theirs = ask(person, path), ask(visitor, path)
        if "public" in theirs.headers.get("Cache-Control", "") and mine.body != theirs.body:
            faults.append(path)
    assert faults == []


def test_the_office_is_for_officers_and_the_nation_for_national_staff(
    world: World, cast: dict[str, User]
) -> None:
    visitor = Client()
    for path in ("/office/", "/national/", "/me/"):
        assert visitor.get(path).status_code == 302
    assert sign_in(cast["officer"]).get("/office/").status_code == 200
    assert sign_in(cast["facilitator"]).get("/office/").status_code == 403
    assert sign_in(cast["donor"]).get("/national/").status_code == 200
    assert sign_in(cast["facilitator"]).get("/national/").status_code == 403


def test_the_office_of_another_organisation_finds_nothing(
    world: World, cast: dict[str, User]
) -> None:
    school = sign_in(cast["school_officer"])
    issue = world.issues["accepted"]
    assert school.get(f"/office/khovd/{issue.code}/").status_code == 404
    assert sign_in(cast["officer"]).get(f"/office/khovd/{issue.code}/").status_code == 200
