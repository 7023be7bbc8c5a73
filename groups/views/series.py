"""Series of meetings: the list, a new one, its days, a change from a day on, the end (M6)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from groups.actions import change_series, end_series, move_meeting, start_series
from groups.forms import SeriesChangeForm, SeriesEndForm, SeriesForm, SeriesMoveForm
from groups.gate import DeskForm, DeskPage
from groups.queries import days_to_come, last_used, meeting_or_404, series_of, series_or_404
from masam.ui.addresses import address

if TYPE_CHECKING:
    from groups.models import Meeting, MeetingSeries


class SeriesList(DeskPage):
    """`/<group>/desk/meetings/series/`: what comes back every month or quarter."""

    permission = "meeting.read"
    template_name = "groups/series_list.html"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "rows": series_of(self.group)}


class SeriesStart(DeskForm):
    """`/<group>/desk/meetings/series/new/`: the first day decides the rest."""

    permission = "meeting.plan"
    template_name = "groups/series_start.html"
    form_class = SeriesForm

    def initial(self) -> dict[str, Any]:
        _topics, place = last_used(self.group)
        return {"place": place, "starts_at": "14:00"}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Any:
        return start_series(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return _address(self.group, result)


class _OneSeries:
    """Finds the series of the address."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def series(self) -> MeetingSeries:
        """The series."""
        return series_or_404(self.gate, self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        """Give the series to the template."""
        return {"group": self.group, "series": self.series}

    def success_url(self, result: Any) -> str:
        """Go to the series."""
        return _address(self.group, self.series)


class SeriesPage(_OneSeries, DeskPage):
    """`/<group>/desk/meetings/series/<id>/`: its days, with holidays and days used twice."""

    permission = "meeting.read"
    template_name = "groups/series_detail.html"

    def context(self) -> dict[str, Any]:
        return super().context() | {"days": days_to_come(self.series)}


class SeriesMove(_OneSeries, DeskForm):
    """`/<group>/desk/meetings/series/<id>/move/`: one meeting to the working day proposed."""

    permission = "meeting.plan"
    template_name = "groups/series_move.html"
    form_class = SeriesMoveForm

    def initial(self) -> dict[str, Any]:
        return {name: self.request.GET.get(name) for name in ("number", "held_date")}

    def act(self, form: Any) -> Any:
        meeting = meeting_or_404(self.gate, form.cleaned_data["number"])
        day = form.cleaned_data["held_date"]
        return move_meeting(meeting, actor=self.gate.user, held_date=day)


class SeriesEnd(_OneSeries, DeskForm):
    """`/<group>/desk/meetings/series/<id>/end/`: calls off what was still to come."""

    permission = "meeting.plan"
    template_name = "groups/series_end.html"
    form_class = SeriesEndForm

    def act(self, form: Any) -> Any:
        return end_series(self.series, actor=self.gate.user, note=form.cleaned_data["note"])


class SeriesChange(DeskForm):
    """`/<group>/desk/meetings/<no>/series/`: this meeting and all that follow."""

    permission = "meeting.plan"
    template_name = "groups/series_change.html"
    form_class = SeriesChangeForm

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting the change begins with."""
        return meeting_or_404(self.gate, self.kwargs["number"])

    def initial(self) -> dict[str, Any]:
        names = ("held_date", "starts_at", "lasts_minutes", "place", "topic")
        return {name: getattr(self.meeting, name) for name in names}

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "meeting": self.meeting}

    def act(self, form: Any) -> Any:
        return change_series(self.meeting, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return _address(self.group, result)


def _address(group: Any, series: MeetingSeries) -> str:
    return address(group.slug, "desk", "meetings", "series", series.pk)
