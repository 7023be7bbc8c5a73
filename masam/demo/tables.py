"""The tables the demo is made of: CSV files typed by hand, read once.

Problems follow the cases of domain.md 1.5: 22 with a source, the others plausible.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NUMBERS = ("weight", "fixes", "schools")  # columns of groups.csv


@dataclass(frozen=True)
class Place:
    """A group to be. `fixes` is the share (percent) of old problems that were fixed.

    `soums` are codes of soums or khoroos with service points; `schools` is the first number.
    """

    slug: str
    code: str
    unit: str
    kind: str
    centre: str
    soums: tuple[str, ...]
    name_mn: str
    name_en: str
    zone: str
    partner: str
    weight: int
    fixes: int
    schools: int


@dataclass(frozen=True)
class Template:
    """An organisation that every group of a kind (`where`: aimag, district, both) has."""

    key: str
    where: str
    at: str
    kind: str
    sector: str
    type: str
    parent: str
    name_mn: str
    name_en: str


@dataclass(frozen=True)
class Problem:
    """A problem of a kind of service point, with what was done about it."""

    key: str
    where: str
    sector: str
    category: str
    point_type: str
    reporter: str
    title_mn: str
    detail_mn: str
    fix_mn: str
    action_mn: str


@dataclass(frozen=True)
class English:
    """What a lesson from a problem says in English ("" where nothing was planned together)."""

    key: str
    title_en: str
    problem_en: str
    worked_en: str
    action_en: str


@dataclass(frozen=True)
class Word:
    """What a citizen said, and the group's answer ("" where none was given yet)."""

    kind: str
    point_type: str
    text_mn: str
    answer_mn: str


@dataclass(frozen=True)
class Agenda:
    """What a group speaks of in a month, and what it decides."""

    month: int
    topic_mn: str
    decisions: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of this folder."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def places() -> tuple[Place, ...]:
    """Give the 13 groups of the first phase, in the order of the contract."""
    return tuple(_place(row) for row in rows("groups"))


def _place(row: dict[str, str]) -> Place:
    values: dict[str, Any] = {name: int(row[name]) for name in NUMBERS}
    return Place(**row | values | {"soums": tuple(row["soums"].split())})


@cache
def templates(where: str) -> tuple[Template, ...]:
    """Give the organisations of an aimag or a district, agencies before what stands below them."""
    return tuple(
        Template(**row) for row in rows("organisations") if row["where"] in {where, "both"}
    )


@cache
def problems(where: str) -> tuple[Problem, ...]:
    """Give the problems that an aimag or a district may have."""
    return tuple(Problem(**row) for row in rows("cases") if row["where"] in {where, "both"})


@cache
def in_english() -> dict[str, English]:
    """Give what lessons say in English, by the key of their problem."""
    return {row["key"]: English(**row) for row in rows("lessons")}


@cache
def words() -> tuple[Word, ...]:
    """Give what citizens say."""
    return tuple(Word(**row) for row in rows("feedback"))


@cache
def agendas() -> dict[int, Agenda]:
    """Give what is spoken of, by month."""
    found = {}
    for row in rows("meetings"):
        lines = (row["decision1_mn"], row["decision2_mn"], row["decision3_mn"])
        month = int(row["month"])
        found[month] = Agenda(month, row["topic_mn"], tuple(line for line in lines if line))
    return found


@cache
def names() -> tuple[tuple[str, str], ...]:
    """Give (given name, sex: f or m)."""
    return tuple((row["name"], row["sex"]) for row in rows("names"))
