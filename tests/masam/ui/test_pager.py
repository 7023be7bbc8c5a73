"""Lists cut by the last row shown."""

import pytest

from masam.places.models import Unit
from masam.ui.pager import slice_after

pytestmark = pytest.mark.django_db


def all_pages(order, size):
    after, seen = "", []
    for _ in range(50):
        page = slice_after(Unit.objects.all(), after, order=order, size=size)
        seen += [row.pk for row in page]
        after = page.next_after
        if not after:
            return seen
    raise AssertionError("no last page")


@pytest.mark.parametrize("order", [("code", "id"), ("-code", "id"), ("level", "-id")])
def test_every_row_is_shown_once_in_order(order):
    whole = list(Unit.objects.order_by(*order).values_list("pk", flat=True))
    assert len(whole) > 7
    assert all_pages(order, 7) == whole


@pytest.mark.parametrize("broken", ["x", "!!", "WzFd", "e30", "WyJhIiwiYiJd", "Ω"])
def test_a_broken_mark_shows_the_first_page(broken):
    page = slice_after(Unit.objects.all(), broken, order=("code", "id"), size=3)
    assert page.is_first
    assert len(page) == 3


def test_a_page_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        slice_after(Unit.objects.all(), "", order=("code", "id"), size=3)
