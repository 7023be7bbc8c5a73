"""contract.md, "Behaviour on the wire", line by line, on real pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from issues.models import Issue
from masam.tenancy import in_group
from masam.wire.errors import TooOften
from masam.wire.limits import count_hit
from masam.wire.models import Remembered
from masam.wire.tasks import forget_answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from groups.models import Group
    from masam.organisations.models import Organisation

NEW = "/khovd/desk/issues/new/"


@pytest.fixture
def issue_form(clinic: Organisation) -> dict[str, Any]:
    """What a facilitator sends to log an issue."""
    return {
        "service_point": clinic.pk,
        "title": "Халаалт тасалддаг",
        "sector": "health",
        "reporter_class": "patient",
        "idempotency_key": "key-1",
    }


pytestmark = pytest.mark.usefixtures("fresh_limits")


def count(group: Group) -> int:
    """Give how many issues a group has."""
    with in_group(group):
        return Issue.objects.count()


def test_signed_out_json_gets_401(visitor: Client, khovd: Group) -> None:
    answer = visitor.post("/khovd/desk/issues/new/", "{}", content_type="application/json")
    assert answer.status_code == 401
    assert visitor.get("/khovd/desk/", headers={"Accept": "application/json"}).status_code == 401


def test_signed_out_is_sent_to_sign_in_for_what_exists_and_what_does_not(visitor: Client) -> None:
    for path in ("/khovd/desk/nowhere/", "/nogroup/desk/", "/en/khovd/desk/"):
        answer = visitor.get(path)
        assert answer.status_code == 302
        assert "/login/?next=" in answer["Location"]


def test_a_missing_group_and_a_strangers_are_the_same_404(
    as_: Callable[[str], Client], khovd: Group
) -> None:
    stranger = as_("stranger")
    answers = [
        stranger.get(f"{path}?x=1")
        for path in (
            "/khovd/desk/",
            "/nogroup/desk/",
            "/khovd/desk/issues/KHO-1/",
            "/nothing/here/",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert b"khovd" not in answers[0].content
    assert b"<form" not in answers[0].content


def test_a_wrong_role_gets_403_with_the_reason(as_: Callable[[str], Client]) -> None:
    answer = as_("observer").get(NEW)
    assert answer.status_code == 403
    assert "Энэ үүргийг" in answer.content.decode() or "үүрэг" in answer.content.decode()


def test_a_bad_form_is_422_with_a_summary_and_nothing_lost(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    answer = as_("facilitator").post(NEW, {**issue_form, "title": "", "detail": "Долоо хоногт"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="errors"' in page
    assert "Долоо хоногт" in page
    assert "Алдаа:" in page
    assert count(khovd) == 0


def test_a_good_post_is_303_and_its_repeat_is_the_same_and_makes_no_second_row(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    client = as_("facilitator")
    first, second = client.post(NEW, issue_form), client.post(NEW, issue_form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert count(khovd) == 1


def test_the_key_may_come_in_a_header(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    client = as_("facilitator")
    del issue_form["idempotency_key"]
    for _repeat in range(2):
        client.post(NEW, issue_form, headers={"Idempotency-Key": "header-key"})
    assert count(khovd) == 1


def test_the_same_key_with_another_body_is_409_and_keeps_the_text(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    client = as_("facilitator")
    client.post(NEW, issue_form)
    answer = client.post(NEW, {**issue_form, "title": "Ус алга"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ус алга" in page
    fresh = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert fresh
    assert fresh[1] != "key-1"
    assert count(khovd) == 1


def test_a_refusal_is_not_remembered(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    client = as_("facilitator")
    assert client.post(NEW, {**issue_form, "title": ""}).status_code == 422
    assert client.post(NEW, issue_form).status_code == 303
    assert count(khovd) == 1


def test_a_key_belongs_to_its_person(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    for role in ("facilitator", "secretary"):
        assert as_(role).post(NEW, issue_form).status_code == 303
    assert count(khovd) == 2


def test_a_stale_version_is_409_with_both_texts(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    client = as_("facilitator")
    client.post(NEW, issue_form)
    edit = "/khovd/desk/issues/KHO-1/edit/"
    page = client.get(edit).content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    body = {**issue_form, "version": version[1]}
    assert (
        client.post(edit, {**body, "title": "Эхний засвар", "idempotency_key": "a"}).status_code
        == 303
    )
    answer = client.post(edit, {**body, "title": "Хоёр дахь засвар", "idempotency_key": "b"})
    assert answer.status_code == 409
    assert "Эхний засвар" in answer.content.decode()
    assert "Хоёр дахь засвар" in answer.content.decode()
    with in_group(khovd):
        assert Issue.objects.get().title == "Эхний засвар"


def test_too_big_is_413(as_: Callable[[str], Client], issue_form: dict[str, Any]) -> None:
    issue_form["detail"] = "а" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert as_("facilitator").post(NEW, issue_form).status_code == 413


def test_too_often_is_429_and_says_when_to_come_back(visitor: Client, khovd: Group) -> None:
    answers = [visitor.post("/follow/", {"code": "0" * 16}) for _try in range(12)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_limit_counts_each_key_alone() -> None:
    for _hit in range(3):
        count_hit("test", "a", most=3, seconds=60)
    with pytest.raises(TooOften):
        count_hit("test", "a", most=3, seconds=60)
    count_hit("test", "b", most=3, seconds=60)


DEAD = """
import django; django.setup()
from django.test import Client
answer = Client(raise_request_exception=False).get("{path}")
print(answer.status_code, answer.headers.get("Retry-After"), b"Traceback" in answer.content)
"""


@pytest.mark.parametrize(
    ("name", "path"),
    [("DATABASE_URL", "/khovd/"), ("DATABASE_URL", "/readyz/"), ("REDIS_URL", "/readyz/")],
)
def test_without_database_or_broker_it_is_503_with_retry_after(name: str, path: str) -> None:
    app = settings.DATABASES["default"]
    url = f"postgresql://{app['USER']}:{app['PASSWORD']}@127.0.0.1:{app['PORT']}/{app['NAME']}"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "masam.settings.test",
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": url,
        "REDIS_URL": settings.CELERY_BROKER_URL,
    }
    env[name] = {
        "DATABASE_URL": "postgresql://a:b@127.0.0.1:9/x",
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }[name]
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DEAD.format(path=path)],
        env=env,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.split() == ["503", "30", "False"], result.stderr


def test_a_form_from_another_site_is_refused(visitor: Client, khovd: Group) -> None:
    form = {"kind": "praise", "text": "Баярлалаа", "idempotency_key": "k"}
    answer = visitor.post("/feedback/khovd/", form, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    answer = visitor.post("/feedback/khovd/", form, headers={"Referer": "https://evil.example/x"})
    assert answer.status_code == 403


def test_signed_in_pages_are_private_and_not_for_search_engines(
    as_: Callable[[str], Client],
) -> None:
    answer = as_("facilitator").get("/khovd/desk/issues/")
    assert "private" in answer["Cache-Control"]
    assert "no-cache" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_pages_with_a_form_are_not_stored(visitor: Client, khovd: Group) -> None:
    for path in ("/feedback/khovd/", "/follow/"):
        assert "no-store" in visitor.get(path)["Cache-Control"]


def test_every_answer_carries_a_strict_policy(visitor: Client, khovd: Group) -> None:
    policy = visitor.get("/khovd/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_metrics_are_for_loopback_or_the_token(visitor: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "secret"
    assert visitor.get("/metrics/").status_code == 200
    assert visitor.get("/metrics/", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert visitor.get("/metrics/", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    allowed = visitor.get(
        "/metrics/", REMOTE_ADDR="203.0.113.9", headers={"Authorization": "Bearer secret"}
    )
    assert allowed.status_code == 200


def test_an_answer_is_remembered_for_thirty_days(
    as_: Callable[[str], Client], issue_form: dict[str, Any], khovd: Group
) -> None:
    as_("facilitator").post(NEW, issue_form)
    row = Remembered.objects.get(key="key-1")
    for days, left in ((29, 1), (31, 0)):
        Remembered.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=days))
        forget_answers()
        assert Remembered.objects.filter(pk=row.pk).count() == left
