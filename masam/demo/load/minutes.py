"""Minutes of the year: most signed, the last but one going round, the last a draft; and what can
be found of all meetings by words. PDFs are drawn when somebody asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from groups.lifecycle import MinutesState
from groups.models import (
    Amendment,
    Attendance,
    Correction,
    Meeting,
    MeetingWords,
    Minutes,
    Signature,
)
from groups.queries import hash_of, sealed_forms, words_of_all
from masam.demo.load.moments import moment

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage

TEXT = """# Нээлт

Хурлыг чиглүүлэгч нээж, ирцийг танилцуулав. Өмнөх шийдвэрийн биелэлтийг нарийн бичгийн дарга тайлагнав.

# {topic}

Байгууллагын төлөөлөл одоогийн байдлыг танилцуулав. Иргэд, иргэний нийгмийн төлөөлөл дараах асуултыг тавив:

- хэзээ, ямар эх үүсвэрээр хийх вэ;
- явцыг хэн, хэдийд хэмжих вэ.

Хариултыг сонсож, доорх шийдвэрийг саналын олонхоор гаргав.

# Хаалт

Дараагийн хурлын өдрийг урьдчилан мэдэгдэхээр тогтов."""
ENGLISH = """# Opening

The facilitator opened the meeting. The secretary reported what had become of earlier decisions.

# The topic of the day

The offices explained where things stand. Citizens and civil society asked when and with what money the work will be done, and who will measure it. The decisions below were taken by a majority."""
QUOTED = "дараах асуултыг тавив"
PROPOSED = "дараах хоёр асуултыг тавьж, хариуг нэг сарын дотор бичгээр авахаар тохиров"
CORRECTION = "Ирсэн зочдын тоог цаасан жагсаалтаар дахин тоолж, нэг хүнээр залруулав."
LAST_SIGNED = 2  # meetings newer than the third are not signed yet
CIRCULATES = 7  # days
ENGLISH_EVERY = 4


def load_minutes(stage: Stage) -> None:
    """Write the minutes of every meeting that was held, and make all meetings findable."""
    held = [row for row in stage.meetings if row.state == "held"]
    rows = [_minutes(stage, row, len(held) - 1 - at) for at, row in enumerate(held)]
    signed = [row for row in rows if row.state == MinutesState.SIGNED]
    for row, sealed in zip(signed, sealed_forms(signed), strict=True):
        row.sealed, row.sha256 = sealed, hash_of(sealed)
    Minutes.objects.bulk_create(rows)
    Signature.objects.bulk_create(each for row in signed for each in _signatures(stage, row))
    _amendment(stage, rows[-2])
    _correction(stage, signed[-1])
    for row in rows:
        _notes(stage, row)
    MeetingWords.objects.bulk_create(
        MeetingWords(group=stage.group, meeting=meeting, **words)
        for meeting, words in words_of_all(Meeting.objects.filter(group=stage.group))
    )


def _minutes(stage: Stage, meeting: Meeting, back: int) -> Minutes:
    """Give the minutes of the meeting that lies so many meetings back."""
    written = meeting.logged_at + timedelta(days=1)
    row = Minutes(
        group=stage.group, meeting=meeting, text_mn=TEXT.format(topic=meeting.topic),
        government_chair=stage.seats["health"], civil_chair=stage.seats["facilitator"],
    )  # fmt: skip
    if back == 0:
        return row
    if back < LAST_SIGNED:  # still going round, whatever the day
        row.state, row.circulated_at = MinutesState.CIRCULATED, moment(stage.group, 3)
        row.last_day = stage.group.today() + timedelta(days=CIRCULATES - 3)
        return row
    row.text_en = ENGLISH if meeting.number % ENGLISH_EVERY == 0 else ""
    row.state, row.circulated_at = MinutesState.SIGNED, written
    row.last_day = (written + timedelta(days=CIRCULATES)).date()
    row.frozen_at = written + timedelta(days=CIRCULATES + 1)
    row.signed_at = row.frozen_at + timedelta(days=2)
    row.version = 4
    return row


def _signatures(stage: Stage, row: Minutes) -> list[Signature]:
    chairs = (("civil", row.civil_chair, 1), ("government", row.government_chair, 2))
    return [
        Signature(
            group=stage.group, minutes=row, side=side, membership=chair, name=chair.name,
            user=chair.user, sha256=row.sha256, method="password",
            signed_at=row.frozen_at + timedelta(days=days),
        )
        for side, chair, days in chairs
        if chair is not None and row.frozen_at is not None
    ]  # fmt: skip


def _amendment(stage: Stage, row: Minutes) -> None:
    """Somebody who was there proposes a change and waits for the answer."""
    came = Attendance.objects.filter(group=stage.group, meeting=row.meeting)
    wanted = came.exclude(membership=stage.seats["facilitator"]).order_by("membership")
    first = wanted.select_related("membership").first()
    if first is not None:
        at = moment(stage.group, 2, 2)
        Amendment.objects.create(
            group=stage.group, minutes=row, membership=first.membership, quoted=QUOTED,
            proposed=PROPOSED, made_at=at,
        )  # fmt: skip
        stage.note("minutes.amended", row, at)


def _correction(stage: Stage, row: Minutes) -> None:
    at: datetime = (row.signed_at or row.meeting.logged_at) + timedelta(days=3)
    Correction.objects.create(
        group=stage.group, minutes=row, position=1, text=CORRECTION, is_public=True,
        made_by=stage.seats["secretary"].name, made_at=at,
    )  # fmt: skip
    stage.note("minutes.corrected", row, at, seat="secretary")


def _notes(stage: Stage, row: Minutes) -> None:
    """Write down what happened to the minutes, as their timeline tells it."""
    written = row.meeting.logged_at + timedelta(hours=14)
    stage.note("minutes.drafted", row, written, seat="secretary")
    if row.circulated_at:
        stage.note("minutes.circulated", row, row.circulated_at, seat="secretary")
    if row.frozen_at and row.signed_at:
        stage.note("minutes.frozen", row, row.frozen_at, seat="facilitator")
        first = row.frozen_at + timedelta(days=1)
        stage.note("minutes.signed", row, first, seat="facilitator")
        stage.note("minutes.signed", row, row.signed_at, seat="health")
