"""Forms as JSON: 201, a repeat 200, the same refusals with the same sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

from issues.models import Issue
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Callable

    from groups.models import Group
    from masam.accounts.models import User
    from masam.organisations.models import Organisation

NEW = "/khovd/desk/issues/new/"
pytestmark = pytest.mark.usefixtures("fresh_limits")


@pytest.fixture
def issue(clinic: Organisation) -> dict[str, Any]:
    """What a program sends to log an issue."""
    return {
        "service_point": clinic.pk,
        "title": "Халаалт тасалддаг",
        "sector": "health",
        "reporter_class": "patient",
        "detail": None,
    }


def send(client: Client, body: Any, key: str = "key-1") -> Any:
    """POST JSON as the offline outbox does."""
    return client.post(NEW, body, content_type="application/json", headers={"Idempotency-Key": key})


def titles(group: Group) -> list[str]:
    """Give the titles of the group's issues."""
    with in_group(group):
        return list(Issue.objects.values_list("title", flat=True))


def test_a_good_json_post_is_201_and_says_where(
    as_: Callable[[str], Client], issue: dict[str, Any], khovd: Group
) -> None:
    answer = send(as_("facilitator"), issue)
    assert answer.status_code == 201
    assert answer.json() == {"url": answer["Location"]}
    assert answer["Location"].startswith("/khovd/desk/issues/KHO-")
    assert titles(khovd) == ["Халаалт тасалддаг"]


def test_its_repeat_is_200_with_the_same_address_and_one_row(
    as_: Callable[[str], Client], issue: dict[str, Any], khovd: Group
) -> None:
    client = as_("facilitator")
    first, second = send(client, issue), send(client, issue)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first["Location"] == second["Location"]
    assert len(titles(khovd)) == 1


def test_the_same_key_with_another_body_is_409(
    as_: Callable[[str], Client], issue: dict[str, Any], khovd: Group
) -> None:
    client = as_("facilitator")
    send(client, issue)
    answer = send(client, issue | {"title": "Ус алга"})
    assert answer.status_code == 409
    assert "өөр" in answer.json()["errors"]["__all__"][0]
    assert titles(khovd) == ["Халаалт тасалддаг"]


def test_bad_fields_are_422_with_a_sentence_each(
    as_: Callable[[str], Client], issue: dict[str, Any], khovd: Group
) -> None:
    answer = send(as_("facilitator"), issue | {"title": ""})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["title"]
    assert titles(khovd) == []


@pytest.mark.parametrize(
    ("body", "word"),
    [("{", "JSON"), ("[1]", "талбар"), ('{"title": {"a": 1}}', "талбар"), ('"x"', "талбар")],
)
def test_what_is_no_object_of_fields_is_422(
    as_: Callable[[str], Client], khovd: Group, body: str, word: str
) -> None:
    answer = send(as_("facilitator"), body)
    assert answer.status_code == 422
    assert word in answer.json()["errors"]["__all__"][0].lower().replace("json", "JSON")
    assert titles(khovd) == []


def test_refusals_are_json_and_a_strangers_is_that_of_nowhere(
    as_: Callable[[str], Client], issue: dict[str, Any], khovd: Group
) -> None:
    observer = send(as_("observer"), issue)
    assert observer.status_code == 403
    assert "чиглүүлэгч" in observer.json()["error"]
    stranger = as_("stranger")
    headers = {"Accept": "application/json"}
    theirs = stranger.get("/khovd/desk/issues/", headers=headers)
    nowhere = stranger.get("/never/desk/issues/", headers=headers)
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.content == nowhere.content
    assert "error" in theirs.json()


def test_a_browser_without_its_token_is_refused(
    cast: dict[str, User], issue: dict[str, Any], khovd: Group
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["facilitator"], backend=settings.AUTHENTICATION_BACKENDS[0])
    answer = send(client, issue)
    assert answer.status_code == 403
    assert "error" in answer.json()
    assert titles(khovd) == []
