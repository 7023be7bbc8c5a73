"""The public side: the groups of the country, a group's meetings, its calendar."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.filters import MeetingFilter
from groups.gate import PublicGroupPage
from groups.models import Meeting
from groups.queries import (
    agenda_of,
    all_groups,
    attendance_counts,
    feed_of,
    meetings_of_feed,
    meetings_with_counts,
    month_of,
    month_page,
    public_attendance,
    public_meeting_or_404,
    public_meetings_since,
    shown,
    units_of_map,
    version_of_all,
)
from masam.charts import Unit, tile_list
from masam.ui.addresses import active_language, address
from masam.ui.pager import slice_after
from masam.wire.pages import Page

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group
    from groups.models.meeting import MeetingQuerySet
    from masam.places.models import Unit as PlaceUnit

MOST_AHEAD = 6  # meetings to come above the others; the month page shows all
YEAR = timedelta(days=365)
STEPS = (2, 4, 7, 10)  # public meetings a year: the lower bounds of the map's steps 2 to 5


class GroupList(Page):
    """`/groups/`: where there is a group, on the map and as a list."""

    public = True
    cache = "public"
    template_name = "groups/group_list.html"

    def etag(self) -> str | None:
        return f"groups.{version_of_all()}.{timezone.localdate():%Y%m%d}"

    def context(self) -> dict[str, Any]:
        groups = list(all_groups())
        held = public_meetings_since(timezone.localdate() - YEAR)
        rows = [(group, *held.get(group.pk, (0, None))) for group in groups]
        return {"rows": rows, "tiles": tiles_of(rows, list(units_of_map()))}


def tiles_of(rows: list[tuple[Group, int, date | None]], units: list[PlaceUnit]) -> str:
    """Draw the tile map: every unit, with a link and the number of meetings where a group is."""
    found = {group.unit.code: (group, count) for group, count, _last in rows}
    tiles = []
    for unit in units:
        group, count = found.get(unit.code, (None, 0))
        if group is None:
            tiles.append(Unit(unit.code, unit.name, text=_("no group yet"), has_group=False))
            continue
        said = ngettext("%(n)s public meeting in a year", "%(n)s public meetings in a year", count)
        url = address(group.slug)
        tiles.append(Unit(unit.code, unit.name, count, said % {"n": count}, url))
    return tile_list(tiles, steps=STEPS, language=active_language())


class PublicMeetings(PublicGroupPage):
    """`/<group>/meetings/`: the meetings everybody may read about."""

    template_name = "groups/meeting_public_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = MeetingFilter(query)
        published = meetings_with_counts(self.group).published()
        is_narrowed = any(query.get(name) for name in (*chosen.fields, "after"))
        rows = chosen.apply(published if is_narrowed else published.so_far(self.group.today()))
        words = chosen.cleaned_data.get("q", "")
        rows = rows.prefetch_related("decisions", "agenda") if words else rows
        page = slice_after(rows, query.get("after", ""), order=chosen.order, size=30)
        found = [shown(row, words) for row in page]
        more = {} if is_narrowed else self._to_come(published)
        return {"group": self.group, "page": page, "found": found, "filter": chosen, **more}

    def _to_come(self, rows: MeetingQuerySet) -> dict[str, Any]:
        """Give the month asked for, else what is to come next."""
        today = self.group.today()
        if "month" in self.request.GET:
            return {
                "month": month_page(self.group, rows, month_of(self.request.GET["month"], today))
            }
        return {"to_come": list(rows.ahead(today)[:MOST_AHEAD])}


class PublicMeeting(PublicGroupPage):
    """`/<group>/meetings/<no>/`: agenda, decisions, counts; no name (M6)."""

    template_name = "groups/meeting_public.html"

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting, only when it is published."""
        return public_meeting_or_404(self.group, self.kwargs["number"])

    def etag(self) -> str | None:
        _found = self.meeting  # a meeting that is not public is 404 before it is "not modified"
        return super().etag()

    def context(self) -> dict[str, Any]:
        came = attendance_counts(self.meeting)
        rows = public_attendance(came)
        return {
            "group": self.group,
            "meeting": self.meeting,
            "rows": rows,
            "total": came.total if rows else None,
            "agenda": agenda_of(self.meeting),
        }


class PublicCalendar(PublicGroupPage):
    """`/<group>/meetings.ics`: the public meetings as a calendar feed in the group's zone."""

    def context(self) -> dict[str, Any]:
        return {"meetings": meetings_of_feed(self.group, is_public=True)}

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        body = feed_of(self.group, context["meetings"], is_public=True)
        return HttpResponse(body, content_type="text/calendar; charset=utf-8", status=status)
