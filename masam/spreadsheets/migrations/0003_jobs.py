"""Imports become jobs; their rows, and what the columns of a kind of table mean, are kept."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import masam.spreadsheets.models
from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("spreadsheets", "0002_protect"),
        ("groups", "0002_protect"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        Together(
            migrations.RemoveConstraint(model_name="import", name="spreadsheets_stage_known"),
            *(
                migrations.AddField(model_name="import", name=name, field=field)
                for name, field in (
                    ("attempts", models.PositiveSmallIntegerField(default=0)),
                    ("columns", models.JSONField(blank=True, default=list)),
                    ("error", models.TextField(blank=True)),
                    ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ("is_repaired", models.BooleanField(blank=True, null=True)),
                    ("known_rows", models.PositiveIntegerField(default=0)),
                    ("lease_by", models.CharField(blank=True, max_length=64)),
                    ("lease_until", models.DateTimeField(blank=True, null=True)),
                    (
                        "mode",
                        models.CharField(
                            choices=[("all", "all rows or none"), ("good", "only the good rows")],
                            default="all",
                            max_length=4,
                        ),
                    ),
                    ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "ordered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("progress", models.PositiveSmallIntegerField(default=0)),
                    ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reading", models.JSONField(blank=True, default=dict)),
                    (
                        "state",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("queued", "Waiting"),
                                ("running", "Being made"),
                                ("ready", "Ready"),
                                ("failed", "Did not succeed"),
                            ],
                            default="",
                            max_length=10,
                        ),
                    ),
                    (
                        "table",
                        models.FileField(
                            blank=True,
                            max_length=200,
                            upload_to=masam.spreadsheets.models.stored_name,
                        ),
                    ),
                    ("taken_rows", models.PositiveIntegerField(default=0)),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                )
            ),
            migrations.AlterField(
                model_name="import",
                name="stage",
                field=models.CharField(
                    choices=[
                        ("previewed", "previewed"),
                        ("ordered", "being taken in"),
                        ("confirmed", "taken in"),
                        ("undone", "taken back"),
                    ],
                    default="previewed",
                    max_length=9,
                ),
            ),
        ),
        Together(
            migrations.AddIndex(
                model_name="import",
                index=models.Index(
                    condition=models.Q(("state__in", ["queued", "running"])),
                    fields=["group", "not_before", "id"],
                    name="spreadsheets_waiting",
                ),
            ),
            migrations.AddConstraint(
                model_name="import",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("stage__in", ["previewed", "ordered", "confirmed", "undone"])
                    ),
                    name="spreadsheets_stage_known",
                ),
            ),
            migrations.CreateModel(
                name="ColumnChoice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("kind", models.CharField(max_length=40)),
                    ("shape", models.CharField(max_length=64)),
                    ("columns", models.JSONField(default=list)),
                    ("chosen_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "chosen_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "kind", "shape"), name="spreadsheets_choice_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ImportedRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("target_id", models.BigIntegerField()),
                    ("reference", models.CharField(blank=True, max_length=60)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rows",
                            to="spreadsheets.import",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "target_id"], name="spreadsheets_row_target")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "source", "number"), name="spreadsheets_row_once"
                        )
                    ],
                },
            ),
        ),
        Protect("import"),
        Protect("columnchoice"),
        Protect("importedrow"),
    ]
