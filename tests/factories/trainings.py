"""Makes trainings, trainers, materials and self-assessments. Call inside `in_group(group)`."""

from __future__ import annotations

import datetime
from typing import Any

from groups.actions import (
    answer_assessment,
    finish_assessment,
    log_training,
    register_trainer,
    shelve_material,
    stand_of,
    start_assessment,
)
from groups.models import Assessment, Group, Material, Trainer, Training
from groups.queries import questions_of
from masam.organisations.models import Organisation
from tests.factories.groups import make_member


def make_training(group: Group, **fields: Any) -> Training:
    """A training of a day, a week ago, with six guests, unless told otherwise."""
    given = {
        "kind": "training",
        "title": "Онооны карт",
        "from_date": group.today() - datetime.timedelta(days=7),
        "hours": "6",
        "guests": {"community": (4, 2)},
        **fields,
    }
    return log_training(group, actor=fields.pop("actor", None), **given)


def make_trainer(group: Group, name: str = "Р.Цэцэгмаа", **fields: Any) -> Trainer:
    """A trainer of an NGO."""
    given = {"work": "trainer", "side": "ngo", "phone": "88001234", **fields}
    return register_trainer(group, actor=None, name=name, **given)


def make_material(group: Group, title_mn: str = "Төсөв унших", **fields: Any) -> Material:
    """A guide on the web, for all groups."""
    given = {
        "kind": "guide",
        "language": "mn",
        "address": "https://masam.example/tusuv",
        "is_shared": True,
        **fields,
    }
    return shelve_material(group, actor=None, title_mn=title_mn, **given)


def make_cso(group: Group, name: str = "“Тэгш боломж” ТББ") -> Organisation:
    """A CSO with a member in the group who has no account."""
    cso = Organisation.objects.create(
        kind="cso", name_mn=name, name_en="Equal Chance", unit=group.unit
    )
    make_member(group, f"Гишүүн {cso.pk}", organisation=cso, stakeholder="civil_society")
    return cso


def make_assessment(
    group: Group, cso: Organisation, *, year: int, score: int | None = None
) -> Assessment:
    """A self-assessment; with a score, all answered so and finished."""
    row = start_assessment(group, actor=None, organisation=cso, cycle=year)
    if score is not None:
        given = {question.pk: (score, "") for question in questions_of(row.template_id)}
        answer_assessment(row, actor=None, given=given, seen=stand_of([]))
        row = finish_assessment(row, actor=None)
    return row
