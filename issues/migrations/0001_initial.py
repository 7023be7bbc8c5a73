import django.db.models.deletion
import django.utils.timezone
import masam.attachments.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0002_protect"),
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Answer",
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
                                ("fixed", "Fixed"),
                                ("working", "Working on it"),
                                ("not_ours", "Not ours"),
                                ("need_more", "More information needed"),
                            ],
                            max_length=10,
                            verbose_name="your answer",
                        ),
                    ),
                    ("text", models.TextField(blank=True, verbose_name="what is being done")),
                    ("due_date", models.DateField(blank=True, null=True, verbose_name="done by")),
                    (
                        "theirs",
                        models.CharField(blank=True, max_length=200, verbose_name="whose it is"),
                    ),
                    ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("channel", models.CharField(default="site", max_length=8)),
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["fixed", "working", "not_ours", "need_more"])
                            ),
                            name="issues_answer_kind_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Category",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.SlugField(max_length=40)),
                    (
                        "sector",
                        models.CharField(
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                        ),
                    ),
                    ("name_mn", models.CharField(max_length=120)),
                    ("name_en", models.CharField(max_length=120)),
                    ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "verbose_name_plural": "categories",
                    "ordering": ("position", "id"),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "sector", "key"), name="issues_category_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Issue",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=160, verbose_name="problem in one line")),
                    ("detail", models.TextField(blank=True, verbose_name="details")),
                    (
                        "sector",
                        models.CharField(
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                            verbose_name="sector",
                        ),
                    ),
                    (
                        "reporter_class",
                        models.CharField(
                            choices=[
                                ("citizen", "citizen"),
                                ("patient", "patient or client"),
                                ("parent", "parent"),
                                ("student", "student"),
                                ("staff", "staff of the service"),
                                ("cso", "civil society organisation"),
                                ("council", "khural or bag meeting"),
                                ("media", "media"),
                            ],
                            default="citizen",
                            max_length=10,
                            verbose_name="who raised it",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("reported", "reported"),
                                ("verified", "verified problem"),
                                ("accepted", "accepted"),
                                ("in_action", "in action"),
                                ("claimed_fixed", "claimed fixed"),
                                ("verified_fixed", "verified fixed"),
                                ("reopened", "reopened"),
                                ("referred", "referred up"),
                                ("rejected", "rejected"),
                                ("merged", "merged"),
                            ],
                            default="reported",
                            max_length=16,
                        ),
                    ),
                    (
                        "referred_to",
                        models.CharField(blank=True, max_length=200, verbose_name="referred to"),
                    ),
                    ("due_date", models.DateField(blank=True, null=True, verbose_name="due")),
                    ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("state_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("assigned_at", models.DateTimeField(blank=True, null=True)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("verified_at", models.DateTimeField(blank=True, null=True)),
                    ("claimed_at", models.DateTimeField(blank=True, null=True)),
                    ("fixed_at", models.DateTimeField(blank=True, null=True)),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("client_key", models.UUIDField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="issues.category",
                        ),
                    ),
                    (
                        "claimed_by",
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
                        "logged_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "responsible",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="responsible organisation",
                        ),
                    ),
                    (
                        "service_point",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="service point",
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
                    (
                        "verified_by",
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
                    "indexes": [
                        models.Index(fields=["group", "-logged_at", "-id"], name="issues_latest"),
                        models.Index(
                            fields=["group", "state", "-logged_at", "-id"], name="issues_by_state"
                        ),
                        models.Index(
                            condition=models.Q(
                                (
                                    "state__in",
                                    (
                                        "reported",
                                        "verified",
                                        "accepted",
                                        "reopened",
                                        "in_action",
                                        "claimed_fixed",
                                    ),
                                )
                            ),
                            fields=["group", "responsible", "due_date", "id"],
                            name="issues_to_answer",
                        ),
                        models.Index(
                            condition=models.Q(
                                (
                                    "state__in",
                                    (
                                        "reported",
                                        "verified",
                                        "accepted",
                                        "reopened",
                                        "in_action",
                                        "claimed_fixed",
                                    ),
                                )
                            ),
                            fields=["group", "due_date", "id"],
                            name="issues_due",
                        ),
                        models.Index(
                            condition=models.Q(("published_at__isnull", False)),
                            fields=["-logged_at", "-id"],
                            name="issues_public_latest",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="issues_issue_number_once"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "client_key"), name="issues_issue_key_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    [
                                        "reported",
                                        "verified",
                                        "accepted",
                                        "in_action",
                                        "claimed_fixed",
                                        "verified_fixed",
                                        "reopened",
                                        "referred",
                                        "rejected",
                                        "merged",
                                    ],
                                )
                            ),
                            name="issues_issue_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "verified_fixed"), _negated=True),
                                models.Q(
                                    ("fixed_at__isnull", False), ("verified_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="issues_issue_fixed_is_verified",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "merged"), _negated=True),
                                ("merged_into__isnull", False),
                                _connector="OR",
                            ),
                            name="issues_issue_merged_somewhere",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Follow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    (
                        "issue",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follows",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "issue", "user"), name="issues_follow_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Evidence",
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
                        "shows",
                        models.CharField(
                            choices=[
                                ("problem", "the problem"),
                                ("claim", "the claimed fix"),
                                ("fix", "the verified fix"),
                            ],
                            default="problem",
                            max_length=8,
                        ),
                    ),
                    ("is_public", models.BooleanField(default=False)),
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
                            related_name="evidence",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "evidence",
                    "indexes": [
                        models.Index(fields=["group", "issue", "id"], name="issues_evidence_of")
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecisionLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
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
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decision_links",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "issue", "decision"), name="issues_decision_link_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Comment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("text", models.TextField(verbose_name="comment")),
                    (
                        "visibility",
                        models.CharField(
                            choices=[
                                ("public", "everybody"),
                                ("group", "the group"),
                                ("handlers", "those who handle it"),
                            ],
                            default="group",
                            max_length=8,
                            verbose_name="who may read it",
                        ),
                    ),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "issue",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="comments",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "issue", "id"], name="issues_comment_of")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("visibility__in", ["public", "group", "handlers"])),
                            name="issues_comment_visibility",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnswerEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("fixed", "Fixed"),
                                ("working", "Working on it"),
                                ("not_ours", "Not ours"),
                                ("need_more", "More information needed"),
                            ],
                            max_length=10,
                            verbose_name="your answer",
                        ),
                    ),
                    ("text", models.TextField(blank=True, verbose_name="what is being done")),
                    ("due_date", models.DateField(blank=True, null=True, verbose_name="done by")),
                    (
                        "theirs",
                        models.CharField(blank=True, max_length=200, verbose_name="whose it is"),
                    ),
                    ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("channel", models.CharField(default="site", max_length=8)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="issues.answer",
                        ),
                    ),
                    (
                        "issue",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="issues.issue",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
        ),
        Together(
            migrations.AddField(
                model_name="answer",
                name="issue",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="answers",
                    to="issues.issue",
                ),
            ),
            migrations.CreateModel(
                name="IssueEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=160, verbose_name="problem in one line")),
                    ("detail", models.TextField(blank=True, verbose_name="details")),
                    (
                        "sector",
                        models.CharField(
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                            verbose_name="sector",
                        ),
                    ),
                    (
                        "reporter_class",
                        models.CharField(
                            choices=[
                                ("citizen", "citizen"),
                                ("patient", "patient or client"),
                                ("parent", "parent"),
                                ("student", "student"),
                                ("staff", "staff of the service"),
                                ("cso", "civil society organisation"),
                                ("council", "khural or bag meeting"),
                                ("media", "media"),
                            ],
                            default="citizen",
                            max_length=10,
                            verbose_name="who raised it",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("reported", "reported"),
                                ("verified", "verified problem"),
                                ("accepted", "accepted"),
                                ("in_action", "in action"),
                                ("claimed_fixed", "claimed fixed"),
                                ("verified_fixed", "verified fixed"),
                                ("reopened", "reopened"),
                                ("referred", "referred up"),
                                ("rejected", "rejected"),
                                ("merged", "merged"),
                            ],
                            default="reported",
                            max_length=16,
                        ),
                    ),
                    (
                        "referred_to",
                        models.CharField(blank=True, max_length=200, verbose_name="referred to"),
                    ),
                    ("due_date", models.DateField(blank=True, null=True, verbose_name="due")),
                    ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("state_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("assigned_at", models.DateTimeField(blank=True, null=True)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("verified_at", models.DateTimeField(blank=True, null=True)),
                    ("claimed_at", models.DateTimeField(blank=True, null=True)),
                    ("fixed_at", models.DateTimeField(blank=True, null=True)),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("client_key", models.UUIDField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="issues.category",
                        ),
                    ),
                    (
                        "claimed_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "logged_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "responsible",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="organisations.organisation",
                            verbose_name="responsible organisation",
                        ),
                    ),
                    (
                        "service_point",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="organisations.organisation",
                            verbose_name="service point",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="places.unit",
                        ),
                    ),
                    (
                        "verified_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.membership",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="JointAction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=160, verbose_name="what will be done")),
                    ("due_date", models.DateField(verbose_name="due")),
                    (
                        "budget_mnt",
                        models.PositiveBigIntegerField(
                            blank=True, null=True, verbose_name="budget, MNT"
                        ),
                    ),
                    (
                        "budget_source",
                        models.CharField(blank=True, max_length=160, verbose_name="who pays"),
                    ),
                    (
                        "legal_basis",
                        models.CharField(blank=True, max_length=200, verbose_name="legal basis"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "planned"),
                                ("half_done", "one side says done"),
                                ("done", "done"),
                                ("cancelled", "cancelled"),
                            ],
                            default="planned",
                            max_length=10,
                        ),
                    ),
                    ("government_done_at", models.DateTimeField(blank=True, null=True)),
                    ("civil_done_at", models.DateTimeField(blank=True, null=True)),
                    ("done_at", models.DateTimeField(blank=True, null=True)),
                    ("planned_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "civil_owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
                            verbose_name="owner on the civil society side",
                        ),
                    ),
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
                        "government_owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
                            verbose_name="owner on the government side",
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="joint_actions",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "planned_by",
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
                        models.Index(
                            fields=["group", "state", "due_date", "id"], name="issues_action_due"
                        ),
                        models.Index(fields=["group", "issue", "id"], name="issues_action_of"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="issues_action_number_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["planned", "half_done", "done", "cancelled"])
                            ),
                            name="issues_action_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("government_owner", models.F("civil_owner")), _negated=True
                            ),
                            name="issues_action_two_owners",
                            violation_error_message="The two owners must be two people.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "done"), _negated=True),
                                models.Q(
                                    ("civil_done_at__isnull", False),
                                    ("government_done_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="issues_action_done_by_both",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ActionUpdate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("text", models.TextField(verbose_name="what happened")),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "action",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="updates",
                            to="issues.jointaction",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "action", "id"], name="issues_update_of")
                    ],
                },
            ),
            migrations.CreateModel(
                name="JointActionEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=160, verbose_name="what will be done")),
                    ("due_date", models.DateField(verbose_name="due")),
                    (
                        "budget_mnt",
                        models.PositiveBigIntegerField(
                            blank=True, null=True, verbose_name="budget, MNT"
                        ),
                    ),
                    (
                        "budget_source",
                        models.CharField(blank=True, max_length=160, verbose_name="who pays"),
                    ),
                    (
                        "legal_basis",
                        models.CharField(blank=True, max_length=200, verbose_name="legal basis"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "planned"),
                                ("half_done", "one side says done"),
                                ("done", "done"),
                                ("cancelled", "cancelled"),
                            ],
                            default="planned",
                            max_length=10,
                        ),
                    ),
                    ("government_done_at", models.DateTimeField(blank=True, null=True)),
                    ("civil_done_at", models.DateTimeField(blank=True, null=True)),
                    ("done_at", models.DateTimeField(blank=True, null=True)),
                    ("planned_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "civil_owner",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.membership",
                            verbose_name="owner on the civil society side",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.decision",
                        ),
                    ),
                    (
                        "government_owner",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.membership",
                            verbose_name="owner on the government side",
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "issue",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="issues.jointaction",
                        ),
                    ),
                    (
                        "planned_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "issues_issueevent" ("answered_at", "assigned_at", "category_id", "claimed_at", "claimed_by_id", "client_key", "detail", "due_date", "fixed_at", "group_id", "id", "logged_at", "logged_by_id", "merged_into_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "referred_to", "reporter_class", "responsible_id", "sector", "service_point_id", "state", "state_at", "title", "unit_id", "verified_at", "verified_by_id", "version") VALUES (NEW."answered_at", NEW."assigned_at", NEW."category_id", NEW."claimed_at", NEW."claimed_by_id", NEW."client_key", NEW."detail", NEW."due_date", NEW."fixed_at", NEW."group_id", NEW."id", NEW."logged_at", NEW."logged_by_id", NEW."merged_into_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."referred_to", NEW."reporter_class", NEW."responsible_id", NEW."sector", NEW."service_point_id", NEW."state", NEW."state_at", NEW."title", NEW."unit_id", NEW."verified_at", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                    hash="cdcb5ecc4e7727b170eae9c8cf3cb5654379920e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8fbe2",
                    table="issues_issue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "issues_issueevent" ("answered_at", "assigned_at", "category_id", "claimed_at", "claimed_by_id", "client_key", "detail", "due_date", "fixed_at", "group_id", "id", "logged_at", "logged_by_id", "merged_into_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "referred_to", "reporter_class", "responsible_id", "sector", "service_point_id", "state", "state_at", "title", "unit_id", "verified_at", "verified_by_id", "version") VALUES (NEW."answered_at", NEW."assigned_at", NEW."category_id", NEW."claimed_at", NEW."claimed_by_id", NEW."client_key", NEW."detail", NEW."due_date", NEW."fixed_at", NEW."group_id", NEW."id", NEW."logged_at", NEW."logged_by_id", NEW."merged_into_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."referred_to", NEW."reporter_class", NEW."responsible_id", NEW."sector", NEW."service_point_id", NEW."state", NEW."state_at", NEW."title", NEW."unit_id", NEW."verified_at", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                    hash="e9249e11b729ad5ee8edb68ff6427b511883f9e5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c95b6",
                    table="issues_issue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3475d8cb8c4d1c1bfa9d7914fc520e4396bd111b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_338a5",
                    table="issues_answerevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["group", "issue", "id"], name="issues_answer_of"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "issues_answerevent" ("answered_at", "answered_by_id", "channel", "due_date", "group_id", "id", "issue_id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "theirs") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."channel", NEW."due_date", NEW."group_id", NEW."id", NEW."issue_id", NEW."kind", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."theirs"); RETURN NULL;',
                    hash="9ac9d5a7ab640aa522c136174e29918332a7172e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5f4dc",
                    table="issues_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "issues_answerevent" ("answered_at", "answered_by_id", "channel", "due_date", "group_id", "id", "issue_id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "theirs") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."channel", NEW."due_date", NEW."group_id", NEW."id", NEW."issue_id", NEW."kind", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."theirs"); RETURN NULL;',
                    hash="a8af09a134257411c673c77160dc81b1810e4cb6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_890b1",
                    table="issues_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="956899a87abfc800b2eb7518766de39d32d2783b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_846e6",
                    table="issues_issueevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "issues_jointactionevent" ("budget_mnt", "budget_source", "civil_done_at", "civil_owner_id", "decision_id", "done_at", "due_date", "government_done_at", "government_owner_id", "group_id", "id", "issue_id", "legal_basis", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "published_at", "state", "title", "version") VALUES (NEW."budget_mnt", NEW."budget_source", NEW."civil_done_at", NEW."civil_owner_id", NEW."decision_id", NEW."done_at", NEW."due_date", NEW."government_done_at", NEW."government_owner_id", NEW."group_id", NEW."id", NEW."issue_id", NEW."legal_basis", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."published_at", NEW."state", NEW."title", NEW."version"); RETURN NULL;',
                    hash="2982fb521ac48a73ccf7631424f86f5a37836ad2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_10a73",
                    table="issues_jointaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "issues_jointactionevent" ("budget_mnt", "budget_source", "civil_done_at", "civil_owner_id", "decision_id", "done_at", "due_date", "government_done_at", "government_owner_id", "group_id", "id", "issue_id", "legal_basis", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "published_at", "state", "title", "version") VALUES (NEW."budget_mnt", NEW."budget_source", NEW."civil_done_at", NEW."civil_owner_id", NEW."decision_id", NEW."done_at", NEW."due_date", NEW."government_done_at", NEW."government_owner_id", NEW."group_id", NEW."id", NEW."issue_id", NEW."legal_basis", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."published_at", NEW."state", NEW."title", NEW."version"); RETURN NULL;',
                    hash="3cd86dd4161eb126671ace34e7f14414ba0e6948",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_044ba",
                    table="issues_jointaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2f107e8d83f0e9ddcf2cc0ee65a11ca72408c5c6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0d62",
                    table="issues_jointactionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
