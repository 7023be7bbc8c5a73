"""Lesson cards, whom issues concern, and lessons by mail."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("issues", "0003_agreements"),
        ("places", "0001_initial"),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="Lesson",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("title_mn", models.CharField(max_length=160, verbose_name="title")),
                    (
                        "problem_mn",
                        models.TextField(blank=True, verbose_name="what the problem was"),
                    ),
                    ("worked_mn", models.TextField(blank=True, verbose_name="what worked")),
                    (
                        "watch_mn",
                        models.TextField(blank=True, verbose_name="what to watch out for"),
                    ),
                    (
                        "title_en",
                        models.CharField(
                            blank=True, max_length=160, verbose_name="title in English"
                        ),
                    ),
                    (
                        "problem_en",
                        models.TextField(
                            blank=True, verbose_name="what the problem was, in English"
                        ),
                    ),
                    (
                        "worked_en",
                        models.TextField(blank=True, verbose_name="what worked, in English"),
                    ),
                    (
                        "watch_en",
                        models.TextField(
                            blank=True, verbose_name="what to watch out for, in English"
                        ),
                    ),
                    (
                        "sector",
                        models.CharField(
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                            verbose_name="sector",
                        ),
                    ),
                    (
                        "point_type",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("family_health_centre", "family health centre"),
                                ("soum_health_centre", "soum health centre"),
                                ("health_centre", "health centre"),
                                ("hospital", "hospital"),
                                ("school", "school"),
                                ("kindergarten", "kindergarten"),
                                ("dormitory", "school dormitory"),
                                ("other", "other service point"),
                            ],
                            max_length=20,
                            verbose_name="type of service point",
                        ),
                    ),
                    (
                        "tool",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("joint_action", "joint action"),
                                ("decision", "decision of a meeting"),
                                ("hearing", "public hearing"),
                                ("scorecard", "community scorecard"),
                                ("feedback", "citizens' feedback"),
                                ("disclosure", "disclosed information"),
                                ("monitoring", "visit and monitoring"),
                                ("budget", "budget analysis"),
                                ("other", "another way"),
                            ],
                            max_length=12,
                            verbose_name="tool used",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("proposed", "proposed"),
                                ("published", "published"),
                                ("withdrawn", "taken back"),
                                ("shelved", "set aside"),
                            ],
                            default="proposed",
                            max_length=10,
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("reopened_at", models.DateTimeField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("search_key", models.CharField(editable=False, max_length=20000)),
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
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lesson",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.unit",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "-proposed_at", "-id"], name="issues_lesson_latest"
                        ),
                        models.Index(
                            condition=models.Q(("published_at__isnull", False)),
                            fields=["-published_at", "-id"],
                            name="issues_lesson_public",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="issues_lesson_number_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["proposed", "published", "withdrawn", "shelved"])
                            ),
                            name="issues_lesson_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("published_at__isnull", False), ("state", "published")),
                                models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    ("published_at__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="issues_lesson_public_is_published",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "published"), _negated=True),
                                models.Q(
                                    models.Q(("title_mn", ""), _negated=True),
                                    models.Q(("problem_mn", ""), _negated=True),
                                    models.Q(("worked_mn", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="issues_lesson_public_is_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LessonSent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("address_key", models.CharField(max_length=64)),
                    ("period", models.CharField(max_length=8)),
                    ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "lesson",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="issues.lesson",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "lessons sent",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("address_key", "lesson"), name="issues_lesson_sent_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="LessonSubscription",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("address", models.EmailField(blank=True, max_length=254)),
                    ("address_key", models.CharField(max_length=64)),
                    ("language", models.CharField(default="mn", max_length=2)),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("government", "government office"),
                                ("service", "hospital, school or other service"),
                                ("civil_society", "civil society organisation"),
                                ("donor", "international organisation"),
                                ("other", "other"),
                            ],
                            default="other",
                            max_length=13,
                        ),
                    ),
                    (
                        "rhythm",
                        models.CharField(
                            choices=[("weekly", "every week"), ("monthly", "every month")],
                            default="monthly",
                            max_length=7,
                        ),
                    ),
                    (
                        "sectors",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[("health", "health"), ("education", "education")],
                                max_length=10,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    (
                        "units",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=12),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ("seen_period", models.CharField(blank=True, max_length=8)),
                    (
                        "user",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(
                                ("confirmed_at__isnull", False), ("ended_at__isnull", True)
                            ),
                            fields=("address_key",),
                            name="issues_lesson_subscription_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_at__isnull", True), ("address", ""), _connector="OR"
                            ),
                            name="issues_lesson_subscription_forgets",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("rhythm__in", ["weekly", "monthly"])),
                            name="issues_lesson_rhythm_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Concern",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "vulnerable",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("herder", "herder"),
                                    ("disability", "person with disability"),
                                    ("poor", "poor household"),
                                    ("single_parent", "single parent"),
                                    ("temporary", "temporary resident"),
                                    ("minority", "ethnic minority"),
                                    ("elder", "elder"),
                                ],
                                max_length=16,
                            ),
                            size=None,
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
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="concern",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["group", "issue"], name="issues_concern_of")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("vulnerable__len__gte", 1)),
                            name="issues_concern_names_somebody",
                        )
                    ],
                },
            ),
        ),
        Protect("lesson", national="published_at IS NOT NULL"),
        Protect("concern"),
    ]
