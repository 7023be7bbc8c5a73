"""Generated data for measurements are whole: the figures are those of the rows."""

import pytest

from groups.models import Group, Membership
from issues.models import Comment, Issue
from masam.demo.scale import RARE, seed_scale
from masam.tenancy import in_group
from reports.models import Tally

pytestmark = pytest.mark.django_db


def test_so_many_issues_stand_in_so_many_groups_and_again_changes_nothing(khovd):
    told = []
    for _ in range(2):
        seed_scale(61, 2, say=told.append)
    assert len(told) == 2
    groups = list(Group.objects.filter(slug__startswith="scale-").order_by("slug"))
    counts = []
    for group in groups:
        with in_group(group):
            counts.append(Issue.objects.count())
            assert Membership.objects.count() == 20
            assert Comment.objects.count() == 100
    assert counts == [31, 30]


def test_a_rare_word_is_found_in_one_of_769(khovd):
    seed_scale(800, 1, say=lambda _sentence: None)
    with in_group(Group.objects.get(slug="scale-1")):
        assert Issue.objects.filter(detail__contains=RARE).count() == 1
        assert Tally.objects.exists()
