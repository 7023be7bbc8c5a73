"""Series of meetings: begun, extended, changed from a day on, ended (M6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions.meeting import BadMeeting
from groups.actions.plan import cancel_meeting, edit_plan, plan_meeting
from groups.models import Group, Meeting, MeetingSeries, Rhythm
from groups.queries.series import horizon, same_weekday_in, series_days
from masam.audit.actions import record

if TYPE_CHECKING:
    from datetime import date, time

SHARED = ("topic", "place", "starts_at", "lasts_minutes")  # the columns a meeting takes over


@transaction.atomic
def start_series(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    topic: str,
    first_date: date,
    starts_at: time,
    rhythm: str = Rhythm.MONTHLY,
    lasts_minutes: int = 120,
    place: str = "",
    last_date: date | None = None,
    is_closed: bool = False,
) -> MeetingSeries:
    """Begin a series and plan its meetings for the next twelve months.

    Raises `BadMeeting` for a first day that is over or more than a year away, and for a last day
    before the first; else as `plan_meeting` does.
    """
    _check_days(group, first_date, last_date)
    series = MeetingSeries.objects.create(
        group=group,
        topic=" ".join(topic.split()),
        place=place.strip(),
        rhythm=rhythm,
        first_date=first_date,
        last_date=last_date,
        starts_at=starts_at,
        lasts_minutes=lasts_minutes,
        is_closed=is_closed,
    )
    planned = _plan_missing(series, actor)
    record("series.started", actor=actor, target=series, data={"meetings": planned})
    return series


@transaction.atomic
def extend_series(series: MeetingSeries) -> int:
    """Plan the meetings of the next twelve months that are missing; give how many. Again: none."""
    series = _locked(series)
    if series.ended_at is not None:
        return 0
    planned = _plan_missing(series, None)
    if planned:
        record("series.extended", actor=None, target=series, data={"meetings": planned})
    return planned


@transaction.atomic
def change_series(
    meeting: Meeting,
    *,
    actor: Any,
    held_date: date,
    topic: str,
    starts_at: time,
    lasts_minutes: int,
    place: str = "",
) -> MeetingSeries:
    """Change this meeting of a series and all that follow; `held_date` is the new day of this one.

    The later ones move to the same weekday of the same week of their month. What somebody changed
    by hand stays as it is, but keeps its new place in the series. Raises `BadMeeting` when the day
    lies in another month or is over, or the meeting belongs to no living series.
    """
    series = _series_of(meeting)
    _check_same_month(meeting, held_date)
    rows = _from_here(series, meeting)
    untouched = {row.pk for row in rows if row.pk == meeting.pk or _as_series_says(row, series)}
    series.first_date = held_date
    series.topic, series.place = " ".join(topic.split()), place.strip()
    series.starts_at, series.lasts_minutes = starts_at, lasts_minutes
    series.save()
    for row in rows:
        _follow(row, series, actor, is_untouched=row.pk in untouched)
    record("series.changed", actor=actor, target=series, data={"meetings": len(untouched)})
    return series


@transaction.atomic
def end_series(series: MeetingSeries, *, actor: Any, note: str) -> MeetingSeries:
    """End a series: what was still to come is called off, and those invited are told. Once."""
    series = _locked(series)
    if series.ended_at is not None:
        return series
    series.ended_at = timezone.now()
    series.save(update_fields=["ended_at"])
    for row in _to_come(series):
        cancel_meeting(row, actor=actor, note=note)
    record("series.ended", actor=actor, target=series, note=note)
    return series


def move_meeting(meeting: Meeting, *, actor: Any, held_date: date) -> Meeting:
    """Move a planned meeting to another day, all else as it is; its place in the series stays."""
    return _edit(meeting, actor, held_date=held_date)


def _plan_missing(series: MeetingSeries, actor: Any) -> int:
    group, until = series.group, horizon(series.group.today())
    last = min(until, series.last_date or until)
    known = set(series.meetings.values_list("series_date", flat=True))
    days = [day for day in series_days(series.first_date, series.rhythm, last) if day not in known]
    days = [day for day in days if day >= group.today()]
    shared = {name: getattr(series, name) for name in (*SHARED, "is_closed")}
    for day in days:
        plan_meeting(group, actor=actor, held_date=day, series=series, series_date=day, **shared)
    return len(days)


def _follow(row: Meeting, series: MeetingSeries, actor: Any, *, is_untouched: bool) -> None:
    """Give a meeting its new place in the series, and the new plan unless somebody changed it."""
    assert row.series_date is not None  # noqa: S101 - reason: `_from_here` gives those of a series
    day = same_weekday_in(series.first_date, row.series_date.year, row.series_date.month)
    Meeting.objects.filter(pk=row.pk).update(series_date=day)
    row.series_date = day
    if is_untouched:
        _edit(row, actor, held_date=day, **{name: getattr(series, name) for name in SHARED})


def _edit(meeting: Meeting, actor: Any, **changed: Any) -> Meeting:
    names = ("held_date", *SHARED, "kind", "is_closed", "version")
    stands = {name: getattr(meeting, name) for name in names}
    return edit_plan(meeting, actor=actor, **(stands | changed))


def _as_series_says(meeting: Meeting, series: MeetingSeries) -> bool:
    same = all(getattr(meeting, name) == getattr(series, name) for name in SHARED)
    return same and meeting.held_date == meeting.series_date


def _series_of(meeting: Meeting) -> MeetingSeries:
    if meeting.series is None or meeting.series.ended_at is not None:
        raise BadMeeting(_("This meeting belongs to no series that goes on."))
    series = _locked(meeting.series)
    series.group = meeting.group
    return series


def _from_here(series: MeetingSeries, meeting: Meeting) -> list[Meeting]:
    return [row for row in _to_come(series) if row.series_date >= meeting.series_date]  # type: ignore[operator]


def _to_come(series: MeetingSeries) -> list[Meeting]:
    rows = Meeting.objects.select_for_update(of=("self",)).filter(series=series).planned()
    found = list(rows.filter(held_date__gte=series.group.today()).order_by("series_date"))
    for row in found:
        row.group = series.group
    return found


def _locked(series: MeetingSeries) -> MeetingSeries:
    row = MeetingSeries.objects.select_for_update().get(pk=series.pk)
    row.group = series.group
    return row


def _check_days(group: Group, first: date, last: date | None) -> None:
    today = group.today()
    if first < today:
        raise BadMeeting(_("This day is over. Please choose a day to come."), field="first_date")
    if first > horizon(today):
        raise BadMeeting(_("This day is more than a year away."), field="first_date")
    if last is not None and last < first:
        raise BadMeeting(_("The series ends before it begins."), field="last_date")


def _check_same_month(meeting: Meeting, day: date) -> None:
    place = meeting.series_date or meeting.held_date
    if (day.year, day.month) != (place.year, place.month):
        raise BadMeeting(
            _("Please choose a day in the same month; a meeting alone can move anywhere."),
            field="held_date",
        )
