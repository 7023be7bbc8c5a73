import django.db.models.deletion
import django.utils.timezone
import reports.models.report
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0003_national"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Report",
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
                            choices=[("monthly", "report of the group")],
                            default="monthly",
                            max_length=12,
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("period", models.CharField(max_length=8)),
                    ("languages", models.CharField(default="mn,en", max_length=12)),
                    ("snapshot", models.JSONField(blank=True, null=True)),
                    ("snapshot_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "requested_by",
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
                        models.Index(fields=["group", "-period", "-id"], name="reports_latest"),
                        models.Index(
                            condition=models.Q(("state__in", ["queued", "running"])),
                            fields=["group", "not_before", "id"],
                            name="reports_waiting",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="reports_number_once"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "kind", "period"), name="reports_report_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                ("snapshot__isnull", False),
                                _connector="OR",
                            ),
                            name="reports_ready_has_snapshot",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("language", models.CharField(max_length=2)),
                    (
                        "format",
                        models.CharField(
                            choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")],
                            max_length=4,
                        ),
                    ),
                    (
                        "file",
                        models.FileField(
                            max_length=200, upload_to=reports.models.report.stored_report
                        ),
                    ),
                    ("sha256", models.CharField(max_length=64)),
                    ("size", models.PositiveIntegerField()),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="reports.report",
                        ),
                    ),
                ],
                options={
                    "ordering": ("language", "format"),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "report", "language", "format"),
                            name="reports_file_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportSubscription",
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
                            choices=[("monthly", "report of the group")],
                            default="monthly",
                            max_length=12,
                        ),
                    ),
                    ("since", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
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
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "user", "kind"), name="reports_subscription_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Tally",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "measure",
                        models.CharField(
                            choices=[
                                ("logged", "Logged"),
                                ("problem", "Problem"),
                                ("problem_day", "Problem Day"),
                                ("fixed", "Fixed"),
                                ("fix_days", "Fix Days"),
                                ("due", "Due"),
                                ("due_day", "Due Day"),
                                ("assigned", "Assigned"),
                                ("waiting", "Waiting"),
                                ("meeting", "Meeting"),
                                ("attended", "Attended"),
                                ("action", "Action"),
                                ("action_due", "Action Due"),
                                ("feedback", "Feedback"),
                                ("answer_due", "Answer Due"),
                                ("report", "Report"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("day", models.DateField()),
                    ("sector", models.CharField(blank=True, max_length=10)),
                    ("state", models.CharField(blank=True, max_length=20)),
                    ("is_public", models.BooleanField(default=False)),
                    ("bucket", models.PositiveSmallIntegerField(default=0)),
                    ("n", models.BigIntegerField(default=0)),
                    ("total", models.BigIntegerField(default=0)),
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
                    "verbose_name_plural": "tallies",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("n", 0), _negated=True),
                            fields=["measure", "is_public", "day", "group"],
                            include=("sector", "state", "bucket", "n", "total"),
                            name="reports_tally_national",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=(
                                "group",
                                "measure",
                                "day",
                                "sector",
                                "state",
                                "is_public",
                                "bucket",
                            ),
                            name="reports_tally_once",
                        )
                    ],
                },
            ),
        ),
    ]
