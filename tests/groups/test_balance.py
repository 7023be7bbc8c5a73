"""The balance of a group: what is missing, in words, and what is never told."""

from __future__ import annotations

import datetime

import pytest

from groups.models import GroupRules, MemberTraits
from groups.queries import balance_of, quorum_of
from groups.queries.balance import LEAST_INSIDE, missing_for
from masam.tenancy import in_group
from tests.factories.groups import make_member


@pytest.fixture
def scope(khovd):
    with in_group(khovd):
        yield khovd


def people(group, count, *, tags=(), sex="", **fields):
    """Make members who told their sex and their tags."""
    rows = [make_member(group, f"Гишүүн {n}", **fields) for n in range(count)]
    if sex:
        MemberTraits.objects.bulk_create(
            MemberTraits(group=group, membership=row, sex=sex, vulnerable=list(tags))
            for row in rows
        )
    return rows


def share(balance, key):
    return next(each for each in balance.shares if each.key == key)


@pytest.mark.parametrize(
    ("count", "of", "least", "missing"),
    [
        (3, 10, 30, 0),
        (2, 10, 30, 2),
        (0, 10, 50, 10),
        (5, 5, 100, 0),
        (4, 5, 100, None),
        (0, 5, 0, 0),
    ],
)
def test_as_many_are_missing_as_must_join(count, of, least, missing):
    assert missing_for(count, of, least) == missing
    if missing:
        assert (count + missing) * 100 >= least * (of + missing)
        assert (count + missing - 1) * 100 < least * (of + missing - 1)


def test_the_quorum_is_a_share_of_those_who_belong_on_the_day(scope):
    people(scope, 5)
    people(scope, 2, from_date=scope.today() + datetime.timedelta(days=9))
    GroupRules.objects.create(group=scope, quorum_percent=50)
    assert quorum_of(scope, scope.today()) == 3
    assert quorum_of(scope, scope.today() + datetime.timedelta(days=9)) == 4


def test_balance_says_in_words_how_many_more_are_wanted(scope):
    people(scope, 3, sex="f", stakeholder="government")
    people(scope, 9, sex="m", stakeholder="government")
    balance = balance_of(scope)
    women = share(balance, "women")
    assert (women.count, women.of, women.percent, women.missing) == (3, 12, 25, 1)
    assert women.sentence == "1 эмэгтэй нэмэгдвэл тэнцвэртэй болно."
    assert share(balance, "men").is_met is True
    assert share(balance, "community").missing == 6
    assert balance.is_quorate
    assert not balance.is_balanced


def test_of_those_who_come_quorum_and_balance_are_judged(scope):
    coming = people(scope, 2, sex="m", stakeholder="government")
    people(scope, 8, stakeholder="community")
    balance = balance_of(scope, members=coming)
    assert (balance.total, balance.members, balance.quorum) == (2, 10, 5)
    assert balance.warnings[0] == "3 гишүүн нэмэгдвэл ирц бүрдэнэ."
    assert share(balance, "community").missing == 1


def test_few_women_are_neither_told_nor_to_be_computed_back(scope):
    people(scope, LEAST_INSIDE - 1, sex="f")
    people(scope, 9, sex="m")
    balance = balance_of(scope)
    for key in ("women", "men"):
        each = share(balance, key)
        assert (each.count, each.percent, each.missing) == (None, None, None)
    assert share(balance, "women").sentence == "Эмэгтэй гишүүн нэмэгдвэл тэнцвэртэй болно."


def test_the_split_of_a_hidden_kind_cannot_be_computed_from_the_others(scope):
    people(scope, 4, sex="f", stakeholder="community")
    people(scope, 4, sex="m", stakeholder="community")
    people(scope, 3, sex="f", stakeholder="media")
    people(scope, 3, sex="m", stakeholder="media")
    people(scope, 1, sex="f", stakeholder="business")
    rows = {row.stakeholder: row for row in balance_of(scope).seats}
    assert (rows["community"].women, rows["community"].men) == (4, 4)
    assert (rows["business"].women, rows["media"].women) == (None, None)
    assert (rows["business"].rest, rows["media"].rest) == (1, 6)


def test_vulnerable_people_are_counted_in_the_whole_group_only(scope):
    tagged = people(scope, 4, sex="f", tags=["herder"])
    people(scope, 6, sex="m")
    whole = share(balance_of(scope), "vulnerable")
    assert (whole.count, whole.of, whole.is_met) == (4, 10, True)
    some = share(balance_of(scope, members=tagged), "vulnerable")
    assert (some.count, some.missing, some.is_met) == (None, None, True)


def test_nobody_vulnerable_is_not_told_as_a_zero(scope):
    people(scope, 10, sex="f")
    each = share(balance_of(scope), "vulnerable")
    assert (each.count, each.missing) == (None, None)
    assert each.is_met is False


def test_where_nobody_told_nothing_is_said(scope):
    people(scope, 4)
    women = share(balance_of(scope), "women")
    assert women.is_met is None
    assert women.sentence


def test_balance_costs_the_same_for_few_and_for_many(scope, django_assert_num_queries):
    people(scope, 2, sex="f")
    with django_assert_num_queries(2):
        balance_of(scope)
    people(scope, 9, sex="m", stakeholder="media")
    with django_assert_num_queries(2):
        balance_of(scope)
