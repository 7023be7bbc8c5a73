"""Teams of a group: a monitoring team, a scorecard team, and one of the past."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from groups.models import Counter, Team, TeamMember
from masam.demo.load.moments import day_before, moment

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage


@dataclass(frozen=True)
class Crew:
    """A team to be. Days count back from today; `size` includes the lead."""

    kind: str
    name: str
    mandate: str
    approved_by: str
    since: int
    until: int | None
    size: int
    lead: str


CREWS = (
    Crew(
        "monitoring", "Оролцоот хяналт-шинжилгээний баг",
        "Өрхийн эрүүл мэндийн төвүүдийн гэрээний биелэлтийг улирал бүр газар дээр нь үзэж, "
        "тэмдэглэл үйлдэн, үр дүнг бүлгийн хуралд танилцуулна. Хувь хүний мэдээлэлд хандахгүй.",
        "ИТХ-ын Нийгмийн бодлогын хорооны 04 дүгээр шийдвэр", 330, None, 9, "monitor",
    ),
    Crew(
        "scorecard", "Онооны картын баг",
        "Эмнэлэг, сургуулийн үйлчилгээг иргэдээр үнэлүүлж, үйлчилгээ үзүүлэгчидтэй хамтарсан "
        "хэлэлцүүлэг зохион байгуулна. Онооны картыг жилд хоёр удаа давтан хийнэ.",
        "Бүлгийн хурлын шийдвэр", 260, None, 15, "facilitator",
    ),
    Crew(
        "other", "Төсвийн ил тод байдлыг шалгах ажлын баг",
        "Байгууллагуудын шилэн данс, мэдээллийн самбарыг нэг удаа шалгаж, тайлан гаргана.",
        "", 520, 380, 5, "secretary",
    ),
)  # fmt: skip


def load_teams(stage: Stage) -> None:
    """Form them from today's members; one member of the first team has left it since."""
    rng = Random(f"teams of {stage.place.slug}")  # noqa: S311 - reason: the same demo every time
    count = 3 if len(stage.members) % 2 else 2
    teams = [_team(stage, crew, number) for number, crew in enumerate(CREWS[:count], start=1)]
    Team.objects.bulk_create(teams)
    seats: list[TeamMember] = []
    for team, crew in zip(teams, CREWS, strict=False):
        seats += _seats(stage, team, crew, rng)
        stage.note("team.formed", team, team.formed_at, seat="facilitator")
        if crew.until is not None:
            stage.note("team.ended", team, moment(stage.group, crew.until), seat="facilitator")
    TeamMember.objects.bulk_create(seats)
    Counter.objects.update_or_create(group=stage.group, noun="team", defaults={"last": count})


def _team(stage: Stage, crew: Crew, number: int) -> Team:
    return Team(
        group=stage.group, number=number, kind=crew.kind, name=crew.name, mandate=crew.mandate,
        approved_by=crew.approved_by, from_date=day_before(stage.group, crew.since),
        to_date=None if crew.until is None else day_before(stage.group, crew.until),
        formed_at=moment(stage.group, crew.since), formed_by=stage.by("facilitator"),
    )  # fmt: skip


def _seats(stage: Stage, team: Team, crew: Crew, rng: Random) -> list[TeamMember]:
    lead = stage.seats[crew.lead]
    others = rng.sample([row for row in stage.members if row != lead], crew.size - 1)
    rows = [
        TeamMember(
            group=stage.group, team=team, membership=row, is_lead=row == lead,
            from_date=team.from_date, to_date=team.to_date,
        )
        for row in [lead, *others]
    ]  # fmt: skip
    if crew.kind == "monitoring":
        rows[-1].to_date = day_before(stage.group, 95)
    return rows
