"""Who sits in a group: 43 to 58 people of all kinds of stakeholders (product.md G2)."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from masam.demo.people import seated_in
from masam.demo.tables import names

if TYPE_CHECKING:
    from masam.demo.tables import Place

INITIALS = "АБГДЖЗЛМНОПРСТУХЦЧШЭ"
FEWEST, MOST = 44, 58
RENEWED = 400  # days ago a second term began: before the first meeting of the demo


@dataclass(frozen=True)
class Seat:
    """A membership to be. `seat` names the roles the demo's stories need, else "".

    `email` is filled for people with a sign-in. Days count back from today; `left` is the day a
    term ended, None for today's members.
    """

    seat: str
    name: str
    email: str
    sex: str
    stakeholder: str
    organisation: str
    position: str
    role: str
    age_band: str
    vulnerable: tuple[str, ...]
    joined: int
    left: int | None = None
    ends: int = 0  # days until the running term ends; 0 for none

    @property
    def is_renewed(self) -> bool:
        """Whether this is the second term of a person who came long before."""
        return self.left is None and self.joined > 640 and self.role == "member"

    @property
    def has_told(self) -> bool:
        """Whether the person told anything for the counts; nine of ten did."""
        return bool(self.seat) or self.joined % 10 != 0


# seat, stakeholder, organisation, position, role
LEADING = (
    ("facilitator", "civil_society", "cso1", "Тэргүүн", "facilitator"),
    ("secretary", "government", "governor", "Нийгмийн бодлогын хэлтсийн мэргэжилтэн", "secretary"),
    ("monitor", "civil_society", "cso2", "Хяналт-шинжилгээний багийн гишүүн", "monitor"),
    ("monitor2", "community", "", "Иргэний хяналтын багийн гишүүн", "monitor"),
    ("custodian", "academia", "college", "Багш", "custodian"),
    ("observer", "media", "media", "Сэтгүүлч", "observer"),
    ("health", "government", "health", "Мэргэжилтэн", "officer"),
    ("education", "government", "education", "Мэргэжилтэн", "officer"),
    ("school", "provider", "school1", "Сургалтын менежер", "officer"),
    ("member", "community", "", "Эцэг эх", "member"),
)

Kind = tuple[str, int, tuple[tuple[str, str], ...]]
# stakeholder, weight, (organisation, position) to choose from
FLOOR: tuple[Kind, ...] = (
    ("civil_society", 24, (
        ("cso1", "Ажилтан"), ("cso2", "Тэргүүн"), ("cso3", "Тэргүүн"), ("cso3", "Гишүүн"),
        ("cso4", "Тэргүүн"), ("cso4", "Гишүүн"), ("", "Сайн дурын ажилтан"),
    )),
    ("community", 22, (
        ("", "Иргэн"), ("", "Эцэг эхийн зөвлөлийн гишүүн"), ("", "Ахмадын хорооны гишүүн"),
        ("community", "Нөхөрлөлийн ахлагч"), ("", "Залуучуудын төлөөлөл"),
    )),
    ("government", 13, (
        ("governor", "Мэргэжилтэн"), ("governor", "Хэлтсийн дарга"), ("health", "Мэргэжилтэн"),
        ("education", "Мэргэжилтэн"),
    )),
    ("provider", 17, (
        ("hospital", "Эмч"), ("hospital", "Сувилагч"), ("school2", "Захирал"), ("school2", "Багш"),
        ("school1", "Нийгмийн ажилтан"), ("kindergarten1", "Эрхлэгч"), ("clinic", "Эмч"),
    )),
    ("khural", 9, (("khural", "Төлөөлөгч"), ("khural", "Нийгмийн бодлогын хорооны дарга"))),
    ("media", 5, (("media", "Сэтгүүлч"),)),
    ("academia", 5, (("college", "Багш"),)),
    ("business", 5, (("chamber", "Гишүүн"),)),
)  # fmt: skip
AGES = ("18-34", "35-59", "60+", "")
AGE_WEIGHTS = (24, 54, 16, 6)
TAGS = ("herder", "disability", "poor", "single_parent", "temporary", "elder")


def plan_members(place: Place) -> list[Seat]:
    """Give the members of a group: those with roles first, then the floor."""
    rng = Random(f"members of {place.slug}")  # noqa: S311 - reason: the same demo every time
    count = rng.randint(FEWEST, MOST)
    people = _names(rng, count)
    seats = [_leading(place, rng, row, *people.pop()) for row in LEADING]
    kinds = list(FLOOR)  # everybody sits there at least once
    while people:
        kind = kinds.pop() if kinds else rng.choices(FLOOR, [row[1] for row in FLOOR])[0]
        seats.append(_floor(rng, kind, *people.pop(), is_past=len(people) < 3))
    return seats


def _names(rng: Random, count: int) -> list[tuple[str, str]]:
    """Give different people as (name the Mongolian way, sex)."""
    given = rng.sample(names(), count)
    return [(f"{rng.choice(INITIALS)}.{name}", sex) for name, sex in given]


def _leading(
    place: Place, rng: Random, row: tuple[str, str, str, str, str], name: str, sex: str
) -> Seat:
    seat, stakeholder, organisation, position, role = row
    known = seated_in(place.slug).get(seat)
    if known is not None:
        name, sex = known.name, _sex_of(known.name)
    return Seat(
        seat=seat, name=name, email=known.email if known else "", sex=sex,
        stakeholder=stakeholder, organisation=organisation, position=position, role=role,
        age_band=rng.choices(AGES, AGE_WEIGHTS)[0], vulnerable=(),
        joined=rng.randint(400, 900),
    )  # fmt: skip


def _sex_of(name: str) -> str:
    return dict(names()).get(name.rsplit(".", maxsplit=1)[-1], "f")


def _floor(rng: Random, kind: Kind, name: str, sex: str, *, is_past: bool) -> Seat:
    stakeholder, _weight, choices = kind
    organisation, position = rng.choice(choices)
    is_citizen = stakeholder in {"community", "civil_society"}
    tags = tuple(sorted(rng.sample(TAGS, 1))) if is_citizen and rng.random() < 0.4 else ()
    joined = rng.randint(380, 900)
    return Seat(
        seat="", name=name, email="", sex=sex if rng.random() < 0.96 else "undisclosed",
        stakeholder=stakeholder, organisation=organisation, position=position, role="member",
        age_band=rng.choices(AGES, AGE_WEIGHTS)[0], vulnerable=tags, joined=joined,
        left=rng.randint(40, 200) if is_past else None,
        ends=joined % 150 + 15 if joined % 9 == 0 and not is_past else 0,
    )  # fmt: skip
