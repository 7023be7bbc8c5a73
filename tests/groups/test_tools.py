"""One vocabulary of tools, and what trainings and materials called otherwise before."""

from __future__ import annotations

import importlib

from django.apps import apps
from django.db import connection

from groups.models import Material, Project, Tool, Training
from issues.models import Lesson
from masam.tenancy import in_group
from tests.factories.trainings import make_material, make_training

RENAMING = importlib.import_module("groups.migrations.0019_tools")


def test_every_table_names_the_same_tools():
    fields = (
        Lesson._meta.get_field("tool"), Material._meta.get_field("tool"),
        Project._meta.get_field("tools").base_field, Training._meta.get_field("tools").base_field,
    )  # fmt: skip
    for field in fields:
        assert [value for value, _label in field.choices] == Tool.values
        assert field.max_length >= max(map(len, Tool.values))
    assert [(value, label) for value, label in RENAMING.CHOICES] == RENAMING.CHOICES
    assert [value for value, _label in RENAMING.CHOICES] == Tool.values


def test_old_names_are_written_anew_and_back(khovd, bayanzurkh):
    class Editor:
        connection = connection

    with in_group(khovd):
        training = make_training(khovd, tools=["expenditure", "budget", "hearing"])
        material = make_material(khovd, "Төсөв унших", tool="expenditure")
    RENAMING.rename(RENAMING.NEW_NAMES)(apps, Editor)
    with in_group(khovd):
        training.refresh_from_db()
        material.refresh_from_db()
        assert training.tools == ["pets", "participatory_budget", "hearing"]
        assert material.tool == "pets"
    RENAMING.rename(RENAMING.BACK)(apps, Editor)
    with in_group(khovd):
        training.refresh_from_db()
        assert training.tools == ["expenditure", "budget", "hearing"]
