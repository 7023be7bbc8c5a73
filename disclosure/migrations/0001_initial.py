import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import masam.attachments.models
import masam.places.models.names
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("calendars", "0002_rules"),
        ("groups", "0003_national"),
        ("issues", "0002_protect"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Check",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "result",
                        models.CharField(
                            choices=[
                                ("found", "found"),
                                ("partly", "partly"),
                                ("missing", "missing"),
                                ("unreadable", "unreadable"),
                            ],
                            max_length=10,
                            verbose_name="what was found",
                        ),
                    ),
                    ("is_complete", models.BooleanField(null=True, verbose_name="complete")),
                    ("is_on_time", models.BooleanField(null=True, verbose_name="on time")),
                    (
                        "is_right_place",
                        models.BooleanField(null=True, verbose_name="in the right place"),
                    ),
                    ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                    ("note", models.TextField(blank=True, verbose_name="note")),
                    ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        models.CheckConstraint(
                            condition=models.Q(
                                ("result__in", ["found", "partly", "missing", "unreadable"])
                            ),
                            name="disclosure_check_result_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("result", "missing"), _negated=True),
                                models.Q(
                                    ("is_complete__isnull", True), ("is_right_place__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="disclosure_check_missing_is_nowhere",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Duty",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.SlugField(max_length=40, verbose_name="key")),
                    (
                        "name_mn",
                        models.CharField(max_length=120, verbose_name="what, in Mongolian"),
                    ),
                    ("name_en", models.CharField(max_length=120, verbose_name="what, in English")),
                    (
                        "kinds",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("agency", "government agency"),
                                    ("service_point", "service point"),
                                    ("khural", "citizens' representatives' khural"),
                                    ("cso", "civil society organisation"),
                                    ("community", "community group"),
                                    ("media", "media"),
                                    ("academia", "academia"),
                                    ("business", "business"),
                                    ("international", "international organisation"),
                                ],
                                max_length=14,
                            ),
                            size=None,
                            verbose_name="kinds of organisations bound",
                        ),
                    ),
                    (
                        "period",
                        models.CharField(
                            choices=[
                                ("month", "each month"),
                                ("quarter", "each quarter"),
                                ("half", "each half year"),
                                ("year", "each year"),
                                ("running", "after each event"),
                            ],
                            max_length=8,
                            verbose_name="how often",
                        ),
                    ),
                    (
                        "only_number",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="only this part of the year"
                        ),
                    ),
                    (
                        "counts_from",
                        models.CharField(
                            choices=[
                                ("start", "the start of the period"),
                                ("end", "the end of the period"),
                                ("event", "the event"),
                            ],
                            max_length=5,
                            verbose_name="term counted from",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                    (
                        "rule",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="calendars.legalrule",
                            verbose_name="legal rule",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "duty to publish",
                    "verbose_name_plural": "duties to publish",
                    "ordering": ("position", "id"),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("key", "rule"), name="disclosure_duty_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("counts_from", "event"), ("period", "running")),
                                models.Q(
                                    models.Q(("period", "running"), _negated=True),
                                    models.Q(("counts_from", "event"), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="disclosure_duty_event_is_running",
                        ),
                    ],
                },
                bases=(masam.places.models.names.TwoNames, models.Model),
            ),
            migrations.CreateModel(
                name="OfficeWord",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("text", models.TextField(verbose_name="answer")),
                    ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "check_row",
                        models.ForeignKey(
                            db_column="check_id",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="words",
                            to="disclosure.check",
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
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "check_row", "id"], name="disclosure_word_of")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Owed",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "sector",
                        models.CharField(
                            blank=True,
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                        ),
                    ),
                    ("period", models.CharField(max_length=8)),
                    (
                        "event_date",
                        models.DateField(blank=True, null=True, verbose_name="day of the event"),
                    ),
                    ("due_date", models.DateField()),
                    (
                        "result",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("found", "found"),
                                ("partly", "partly"),
                                ("missing", "missing"),
                                ("unreadable", "unreadable"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("is_complete", models.BooleanField(null=True)),
                    ("is_on_time", models.BooleanField(null=True)),
                    ("is_right_place", models.BooleanField(null=True)),
                    ("url", models.URLField(blank=True, max_length=500)),
                    ("checked_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "duty",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="disclosure.duty",
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
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="organisation",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "owed",
                    "indexes": [
                        models.Index(
                            fields=["group", "due_date", "id"], name="disclosure_owed_due"
                        ),
                        models.Index(
                            condition=models.Q(("result", "")),
                            fields=["group", "due_date", "id"],
                            name="disclosure_owed_to_check",
                        ),
                        models.Index(
                            fields=["group", "organisation", "-due_date", "-id"],
                            name="disclosure_owed_of",
                        ),
                        models.Index(
                            fields=["due_date", "group", "duty", "result"],
                            name="disclosure_owed_public",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "organisation", "duty", "period", "event_date"),
                            name="disclosure_owed_once",
                            nulls_distinct=False,
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("result__in", ["", "found", "partly", "missing", "unreadable"])
                            ),
                            name="disclosure_owed_result_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("checked_at__isnull", True), ("result", "")),
                                models.Q(
                                    models.Q(("result", ""), _negated=True),
                                    ("checked_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="disclosure_owed_checked_has_day",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GapIssue",
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
                    (
                        "owed",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="gap_issues",
                            to="disclosure.owed",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "owed", "issue"), name="disclosure_gap_issue_once"
                        )
                    ],
                },
            ),
        ),
        Together(
            migrations.AddField(
                model_name="check",
                name="owed",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="checks",
                    to="disclosure.owed",
                ),
            ),
            migrations.CreateModel(
                name="Watched",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True)),
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
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="organisation",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "watched",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "organisation"), name="disclosure_watched_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CheckProof",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "file",
                        models.FileField(
                            max_length=200, upload_to=masam.attachments.models.stored_name
                        ),
                    ),
                    ("name", models.CharField(max_length=160)),
                    ("content_type", models.CharField(max_length=80)),
                    ("size", models.PositiveIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    ("width", models.PositiveIntegerField(blank=True, null=True)),
                    ("height", models.PositiveIntegerField(blank=True, null=True)),
                    ("caption", models.CharField(blank=True, max_length=200)),
                    ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "added_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "check_row",
                        models.ForeignKey(
                            db_column="check_id",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="proofs",
                            to="disclosure.check",
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
                    "indexes": [
                        models.Index(fields=["group", "check_row"], name="disclosure_proof_of")
                    ],
                },
            ),
            migrations.AddIndex(
                model_name="check",
                index=models.Index(fields=["group", "owed", "-id"], name="disclosure_check_of"),
            ),
        ),
    ]
