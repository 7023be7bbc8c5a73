"""The ladder of escalation, and formal letters."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("groups", "0015_letters"),
        ("issues", "0006_clocks"),
        ("organisations", "0001_initial"),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="LadderStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("reminder_before", "reminder before the day"),
                                ("reminder_after", "reminder after the day"),
                                ("agenda", "item of the next meeting"),
                                ("letter", "formal letter"),
                                ("next_level", "next level up"),
                            ],
                            max_length=15,
                            verbose_name="what happens",
                        ),
                    ),
                    ("days", models.SmallIntegerField(verbose_name="days from the due day")),
                    (
                        "sector",
                        models.CharField(
                            blank=True,
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                            verbose_name="sector",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True)),
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
                    "ordering": ("days", "position", "id"),
                },
            ),
            migrations.CreateModel(
                name="LetterWords",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("subject_mn", models.CharField(max_length=200, verbose_name="subject")),
                    ("body_mn", models.TextField(verbose_name="text of the letter")),
                    (
                        "subject_en",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="subject in English"
                        ),
                    ),
                    ("body_en", models.TextField(blank=True, verbose_name="text in English")),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Rung",
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
                                ("reminder_before", "reminder before the day"),
                                ("reminder_after", "reminder after the day"),
                                ("agenda", "item of the next meeting"),
                                ("letter", "formal letter"),
                                ("next_level", "next level up"),
                            ],
                            max_length=15,
                        ),
                    ),
                    ("due_date", models.DateField()),
                    ("taken_date", models.DateField()),
                    ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("told", "the officers were reminded"),
                                ("nobody", "there was nobody to tell"),
                                ("tabled", "proposed for the next meeting"),
                                ("drafted", "a letter was drafted"),
                                ("proposed", "passing it on was proposed"),
                                ("skipped", "left out: a later step was due already"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("higher_mn", models.CharField(blank=True, max_length=200)),
                    ("higher_en", models.CharField(blank=True, max_length=200)),
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
                            related_name="rungs",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "step",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="issues.ladderstep",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Letter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "person",
                        models.CharField(blank=True, max_length=160, verbose_name="to whom there"),
                    ),
                    ("subject_mn", models.CharField(max_length=200, verbose_name="subject")),
                    ("body_mn", models.TextField(verbose_name="text of the letter")),
                    (
                        "subject_en",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="subject in English"
                        ),
                    ),
                    ("body_en", models.TextField(blank=True, verbose_name="text in English")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("sent", "sent"),
                                ("dropped", "thrown away"),
                            ],
                            default="draft",
                            max_length=7,
                        ),
                    ),
                    ("number", models.PositiveIntegerField(blank=True, null=True)),
                    ("sent_date", models.DateField(blank=True, null=True)),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("sheet", models.JSONField(blank=True, default=dict)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "addressee",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
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
                            related_name="letters",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "sent_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "rung",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letters",
                            to="issues.rung",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Telling",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("told_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "rung",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tellings",
                            to="issues.rung",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Ladder",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("is_on", models.BooleanField(default=False)),
                    ("switched_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("climbed_date", models.DateField(blank=True, null=True)),
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
                        models.UniqueConstraint(fields=("group",), name="issues_ladder_once")
                    ],
                },
            ),
        ),
        Together(
            migrations.AddIndex(
                model_name="ladderstep",
                index=models.Index(
                    fields=["group", "days", "position"], name="issues_ladder_order"
                ),
            ),
            migrations.AddConstraint(
                model_name="ladderstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            ["reminder_before", "reminder_after", "agenda", "letter", "next_level"],
                        )
                    ),
                    name="issues_ladder_kind_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="ladderstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("days__gte", -365), ("days__lt", 0), ("kind", "reminder_before")),
                        models.Q(
                            models.Q(("kind", "reminder_before"), _negated=True),
                            ("days__gt", 0),
                            ("days__lte", 365),
                        ),
                        _connector="OR",
                    ),
                    name="issues_ladder_days",
                ),
            ),
            migrations.AddConstraint(
                model_name="letterwords",
                constraint=models.UniqueConstraint(fields=("group",), name="issues_words_once"),
            ),
            migrations.AddIndex(
                model_name="rung",
                index=models.Index(fields=["group", "issue", "due_date"], name="issues_rung_of"),
            ),
            migrations.AddIndex(
                model_name="rung",
                index=models.Index(
                    fields=["group", "taken_date", "outcome"], name="issues_rung_taken"
                ),
            ),
            migrations.AddIndex(
                model_name="rung",
                index=models.Index(
                    condition=models.Q(("outcome__in", ["tabled", "proposed"])),
                    fields=["group", "kind", "issue"],
                    name="issues_rung_waits",
                ),
            ),
            migrations.AddConstraint(
                model_name="rung",
                constraint=models.UniqueConstraint(
                    fields=("group", "issue", "step", "due_date"), name="issues_rung_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="rung",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "outcome__in",
                            ["told", "nobody", "tabled", "drafted", "proposed", "skipped"],
                        )
                    ),
                    name="issues_rung_outcome_known",
                ),
            ),
            migrations.AddIndex(
                model_name="letter",
                index=models.Index(
                    fields=["group", "-made_at", "-id"], name="issues_letter_latest"
                ),
            ),
            migrations.AddIndex(
                model_name="letter",
                index=models.Index(fields=["group", "issue", "id"], name="issues_letter_of"),
            ),
            migrations.AddConstraint(
                model_name="letter",
                constraint=models.UniqueConstraint(
                    fields=("group", "number"), name="issues_letter_number_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="letter",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "draft")),
                    fields=("group", "issue", "addressee"),
                    name="issues_letter_one_draft",
                ),
            ),
            migrations.AddConstraint(
                model_name="letter",
                constraint=models.CheckConstraint(
                    condition=models.Q(("state__in", ["draft", "sent", "dropped"])),
                    name="issues_letter_state_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="letter",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "sent"), _negated=True),
                        models.Q(
                            ("number__isnull", False),
                            ("sent_at__isnull", False),
                            ("sent_date__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="issues_letter_sent_is_numbered",
                ),
            ),
            migrations.AddIndex(
                model_name="telling",
                index=models.Index(
                    condition=models.Q(("told_at__isnull", True)),
                    fields=["group", "user"],
                    name="issues_telling_waits",
                ),
            ),
            migrations.AddConstraint(
                model_name="telling",
                constraint=models.UniqueConstraint(
                    fields=("group", "rung", "user"), name="issues_telling_once"
                ),
            ),
        ),
        Protect("ladder"),
        Protect("ladderstep"),
        Protect("rung"),
        Protect("telling"),
        Protect("letterwords"),
        Protect("letter"),
    ]
