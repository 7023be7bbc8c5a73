"""Clocks, their pauses, and what a group promises (I8)."""

from typing import ClassVar

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("calendars", "0003_clocks"),
        ("issues", "0005_agenda"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="Clock",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("acknowledge", "say that it was received"),
                                ("resolve", "fix the problem"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "basis",
                        models.CharField(
                            choices=[
                                ("law", "rule"),
                                ("promise", "the group's promise"),
                                ("asked", "the day the group asked for"),
                                ("office", "the day the office promised"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("round", models.PositiveSmallIntegerField(default=1)),
                    ("start_date", models.DateField()),
                    ("days", models.PositiveSmallIntegerField()),
                    (
                        "unit",
                        models.CharField(
                            choices=[("calendar", "calendar days"), ("working", "working days")],
                            default="calendar",
                            max_length=8,
                        ),
                    ),
                    ("due_date", models.DateField()),
                    ("skipped", models.JSONField(default=list)),
                    ("added", models.JSONField(default=list)),
                    ("met_at", models.DateTimeField(blank=True, null=True)),
                    ("stopped_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "stopped_why",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("anew", "asked anew"),
                                ("replaced", "another day was promised"),
                                ("reopened", "reopened"),
                                ("rejected", "not taken up"),
                                ("merged", "joined with another issue"),
                                ("referred", "passed to the next level"),
                                ("recalled", "came back from the next level"),
                                ("undone", "the asking was taken back"),
                            ],
                            default="",
                            max_length=8,
                        ),
                    ),
                    ("extended_days", models.PositiveSmallIntegerField(default=0)),
                    ("extended_reason", models.TextField(blank=True, default="")),
                    ("extended_at", models.DateTimeField(blank=True, null=True)),
                    ("notified_at", models.DateTimeField(blank=True, null=True)),
                    ("pauses", models.JSONField(default=list)),
                    ("paused_since", models.DateField(blank=True, null=True)),
                    ("paused_until", models.DateField(blank=True, null=True)),
                    (
                        "extended_by",
                        models.ForeignKey(
                            blank=True,
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
                    (
                        "issue",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "rule",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="calendars.legalrule",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "issue", "id"], name="issues_clock_of"),
                        models.Index(
                            condition=models.Q(("met_at", None), ("stopped_at", None)),
                            fields=["group", "due_date", "id"],
                            name="issues_clock_running",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "issue", "kind", "basis", "round"),
                            name="issues_clock_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("due_date__gte", models.F("start_date"))),
                            name="issues_clock_due_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("stopped_at", None), ("stopped_why", "")),
                                models.Q(
                                    ("stopped_at__isnull", False),
                                    models.Q(("stopped_why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="issues_clock_stopped_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("extended_days", 0),
                                ("extended_at__isnull", False),
                                _connector="OR",
                            ),
                            name="issues_clock_extended_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Pause",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("since", models.DateField()),
                    ("until", models.DateField()),
                    ("reason", models.TextField()),
                    ("paused_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "ended_by",
                        models.ForeignKey(
                            blank=True,
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
                    (
                        "issue",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="pauses",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "paused_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "issue", "id"], name="issues_pause_of"),
                        models.Index(
                            condition=models.Q(("ended_at", None)),
                            fields=["group", "until"],
                            name="issues_pause_open",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at", None)),
                            fields=("group", "issue"),
                            name="issues_pause_one_open",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("until__gte", models.F("since"))),
                            name="issues_pause_ends_after_start",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Promise",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("acknowledge", "say that it was received"),
                                ("resolve", "fix the problem"),
                            ],
                            default="resolve",
                            max_length=12,
                            verbose_name="what is promised",
                        ),
                    ),
                    (
                        "sector",
                        models.CharField(
                            blank=True,
                            choices=[("health", "health"), ("education", "education")],
                            default="",
                            max_length=10,
                            verbose_name="sector",
                        ),
                    ),
                    (
                        "days",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(365),
                            ],
                            verbose_name="days",
                        ),
                    ),
                    (
                        "unit",
                        models.CharField(
                            choices=[("calendar", "calendar days"), ("working", "working days")],
                            default="calendar",
                            max_length=8,
                            verbose_name="which days",
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="issues.category",
                            verbose_name="category",
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
                            fields=("group", "kind", "sector", "category"),
                            name="issues_promise_once",
                            nulls_distinct=False,
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("days__gte", 1), ("days__lte", 365)),
                            name="issues_promise_days",
                        ),
                    ],
                },
            ),
        ),
        Protect("clock"),
        Protect("pause"),
        Protect("promise"),
    ]
