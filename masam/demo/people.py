"""The people who may sign in to the demo (contract.md), with one password that all know."""

from __future__ import annotations

from dataclasses import dataclass

from masam.accounts.models import NationalRole


@dataclass(frozen=True)
class Person:
    """Somebody with a sign-in. `group` and `seat` name the membership; empty for national staff."""

    email: str
    name: str
    group: str = ""
    seat: str = ""
    national_role: str = NationalRole.NONE
    office: str = ""  # of national staff
    language: str = "mn"
    is_admin: bool = False


PEOPLE = (
    Person("facilitator@khovd.example", "Б.Алтанцэцэг", "khovd", "facilitator"),
    Person("secretary@khovd.example", "Д.Нарантуяа", "khovd", "secretary"),
    Person("member@khovd.example", "Ц.Батжаргал", "khovd", "member"),
    Person("monitor@khovd.example", "Г.Оюунчимэг", "khovd", "monitor"),
    Person("custodian@khovd.example", "Л.Дэлгэрмаа", "khovd", "custodian"),
    Person("observer@khovd.example", "М.Ганзориг", "khovd", "observer"),
    Person("health@khovd.example", "Б.Лхагва", "khovd", "health"),
    Person("school@khovd.example", "Ж.Энхтуяа", "khovd", "school"),
    Person("facilitator@bayanzurkh.example", "С.Мөнхцэцэг", "bayanzurkh", "facilitator"),
    Person(
        "donor@worldbank.example",
        "A. Keller",
        national_role=NationalRole.VIEWER,
        office="World Bank",
        language="en",
    ),
    Person(
        "coordinator@masam.example",
        "Т.Болормаа",
        national_role=NationalRole.COORDINATOR,
        office="МАСАМ төсөл",
    ),
    Person(
        "cabinet@gov.example",
        "Н.Отгонбаяр",
        national_role=NationalRole.VIEWER,
        office="Засгийн газрын Хэрэг эрхлэх газар",
    ),
    Person(
        "ministry.health@gov.example",
        "Х.Сарантуяа",
        national_role=NationalRole.MINISTRY,
        office="Эрүүл мэндийн яам",
    ),
    Person("admin@masam.example", "П.Түвшинбаяр", is_admin=True),
)


def seated_in(group: str) -> dict[str, Person]:
    """Give the people with a sign-in of one group, by their seat."""
    return {person.seat: person for person in PEOPLE if person.group == group}
