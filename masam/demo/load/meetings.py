"""A year of meetings: who came, what was decided."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from groups.models import Attendance, Counter, Decision, Meeting, MeetingPhoto
from masam.attachments.actions import attach
from masam.demo.load.pictures import picture

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage
    from masam.demo.plan import Gathering


def load_meetings(stage: Stage, gatherings: list[Gathering]) -> None:
    """Write them down as the secretary would have, the evening after; public two days later."""
    rows = [
        _meeting(stage, gathering, number) for number, gathering in enumerate(gatherings, start=1)
    ]
    Meeting.objects.bulk_create(rows)
    stage.meetings = rows
    rng = Random(f"attendance of {stage.place.slug}")  # noqa: S311 - reason: the same every time
    for row, gathering in zip(rows, gatherings, strict=True):
        _attendance(stage, row, rng, gathering.came)
        _decisions(stage, row, gathering.decisions)
        stage.note("meeting.logged", row, row.logged_at, seat="secretary")
        if row.published_at:
            stage.note("meeting.published", row, row.published_at, seat="secretary")
    for row in rows[-3:]:
        attach(
            MeetingPhoto, picture(row.number, fixed=True), group=stage.group,
            actor=stage.by("secretary"), meeting=row, added_at=row.logged_at,
        )  # fmt: skip
    Counter.objects.update_or_create(
        group=stage.group, noun="meeting", defaults={"last": len(rows)}
    )


def _meeting(stage: Stage, gathering: Gathering, number: int) -> Meeting:
    evening = datetime.combine(gathering.held_date, time(18, 10), tzinfo=stage.group.tz)
    published = min(evening + timedelta(days=2), timezone.now())
    return Meeting(
        group=stage.group, number=number, kind=gathering.kind, held_date=gathering.held_date,
        starts_at=time(14, 0), topic=gathering.topic, place=gathering.place,
        guests_female=gathering.guests[0], guests_male=gathering.guests[1],
        guests_young=gathering.young, guests_herder=gathering.herders,
        guests_disability=gathering.disability, is_closed=gathering.is_closed,
        logged_at=evening, logged_by=stage.by("secretary"),
        published_at=published if gathering.is_public else None,
    )  # fmt: skip


def _attendance(stage: Stage, meeting: Meeting, rng: Random, share: float) -> None:
    came = [row for row in stage.members if row.role == "facilitator" or rng.random() < share]
    Attendance.objects.bulk_create(
        Attendance(group=stage.group, meeting=meeting, membership=row, stakeholder=row.stakeholder)
        for row in came
    )


def _decisions(stage: Stage, meeting: Meeting, texts: tuple[str, ...]) -> None:
    stage.decisions += Decision.objects.bulk_create(
        Decision(group=stage.group, meeting=meeting, position=position, text=text)
        for position, text in enumerate(texts, start=1)
    )
