"""The first page of the desk's list, by a query that is written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.queries.lists import desk_rows, order_of, with_count, with_hanging
from issues.queries.tag import marked
from masam.tenancy.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from groups.models import Group
    from issues.models import Issue
    from issues.models.issue import IssueQuerySet

# Filters of which a list has few variants: its first page is asked by a query written once.
FEW = frozenset({"sector", "state", "sort", "priority", "reporter_class", "nobody"})


def first_of_desk(group: Group, wanted: Mapping[str, Any], most: int) -> list[Issue] | None:
    """Give the first `most` issues with what only lines show; None where that has no short way."""
    if not wanted.keys() <= FEW:
        return None

    def build(*, group: int, today: date) -> IssueQuerySet:
        return ready_for_desk(desk_rows(group, today, wanted, zone), group, today).order_by(
            *order_of(wanted)
        )[:most]

    zone, shape = group.tz, ("desk list", most, tuple(sorted(wanted.items())))
    return prepared(shape, build, group=group.pk, today=group.today())


def ready_for_desk(rows: IssueQuerySet, group: int, today: date) -> Any:
    """Add the count of the list, then what only the lines show."""
    return with_hanging(marked(with_count(rows)), group, today)
