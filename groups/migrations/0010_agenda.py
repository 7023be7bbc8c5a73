"""Agendas: items, what came of them, the decisions made on them; decisions that need no action."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("groups", "0009_lessons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        Together(
            migrations.AddField(
                model_name="decision",
                name="settled_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="decision",
                name="settled_by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="decision",
                name="settled_note",
                field=models.CharField(blank=True, db_default="", max_length=500),
            ),
            migrations.CreateModel(
                name="AgendaItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("title", models.CharField(max_length=200, verbose_name="what it is about")),
                    ("detail", models.TextField(blank=True, verbose_name="details")),
                    (
                        "minutes",
                        models.PositiveSmallIntegerField(default=10, verbose_name="minutes"),
                    ),
                    (
                        "speaker_name",
                        models.CharField(blank=True, max_length=120, verbose_name="who speaks"),
                    ),
                    ("source_key", models.CharField(blank=True, max_length=60)),
                    ("source_label", models.CharField(blank=True, max_length=200)),
                    ("source_url", models.CharField(blank=True, max_length=300)),
                    (
                        "outcome_kind",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("decided", "decided"),
                                ("noted", "noted"),
                                ("postponed", "postponed"),
                                ("dropped", "dropped"),
                            ],
                            max_length=9,
                        ),
                    ),
                    ("outcome", models.TextField(blank=True, verbose_name="outcome")),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="agenda",
                            to="groups.meeting",
                        ),
                    ),
                    (
                        "speaker",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
                        ),
                    ),
                ],
                options={
                    "ordering": ("position",),
                    "indexes": [
                        models.Index(fields=["group", "source_key"], name="groups_agenda_source")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            deferrable=models.Deferrable["DEFERRED"],
                            fields=("group", "meeting", "position"),
                            name="groups_agenda_position_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("source_key", ""), _negated=True),
                            fields=("group", "meeting", "source_key"),
                            name="groups_agenda_source_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "outcome_kind__in",
                                    ["", "decided", "noted", "postponed", "dropped"],
                                )
                            ),
                            name="groups_agenda_outcome_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("minutes__gte", 1), ("minutes__lte", 720)),
                            name="groups_agenda_minutes",
                        ),
                    ],
                },
            ),
            migrations.AddField(
                model_name="decision",
                name="item",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="decisions",
                    to="groups.agendaitem",
                ),
            ),
        ),
        Protect("agendaitem"),
        Protect("decision"),
    ]
