"""Tags, priorities, changes of many, ranking and me too (I6, I18)."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("issues", "0008_search"),
        ("groups", "0015_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="Ballot",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("cast_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "membership",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="BulkChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("queued", "Waiting"),
                                ("running", "Being made"),
                                ("ready", "Ready"),
                                ("failed", "Did not succeed"),
                            ],
                            default="queued",
                            max_length=10,
                        ),
                    ),
                    ("attempts", models.PositiveSmallIntegerField(default=0)),
                    ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                    ("lease_until", models.DateTimeField(blank=True, null=True)),
                    ("lease_by", models.CharField(blank=True, max_length=64)),
                    ("progress", models.PositiveSmallIntegerField(default=0)),
                    ("error", models.TextField(blank=True)),
                    ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("finished_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("assign", "Ask an organisation"),
                                ("tag", "Add tags"),
                                ("untag", "Take tags away"),
                                ("priority", "Set the priority"),
                                ("merge", "Merge into one"),
                                ("publish", "Make public"),
                                ("unpublish", "Take back from the public pages"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("words", models.JSONField(default=dict)),
                    (
                        "stage",
                        models.CharField(
                            choices=[
                                ("previewed", "previewed"),
                                ("confirmed", "confirmed"),
                                ("undone", "undone"),
                            ],
                            default="previewed",
                            max_length=9,
                        ),
                    ),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "asked_by",
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
                    (
                        "undone_by",
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
                name="BulkRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField()),
                    ("was", models.CharField(blank=True, max_length=300)),
                    ("becomes", models.CharField(blank=True, max_length=300)),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("pending", "will be changed"),
                                ("same", "stays as it is"),
                                ("refused", "cannot be changed"),
                                ("done", "changed"),
                                ("undone", "as it was before"),
                                ("kept", "changed since, not undone"),
                            ],
                            default="pending",
                            max_length=8,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300)),
                    ("before", models.JSONField(blank=True, default=dict)),
                    ("after", models.JSONField(blank=True, default=dict)),
                    (
                        "bulk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rows",
                            to="issues.bulkchange",
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
                ],
                options={
                    "ordering": ("id",),
                },
            ),
            migrations.CreateModel(
                name="Candidate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ],
                options={
                    "ordering": ("id",),
                },
            ),
            migrations.CreateModel(
                name="Dots",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("count", models.PositiveSmallIntegerField()),
                    (
                        "ballot",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="dots",
                            to="issues.ballot",
                        ),
                    ),
                    (
                        "candidate",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="dots",
                            to="issues.candidate",
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
                    "verbose_name_plural": "dots",
                },
            ),
            migrations.CreateModel(
                name="Echo",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("count", models.PositiveIntegerField(default=0)),
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
                            related_name="echo",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "echoes",
                },
            ),
            migrations.CreateModel(
                name="MeToo",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.CharField(max_length=64)),
                    ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                ],
            ),
            migrations.CreateModel(
                name="Priority",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "level",
                        models.PositiveSmallIntegerField(
                            choices=[
                                (1, "1 urgent"),
                                (2, "2 high"),
                                (3, "3 normal"),
                                (4, "4 later"),
                            ],
                            verbose_name="priority",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300)),
                    ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.decision",
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
                            related_name="priority",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "set_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "priorities",
                },
            ),
            migrations.CreateModel(
                name="RankingRound",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("until_date", models.DateField()),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
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
                name="Tag",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=40, verbose_name="tag")),
                    ("key", models.CharField(max_length=60)),
                    ("is_active", models.BooleanField(default=True)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "ordering": ("key", "id"),
                },
            ),
            migrations.CreateModel(
                name="IssueTag",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            related_name="issue_tags",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "tag",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="uses",
                            to="issues.tag",
                        ),
                    ),
                ],
            ),
        ),
        Together(
            migrations.AddField(
                model_name="candidate",
                name="round",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="candidates",
                    to="issues.rankinground",
                ),
            ),
            migrations.AddField(
                model_name="ballot",
                name="round",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="ballots",
                    to="issues.rankinground",
                ),
            ),
            migrations.AddIndex(
                model_name="bulkchange",
                index=models.Index(fields=["group", "-id"], name="issues_bulk_latest"),
            ),
            migrations.AddIndex(
                model_name="bulkchange",
                index=models.Index(
                    condition=models.Q(
                        ("stage", "confirmed"), ("state__in", ["queued", "running"])
                    ),
                    fields=["group", "not_before", "id"],
                    name="issues_bulk_waiting",
                ),
            ),
            migrations.AddConstraint(
                model_name="bulkchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            ["assign", "tag", "untag", "priority", "merge", "publish", "unpublish"],
                        )
                    ),
                    name="issues_bulk_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="bulkchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(("stage__in", ["previewed", "confirmed", "undone"])),
                    name="issues_bulk_stage_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="bulkchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(("state__in", ["queued", "running", "ready", "failed"])),
                    name="issues_bulk_state_known",
                ),
            ),
            migrations.AddIndex(
                model_name="bulkrow",
                index=models.Index(
                    fields=["group", "bulk", "outcome", "id"], name="issues_bulk_rows"
                ),
            ),
            migrations.AddConstraint(
                model_name="bulkrow",
                constraint=models.UniqueConstraint(
                    fields=("group", "bulk", "issue"), name="issues_bulk_row_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="bulkrow",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("outcome__in", ["pending", "same", "refused", "done", "undone", "kept"])
                    ),
                    name="issues_bulk_outcome_known",
                ),
            ),
            migrations.AddIndex(
                model_name="dots",
                index=models.Index(fields=["group", "candidate"], name="issues_dots_of"),
            ),
            migrations.AddConstraint(
                model_name="dots",
                constraint=models.UniqueConstraint(
                    fields=("group", "ballot", "candidate"), name="issues_dots_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="dots",
                constraint=models.CheckConstraint(
                    condition=models.Q(("count__gte", 1), ("count__lte", 5)), name="issues_dots_few"
                ),
            ),
            migrations.AddIndex(
                model_name="echo",
                index=models.Index(fields=["group", "-count", "issue"], name="issues_by_echo"),
            ),
            migrations.AddConstraint(
                model_name="metoo",
                constraint=models.UniqueConstraint(
                    fields=("group", "issue", "key"), name="issues_me_too_once"
                ),
            ),
            migrations.AddIndex(
                model_name="priority",
                index=models.Index(fields=["group", "level", "issue"], name="issues_by_priority"),
            ),
            migrations.AddConstraint(
                model_name="priority",
                constraint=models.CheckConstraint(
                    condition=models.Q(("level__in", [1, 2, 3, 4])), name="issues_priority_known"
                ),
            ),
            migrations.AddConstraint(
                model_name="priority",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("decision__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="issues_priority_has_a_ground",
                ),
            ),
            migrations.AddIndex(
                model_name="rankinground",
                index=models.Index(fields=["group", "-id"], name="issues_round_latest"),
            ),
            migrations.AddConstraint(
                model_name="rankinground",
                constraint=models.UniqueConstraint(
                    fields=("group", "number"), name="issues_round_number_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="candidate",
                constraint=models.UniqueConstraint(
                    fields=("group", "round", "issue"), name="issues_candidate_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="ballot",
                constraint=models.UniqueConstraint(
                    fields=("group", "round", "membership"), name="issues_ballot_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="tag",
                constraint=models.UniqueConstraint(fields=("group", "key"), name="issues_tag_once"),
            ),
            migrations.AddConstraint(
                model_name="tag",
                constraint=models.CheckConstraint(
                    condition=models.Q(("key", ""), _negated=True), name="issues_tag_has_a_name"
                ),
            ),
            migrations.AddIndex(
                model_name="issuetag",
                index=models.Index(fields=["group", "tag", "issue"], name="issues_by_tag"),
            ),
            migrations.AddConstraint(
                model_name="issuetag",
                constraint=models.UniqueConstraint(
                    fields=("group", "issue", "tag"), name="issues_tagged_once"
                ),
            ),
        ),
        Protect("tag"),
        Protect("issuetag"),
        Protect("priority"),
        Protect("bulkchange"),
        Protect("bulkrow"),
        Protect("rankinground"),
        Protect("candidate"),
        Protect("ballot"),
        Protect("dots"),
        Protect("echo"),
        Protect("metoo"),
    ]
