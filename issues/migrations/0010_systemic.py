"""Threads for ministries (I17)."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("issues", "0009_bulk"),
        ("groups", "0015_letters"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="SystemicIssue",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField(unique=True)),
                    ("title_mn", models.CharField(max_length=160)),
                    ("title_en", models.CharField(blank=True, max_length=160)),
                    ("text_mn", models.TextField()),
                    ("text_en", models.TextField(blank=True)),
                    (
                        "sector",
                        models.CharField(
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "waits for the ministry"),
                                ("answered", "the ministry answered"),
                                ("closed", "closed"),
                            ],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("due_date", models.DateField()),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("answer", models.TextField(blank=True)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("closing", models.TextField(blank=True)),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "ministry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="SystemicLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "stage",
                        models.CharField(
                            choices=[
                                ("offered", "offered by the group"),
                                ("asked", "the coordinator asks the group"),
                                ("tied", "part of the thread"),
                                ("declined", "declined by the group"),
                                ("withdrawn", "taken back by the group"),
                            ],
                            max_length=9,
                        ),
                    ),
                    ("title", models.CharField(max_length=160)),
                    (
                        "sector",
                        models.CharField(
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                        ),
                    ),
                    ("place_mn", models.CharField(blank=True, max_length=200)),
                    ("place_en", models.CharField(blank=True, max_length=200)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("tied_at", models.DateTimeField(blank=True, null=True)),
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
                            related_name="systemic_links",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "thread",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="links",
                            to="issues.systemicissue",
                        ),
                    ),
                ],
            ),
        ),
        Together(
            migrations.AddConstraint(
                model_name="systemicissue",
                constraint=models.CheckConstraint(
                    condition=models.Q(("state__in", ["open", "answered", "closed"])),
                    name="issues_systemic_state_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="systemicissue",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "answered"), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="issues_systemic_answered",
                ),
            ),
            migrations.AddIndex(
                model_name="systemiclink",
                index=models.Index(fields=["group", "issue"], name="issues_systemic_of_issue"),
            ),
            migrations.AddIndex(
                model_name="systemiclink",
                index=models.Index(fields=["thread", "stage"], name="issues_systemic_of_thread"),
            ),
            migrations.AddConstraint(
                model_name="systemiclink",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("stage__in", ("offered", "asked", "tied"))),
                    fields=("group", "issue"),
                    name="issues_systemic_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="systemiclink",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("stage__in", ["offered", "asked", "tied", "declined", "withdrawn"])
                    ),
                    name="issues_systemic_stage_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="systemiclink",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("thread__isnull", False),
                        models.Q(("stage__in", ["asked", "tied"]), _negated=True),
                        _connector="OR",
                    ),
                    name="issues_systemic_in_a_thread",
                ),
            ),
        ),
        Protect("systemiclink", national="stage <> 'withdrawn'"),
    ]
