"""What everybody may take away: published issues by group, sector, state and month."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Sum

from groups.models import Group
from masam.tenancy import national_read
from reports.models import Measure, Tally

Row = tuple[str, str, str, str, str, date, int, int]


def open_rows() -> list[Row]:
    """Give (slug, unit code, group, sector, state, month, recorded, verified fixed). Two queries.

    `recorded` goes by the month of recording and the state now; `verified fixed` by the month
    of the verified fix, on rows of the state `verified_fixed`.
    """
    groups = {
        pk: (slug, code, name)
        for pk, slug, code, name in Group.objects.values_list("pk", "slug", "unit__code", "name_en")
    }
    with national_read():
        tallies = Tally.objects.filter(
            measure__in=[Measure.LOGGED, Measure.FIXED], is_public=True
        ).exclude(n=0)
        columns = ("group_id", "sector", "state", "day", "measure")
        found = list(tallies.values_list(*columns).annotate(Sum("n")).order_by())
    counts: dict[tuple[int, str, str, date], Counter[str]] = {}
    for group_id, sector, state, day, measure, n in found:
        key = (group_id, sector, state or "verified_fixed", day)
        counts.setdefault(key, Counter())[measure] += n
    return [
        (*groups[group_id], sector, state, day, row[Measure.LOGGED], row[Measure.FIXED])
        for (group_id, sector, state, day), row in sorted(
            counts.items(), key=lambda item: (groups[item[0][0]][0], *item[0][1:])
        )
    ]
