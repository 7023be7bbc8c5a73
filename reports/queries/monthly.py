"""The snapshot of a group's period: plain JSON, alike for both languages and all formats."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils import timezone

from groups.models import Meeting
from issues.lifecycle import IssueState
from issues.models import Issue
from masam.organisations.models import Sector
from reports.queries.choice import Choice
from reports.queries.figures import (
    add_up,
    cut_date,
    figures_of,
    median_days,
    months_back,
    sums,
)
from reports.queries.inclusion import inclusion_of
from reports.queries.national import states_of

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Group
    from masam.calendars.periods import Period
    from reports.models import Report
    from reports.queries.figures import Sums

VERSION = 1  # of the snapshot's shape
LISTED = 40


def monthly_snapshot(group: Group, period: Period) -> dict[str, Any]:
    """Give everything the report of a period says, as it stands now. Needs the group's scope.

    `all` counts what the group recorded, `public` what of it is published: the second agrees
    with the public pages.
    """
    choice, today = Choice(period), group.today()
    found = {name: _sums(group, choice, today, is_public) for name, is_public in SIDES}
    return {
        "version": VERSION,
        "group": {"slug": group.slug, "code": group.code, "name_mn": group.name_mn,
                  "name_en": group.name_en},
        "period": str(period),
        "made_at": timezone.now().isoformat(),
        "today": today.isoformat(),
        "cut_date": cut_date(choice, today).isoformat(),
        "figures": {name: asdict(figures_of(add_up(rows))) for name, rows in found.items()},
        "median_days": {name: median_days(choice, groups=[group.pk], is_public=is_public)
                        for name, is_public in SIDES},
        "sectors": {sector: asdict(figures_of(add_up(found["all"], sector=sector)))
                    for sector in Sector.values},
        "states": states_of(add_up(found["all"])),
        "months": _months(period.last_day),
        "came": {name[5:]: n for name, n in add_up(found["all"]).items()
                 if name.startswith("came:") and n},
        "fixed": _fixed(group, period),
        "overdue": _overdue(group, today),
        "meetings": _meetings(period),
        "inclusion": _inclusion(group),
    }  # fmt: skip


SIDES: tuple[tuple[str, bool | None], ...] = (("all", None), ("public", True))


def changed_since(report: Report) -> list[tuple[str, int, int]]:
    """Give (figure, then, now) of the figures that later edits changed; the report stays."""
    if not report.snapshot:
        return []
    choice, today = Choice(report.span), report.group.today()
    now = asdict(figures_of(add_up(_sums(report.group, choice, today, is_public=None))))
    then = report.snapshot["figures"]["all"]
    moving = {
        "overdue",
        "problems",
        "problems_fixed",
        "sent",
        "feedback_due",
    }  # these follow the calendar by themselves
    return [
        (name, then[name], value)
        for name, value in now.items()
        if name not in moving and then.get(name, 0) != value
    ]


def _sums(group: Group, choice: Choice, today: date, is_public: bool | None) -> Sums:  # noqa: FBT001 - reason: None, True and False are three answers
    return sums(choice, today, groups=[group.pk], is_public=is_public)


def _inclusion(group: Group) -> list[dict[str, Any]]:
    """Give the last four quarters: period, then numerator and denominator by indicator."""
    return [
        {"period": str(quarter.period)}
        | {key: [ratio.part, ratio.whole] for key, ratio in quarter.ratios.items()}
        for quarter in inclusion_of(group, quarters=4)
    ]


def _months(last_day: date) -> list[tuple[str, int, int]]:
    rows = months_back(last_day, is_public=None)
    return [(month.isoformat(), recorded, fixed) for month, recorded, fixed in rows]


def _fixed(group: Group, period: Period) -> list[dict[str, Any]]:
    zone = group.tz
    rows: Any = Issue.objects.filter(state=IssueState.VERIFIED_FIXED)
    rows = rows.filter(
        fixed_at__gte=_midnight(period.start, zone), fixed_at__lt=_midnight(period.end, zone)
    )
    return [
        _issue(issue, group)
        | {"days": (issue.fixed_at.astimezone(zone) - issue.logged_at.astimezone(zone)).days}
        for issue in rows.select_related("service_point").order_by("fixed_at", "id")[:LISTED]
    ]


def _overdue(group: Group, today: date) -> list[dict[str, Any]]:
    rows: Any = Issue.objects.overdue(today).select_related("service_point")
    return [
        _issue(issue, group)
        | {"due": issue.due_date.isoformat(), "days": (today - issue.due_date).days}
        for issue in rows.order_by("due_date", "id")[:LISTED]
    ]


def _issue(issue: Issue, group: Group) -> dict[str, Any]:
    point = issue.service_point
    return {
        "code": f"{group.code}-{issue.number}",
        "title": issue.title,
        "sector": issue.sector,
        "state": issue.state,
        "point_mn": point.name_mn if point else "",
        "point_en": (point.name_en or point.name_mn) if point else "",
    }


def _meetings(period: Period) -> list[dict[str, Any]]:
    rows: Any = Meeting.objects.held().filter(held_date__gte=period.start, held_date__lt=period.end)
    rows = rows.annotate(
        present=Count("attendance", distinct=True), made=Count("decisions", distinct=True)
    )
    return [
        {
            "number": meeting.number,
            "date": meeting.held_date.isoformat(),
            "topic": meeting.topic,
            "present": meeting.present,
            "guests": meeting.guests_female + meeting.guests_male,
            "decisions": meeting.made,
        }
        for meeting in rows.order_by("held_date", "id")[:LISTED]
    ]


def _midnight(day: date, zone: Any) -> Any:
    return timezone.datetime(day.year, day.month, day.day, tzinfo=zone)  # type: ignore[attr-defined]
