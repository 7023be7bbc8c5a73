"""Which group has met, recorded and reported in a period (R6). For national staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max, Sum

from groups.models import Group, GroupState
from masam.tenancy import national_read
from reports.models import Measure, Tally
from reports.queries.choice import Place

if TYPE_CHECKING:
    from masam.calendars.periods import Period

ASKED = (Measure.MEETING, Measure.LOGGED, Measure.REPORT)


@dataclass(frozen=True)
class Standing:
    """What one group did in a period, published or not; `last_month` it met in at all."""

    place: Place
    is_active: bool
    meetings: int
    issues: int
    unpublished: int
    reports: int
    last_month: date | None

    @property
    def is_silent(self) -> bool:
        """Whether an active group neither met nor reported."""
        return self.is_active and not (self.meetings and self.reports)


def completeness(period: Period) -> list[Standing]:
    """Give every group's standing, those that should be asked first. Four queries."""
    groups = list(Group.objects.select_related("unit"))
    with national_read():
        counts, last = _counts(period), _last_months()
    rows = [
        Standing(
            Place.of(group), group.state == GroupState.ACTIVE,
            counts[group.pk][Measure.MEETING], counts[group.pk][Measure.LOGGED],
            counts[group.pk]["unpublished"], counts[group.pk][Measure.REPORT], last.get(group.pk),
        )
        for group in groups
    ]  # fmt: skip
    return sorted(rows, key=lambda row: not row.is_silent)


def _counts(period: Period) -> dict[int, Counter[str]]:
    rows = Tally.objects.filter(measure__in=ASKED, day__gte=period.start, day__lt=period.end)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    columns = ("group_id", "measure", "is_public")
    for group_id, measure, is_public, n in rows.values_list(*columns).annotate(Sum("n")).order_by():
        counts[group_id][measure] += n
        if measure == Measure.LOGGED and not is_public:
            counts[group_id]["unpublished"] += n
    return counts


def _last_months() -> dict[int, date]:
    rows = Tally.objects.filter(measure=Measure.MEETING, n__gt=0)
    return dict(rows.values_list("group_id").annotate(Max("day")).order_by())
