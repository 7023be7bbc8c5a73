"""The monthly series, what the members answered for the next meeting, hearings and sittings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from groups.models import Counter, Meeting, MeetingInvitation, MeetingSeries
from groups.queries.series import horizon, series_days
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

TOPIC = "Бүлгийн ээлжит хурал"
PUBLIC_AHEAD = 2  # meetings after the next one that the public sees
SITTING_AHEAD = 33  # days until the khural sits on the budget
ANSWERS = ("yes",) * 6 + ("no",) * 2 + ("maybe",)
NOTES = {"no": "Томилолттой байна.", "maybe": "Ээлжээ солихоор ярьж байна.", "yes": ""}
HEARD = {
    "hearing": (
        "Өрхийн эрүүл мэндийн төвийн халаалт, цахилгааны хөрөнгийг ирэх оны төсөвт тусгахыг хүсэв.",
        "Саналыг дэмжиж, Засаг даргын зөвлөлийн хуралд оруулахаар тэмдэглэл гаргав.",
    ),
    "khural": (
        "Сургуулийн дотуур байрны засварт орон нутгийн хөгжлийн сангаас хөрөнгө гаргахыг хүсэв.",
        "ИТХ-ын тогтоолоор хөрөнгийг баталж, ерөнхий боловсролын сургуульд хариуцуулав.",
    ),
}
ASKED = (
    "Бүлгийн гурван саналыг ирэх оны төсвийн төсөлд тусгахыг хүснэ: халаалт, цэвэр ус, налуу зам."
)
SITTING = "ИТХ-ын хуралдаан: ирэх оны төсөв"


def load_calendar(stage: Stage) -> None:
    """Plan the year ahead; the next meeting has its invitations and most of the answers."""
    coming = Meeting.objects.filter(group=stage.group).planned().latest("id")
    _series(stage, coming)
    _answers(stage, coming)
    for kind, (asked, decided) in HEARD.items():
        rows = Meeting.objects.filter(group=stage.group, kind=kind).held()
        rows.update(asked=asked, decided=decided)


def _series(stage: Stage, coming: Meeting) -> None:
    """Begin with the next meeting; its later ones, and a sitting of the khural, are planned."""
    group, planned = stage.group, moment(stage.group, 2, 2)
    series = MeetingSeries.objects.create(
        group=group, topic=TOPIC, place=coming.place, rhythm="monthly", first_date=coming.held_date,
        starts_at=coming.starts_at, lasts_minutes=120,
    )  # fmt: skip
    coming.series, coming.series_date = series, coming.held_date
    coming.save(update_fields=["series", "series_date"])
    days = series_days(coming.held_date, series.rhythm, horizon(group.today()))[1:]
    rows = [
        _planned(stage, day, at, TOPIC, series=series, series_date=day)
        for at, day in enumerate(days, start=1)
    ]
    sits = group.today() + timedelta(days=SITTING_AHEAD)
    sits -= timedelta(days=max(0, sits.weekday() - 4))
    rows.append(_planned(stage, sits, 1, SITTING, kind="khural", asked=ASKED))
    for number, row in enumerate(rows, start=coming.number + 1):
        row.number = number
    Meeting.objects.bulk_create(rows)
    Counter.objects.filter(group=group, noun="meeting").update(last=rows[-1].number)
    stage.note("series.started", series, planned, seat="secretary", data={"meetings": len(rows)})
    for row in rows:
        stage.note("meeting.planned", row, planned, seat="secretary")


def _planned(stage: Stage, day: date, at: int, topic: str, **columns: Any) -> Meeting:
    logged = moment(stage.group, 2, 2)
    return Meeting(
        group=stage.group, state="planned", held_date=day, starts_at=time(14, 0), topic=topic,
        lasts_minutes=120, place=stage.meetings[-1].place, logged_at=logged,
        logged_by=stage.by("secretary"), published_at=logged if at <= PUBLIC_AHEAD else None,
        **columns,
    )  # fmt: skip


def _answers(stage: Stage, coming: Meeting) -> None:
    rng = Random(f"answers of {stage.place.slug}")  # noqa: S311 - reason: the same every time
    MeetingInvitation.objects.bulk_create(
        _invitation(stage, coming, member, rng) for member in stage.members
    )
    stage.note("meeting.invited", coming, moment(stage.group, 2, 4), seat="secretary")


def _invitation(stage: Stage, coming: Meeting, member: Any, rng: Random) -> MeetingInvitation:
    row = MeetingInvitation(group=stage.group, meeting=coming, membership=member)
    row.sent_sequence = 0 if member.user_id else None
    if rng.random() < 0.35:
        return row
    row.answer = rng.choice(ANSWERS)
    row.answered_sequence, row.note = 0, NOTES[row.answer]
    row.channel = rng.choice(["link", "desk", "reply"]) if member.user_id else "spoken"
    row.answered_at = _answered(stage, rng)
    return row


def _answered(stage: Stage, rng: Random) -> datetime:
    return moment(stage.group, 1, rng.randint(0, 12), rng.randint(0, 9))
