"""A year of meetings: one in each of the last twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from masam.demo.tables import agendas

if TYPE_CHECKING:
    from masam.demo.tables import Place

COUNT = 12
CLOSED = 5  # the meeting that was closed to the public, counted from the newest
KINDS = {2: "interface", 4: "hearing", 7: "khural"}  # the others are regular
VENUES = (
    "Засаг даргын Тамгын газрын хурлын танхим",
    "Иргэний танхим",
    "Нэгдсэн эмнэлгийн хурлын өрөө",
    "1 дүгээр сургуулийн номын сан",
)


@dataclass(frozen=True)
class Gathering:
    """A meeting to be. `came` is the share of members present, `guests` women and men."""

    held_date: date
    topic: str
    kind: str
    place: str
    decisions: tuple[str, ...]
    came: float
    guests: tuple[int, int]
    young: int
    herders: int
    disability: int
    is_closed: bool
    is_public: bool


def plan_meetings(place: Place, today: date) -> list[Gathering]:
    """Give twelve meetings, the oldest first; the newest still waits to be published."""
    rng = Random(f"meetings of {place.slug}")  # noqa: S311 - reason: the same demo every time
    days = [rng.randint(8, 24) for _month in range(COUNT + 1)]
    found = [_day(today, back, days[back]) for back in range(COUNT + 1)]
    past = [day for day in found if day < today][:COUNT]
    return [_gathering(rng, day, back) for back, day in enumerate(past)][::-1]


def _day(today: date, back: int, day: int) -> date:
    """Give a working day in the month that lies `back` months before this one."""
    years, month = divmod(today.month - 1 - back, 12)
    wanted = date(today.year + years, month + 1, day)
    return wanted - timedelta(days=max(0, wanted.weekday() - 4))


def _gathering(rng: Random, day: date, back: int) -> Gathering:
    agenda = agendas()[day.month]
    women, men = rng.randint(0, 9), rng.randint(0, 7)
    guests = women + men
    is_closed = back == CLOSED
    return Gathering(
        held_date=day,
        topic=agenda.topic_mn,
        kind=KINDS.get(back, "regular"),
        place=rng.choice(VENUES),
        decisions=agenda.decisions,
        came=rng.uniform(0.5, 0.85),
        guests=(women, men),
        young=rng.randint(0, guests // 2),
        herders=rng.randint(0, guests // 3),
        disability=rng.randint(0, guests // 4),
        is_closed=is_closed,
        is_public=not is_closed and back > 0,
    )
