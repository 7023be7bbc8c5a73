"""The outbox: written with the change, sent once in effect, never lost."""

from __future__ import annotations

import contextlib
import datetime
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.db import transaction
from django.template import engines
from django.test import Client
from django.utils import timezone

from masam.jobs.models import MAX_ATTEMPTS, JobState
from masam.notifications.actions import queue_notice, stop_url, write_mail
from masam.notifications.models import Notice
from masam.notifications.registry import preparer
from masam.notifications.tasks import deliver, sweep_outbox
from masam.tenancy import in_group

if TYPE_CHECKING:
    from groups.models import Group
    from masam.accounts.models import User

TEMPLATE = "{{ title }} · {{ extra }}\n\nText for {{ recipient }}. {{ stop_url }}"


@pytest.fixture(autouse=True)
def _template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the two templates of these tests to the real engine."""
    engine = engines["django"].engine
    loader = engine.template_loaders[0]
    real = loader.get_template
    made = {f"mail/tests/{kind}.txt": engine.from_string(TEMPLATE) for kind in ("told", "asked")}
    monkeypatch.setattr(
        loader,
        "get_template",
        lambda name, skip=None: made.get(name) or real(name, skip=skip),
    )


def queue(
    group: Group, *people: User, key: str = "KHO-1", kind: str = "told", **more: object
) -> int:
    """Queue a notice of these tests."""
    return queue_notice(
        kind, app="tests", group=group, people=people, context={"title": "Халаалт"}, key=key, **more
    )


def test_a_notice_is_rolled_back_with_its_change(khovd: Group, cast: dict[str, User]) -> None:
    with in_group(khovd):
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            queue(khovd, cast["member"])
            _ = 1 / 0
        assert not Notice.objects.exists()


def test_one_notice_a_person_and_key(khovd: Group, cast: dict[str, User]) -> None:
    with in_group(khovd):
        assert queue(khovd, cast["member"], cast["member"]) == 1
        assert queue(khovd, cast["member"], cast["monitor"]) == 1
        assert Notice.objects.count() == 2


def test_the_sweeper_sends_every_group_and_each_notice_once(
    khovd: Group, bayanzurkh: Group, cast: dict[str, User]
) -> None:
    with in_group(khovd):
        queue(khovd, cast["member"])
    with in_group(bayanzurkh):
        queue(bayanzurkh, cast["stranger"])
    assert sweep_outbox() == 2
    assert sweep_outbox() == 0
    assert {to for message in mail.outbox for to in message.to} == {
        cast["member"].email,
        cast["stranger"].email,
    }


def test_a_mail_carries_its_number_and_a_way_out(khovd: Group, cast: dict[str, User]) -> None:
    with in_group(khovd):
        queue(khovd, cast["member"])
        notice = Notice.objects.get()
        message = write_mail(notice)
    assert message.extra_headers["Message-ID"] == f"<{notice.message_id}@masam>"
    assert "/stop/" in message.extra_headers["List-Unsubscribe"]
    assert message.subject.startswith("Халаалт")
    assert "\n" not in message.subject


def test_one_click_ends_that_kind_and_no_other(khovd: Group, cast: dict[str, User]) -> None:
    with in_group(khovd):
        queue(khovd, cast["member"])
        url = stop_url(Notice.objects.get()).removeprefix("http://testserver")
    client = Client(enforce_csrf_checks=True)
    assert client.get(url).status_code == 200
    with in_group(khovd):
        assert queue(khovd, cast["member"], key="KHO-2") == 1  # a GET changed nothing
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    with in_group(khovd):
        assert queue(khovd, cast["member"], key="KHO-3") == 0
        assert queue(khovd, cast["member"], key="KHO-3", kind="asked") == 1


def test_a_spoiled_unsubscribe_link_is_said_to_be_one(visitor: Client) -> None:
    assert visitor.get("/stop/nonsense/").status_code == 404


def test_a_lease_keeps_a_second_worker_away_until_it_ends(
    khovd: Group, cast: dict[str, User]
) -> None:
    with in_group(khovd):
        queue(khovd, cast["member"])
        notice = Notice.objects.get()
        assert Notice.take(notice.pk, worker="a", seconds=60)
        assert deliver(notice.pk) == 0  # leased by a, who was then killed
        Notice.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
        assert deliver(notice.pk) == 1
        assert deliver(notice.pk) == 0
    assert len(mail.outbox) == 1


def test_a_dead_mail_server_delays_and_then_parks(
    khovd: Group, cast: dict[str, User], settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    with in_group(khovd):
        queue(khovd, cast["member"])
        notice = Notice.objects.get()
        for _attempt in range(MAX_ATTEMPTS):
            Notice.objects.update(not_before=timezone.now())
            assert deliver(notice.pk) == 0
        notice.refresh_from_db()
    assert notice.state == JobState.FAILED
    assert "refused" in notice.error


def test_an_address_without_account_is_forgotten_once_sent(khovd: Group) -> None:
    with in_group(khovd):
        queue(khovd, addresses=[("citizen@mail.example", "mn")])
        assert deliver(Notice.objects.get().pk) == 1
        assert Notice.objects.get().address == ""
    assert mail.outbox[0].to == ["citizen@mail.example"]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_two_addresses_under_one_key_are_told_once_each(khovd: Group) -> None:
    both = [("a@mail.example", "mn"), ("b@mail.example", "en")]
    with in_group(khovd):
        assert queue(khovd, addresses=both) == 2
        for notice in Notice.objects.order_by("id"):
            assert deliver(notice.pk) == 1
        assert queue(khovd, addresses=both) == 0  # sent and forgotten, yet not told again
    assert [message.to for message in mail.outbox] == [["a@mail.example"], ["b@mail.example"]]


def test_what_must_not_be_stored_is_added_at_delivery(khovd: Group, cast: dict[str, User]) -> None:
    preparer("asked")(lambda notice: {"extra": f"link-{notice.pk}"})
    with in_group(khovd):
        queue(khovd, cast["member"], kind="asked")
        notice = Notice.objects.get()
        assert "link" not in str(notice.context)
        assert f"link-{notice.pk}" in write_mail(notice).subject
