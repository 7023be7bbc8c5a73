"""The door: one query, never a stale answer about who somebody is in a group."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.actions import touch
from groups.models import Group, GroupGrant, Membership
from groups.queries import door_of
from masam.audit.actions import record, record_many
from masam.tenancy import in_group
from tests.factories.issues import make_issue

LIST = "/khovd/desk/issues/"


@pytest.fixture
def client(as_):
    """A facilitator who has been there before."""
    signed_in = as_("facilitator")
    assert signed_in.get(LIST).status_code == 200
    return signed_in


def cost(client, **headers):
    with CaptureQueriesContext(connection) as caught:
        response = client.get(LIST, headers=headers)
    return response, sum("set_config" not in row["sql"] for row in caught)


def test_an_unchanged_page_costs_one_query_and_an_unchanged_copy_too(client):
    page, queries = cost(client)
    assert (page.status_code, queries) == (200, 1)
    same, queries = cost(client, **{"If-None-Match": page["ETag"]})
    assert (same.status_code, queries, same.content) == (304, 1, b"")


def test_whatever_happened_in_the_group_is_seen_at_once(client, cast, khovd):
    old = client.get(LIST)
    with in_group(khovd):
        make_issue(khovd, "Хүйтэн анги")
        record("issue.logged", actor=None, target=khovd, group=khovd)
    new = client.get(LIST, headers={"If-None-Match": old["ETag"]})
    assert new.status_code == 200
    assert "Хүйтэн анги" in new.content.decode()


def test_to_open_something_is_no_change(client, khovd):
    version = Group.objects.get(pk=khovd.pk).work_version
    with in_group(khovd):
        record("issue.opened", actor=None, target=khovd, group=khovd)
    assert Group.objects.get(pk=khovd.pk).work_version == version


def test_a_thousand_entries_of_one_commit_raise_the_version_once(khovd):
    before = Group.objects.get(pk=khovd.pk).work_version
    with in_group(khovd), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS groups_work_version DEFERRED")
        for verb in ("group.edited", "group.closed"):
            record_many(verb, actor=None, targets=[khovd] * 500, group=khovd)
        assert Group.objects.get(pk=khovd.pk).work_version == before
        cursor.execute("SET CONSTRAINTS groups_work_version IMMEDIATE")  # as a commit does
    assert Group.objects.get(pk=khovd.pk).work_version == before + 1


@pytest.mark.parametrize("change", ["ended", "moved", "taken", "password", "inactive"])
def test_who_may_no_more_is_out_with_the_next_page(client, cast, khovd, change):
    person = cast["facilitator"]
    with in_group(khovd):
        mine = Membership.objects.filter(user=person)
        if change == "ended":
            mine.update(to_date=khovd.today() - datetime.timedelta(days=1))
        elif change == "moved":
            mine.update(user=cast["stranger"])
    if change == "taken":
        GroupGrant.objects.filter(user=person, permission__codename="issue.read").delete()
    elif change == "password":
        person.set_password("quite another one")
        person.save()
    elif change == "inactive":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    wanted = {"taken": 403, "password": 302, "inactive": 302}.get(change, 404)
    assert client.get(LIST).status_code == wanted


def test_a_name_and_a_language_of_their_own_are_shown_at_once(client, cast):
    type(cast["facilitator"]).objects.filter(pk=cast["facilitator"].pk).update(name="Ш.Шинэ")
    assert "Ш.Шинэ" in client.get(LIST).content.decode()


def test_what_is_kept_is_shared_by_equals_but_names_and_tokens_are_the_readers_own(as_, cast):
    first, second = as_("member"), as_("monitor")
    one, two = (each.get(LIST).content.decode() for each in (first, second))
    assert cast["member"].name in one
    assert cast["member"].name not in two
    tokens = {text.split('csrfmiddlewaretoken" value="')[1][:64] for text in (one, two)}
    assert len(tokens) == 2


def test_no_password_is_kept_not_even_hashed(client, cast, khovd):
    kept = door_of("khovd", cast["facilitator"].pk)
    assert "password" not in vars(kept.user)
    client_ = cache._cache.get_client()
    raw = client_.get(cache.make_and_validate_key(f"groups.door.khovd.{kept.user.pk}"))
    assert raw is not None
    assert cast["facilitator"].password.encode() not in raw


def test_a_message_is_shown_once_and_never_kept(client):
    first = client.get(LIST)
    session = client.session
    session["_messages"] = '[["__json_message",0,25,"Хадгаллаа",""]]'
    session.save()
    shown = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert shown.status_code == 200
    assert "Хадгаллаа" in shown.content.decode()
    assert not shown.has_header("ETag")
    assert "Хадгаллаа" not in client.get(LIST).content.decode()


def test_a_public_change_alone_renews_the_page_too(client, khovd):
    old = client.get(LIST)
    touch(khovd)
    assert client.get(LIST, headers={"If-None-Match": old["ETag"]}).status_code == 200
