"""Service points to log an issue at: recent ones, found ones, the one behind a QR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from issues.models import Issue
from masam.organisations.models import Organisation
from masam.organisations.queries import service_points_in
from masam.search.folding import fold, naming

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groups.models import Group

RECENT = 5
LAST = 60  # issues that are looked through for recent points
MOST_FOUND = 8


def recent_points(group: Group) -> list[Organisation]:
    """Give the service points of the last issues, the latest first, five at most."""
    rows = Issue.objects.filter(group=group, service_point__isnull=False)
    latest = rows.order_by("-logged_at", "-id").values_list("service_point", flat=True)[:LAST]
    found = Organisation.objects.in_bulk(list(dict.fromkeys(latest))[:RECENT])
    return [found[key] for key in dict.fromkeys(latest) if key in found]


def points_of(group: Group) -> QuerySet[Organisation]:
    """Give the service points of the group's place, in the Mongolian order."""
    return service_points_in(group.unit)


def found_points(group: Group, text: str) -> list[Organisation]:
    """Give the service points that hold every word of `text` in a name, or whose number it is.

    ө may be typed as о and ү as у. At most eight: who sees more types another letter.
    """
    rows = points_of(group)
    return list(rows.filter(naming(text, "search_key"))[:MOST_FOUND]) if fold(text) else []


def point_by_key(group: Group, key: str) -> Organisation | None:
    """Give the service point that an address names (`?point=17`), None when it is none of here."""
    if not key.isdigit() or len(key) > 9:
        return None
    return points_of(group).filter(pk=int(key)).first()
