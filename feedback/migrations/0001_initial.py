import django.db.models.deletion
import django.utils.timezone
import masam.attachments.models
import masam.places.models.names
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
        ("issues", "0002_protect"),
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Case",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("problem", "Problem"),
                                ("praise", "Praise"),
                                ("idea", "Idea"),
                                ("question", "Question"),
                            ],
                            max_length=8,
                            verbose_name="what is it?",
                        ),
                    ),
                    ("text", models.TextField(verbose_name="your words")),
                    (
                        "sector",
                        models.CharField(
                            blank=True,
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                            verbose_name="sector",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("received", "received"),
                                ("read", "read by the group"),
                                ("answered", "answered"),
                                ("closed", "closed"),
                                ("reopened", "answered back"),
                            ],
                            default="received",
                            max_length=8,
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("web", "web page"),
                                ("paper", "paper"),
                                ("spoken", "spoken"),
                                ("phone", "phone"),
                            ],
                            default="web",
                            max_length=6,
                            verbose_name="how it came in",
                        ),
                    ),
                    ("language", models.CharField(default="mn", max_length=2)),
                    ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("received_date", models.DateField(verbose_name="said on")),
                    ("due_date", models.DateField(verbose_name="answer by")),
                    ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "rating",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="how was the answer?"
                        ),
                    ),
                    (
                        "did_help",
                        models.BooleanField(blank=True, null=True, verbose_name="did it help?"),
                    ),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("is_suspect", models.BooleanField(default=False)),
                    ("is_sensitive", models.BooleanField(default=False)),
                    ("key_digest", models.CharField(blank=True, max_length=64, null=True)),
                    ("body_digest", models.CharField(blank=True, max_length=64)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "entered_by",
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="issues.issue",
                        ),
                    ),
                    (
                        "service_point",
                        models.ForeignKey(
                            blank=True,
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.unit",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "due_date", "id"], name="feedback_case_due"),
                        models.Index(
                            condition=models.Q(("state__in", ("received", "read", "reopened"))),
                            fields=["group", "due_date", "id"],
                            name="feedback_case_waiting",
                        ),
                        models.Index(
                            fields=["group", "service_point", "received_date"],
                            name="feedback_case_at",
                        ),
                        models.Index(fields=["group", "issue", "id"], name="feedback_case_issue"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="feedback_case_number_once"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "key_digest"), name="feedback_case_key_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    ["received", "read", "answered", "closed", "reopened"],
                                )
                            ),
                            name="feedback_case_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["problem", "praise", "idea", "question"])
                            ),
                            name="feedback_case_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("rating__isnull", True), ("rating__range", (1, 5)), _connector="OR"
                            ),
                            name="feedback_case_rating_of_five",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("is_sensitive", False)),
                            name="feedback_case_no_sensitive_lane_yet",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("number", models.PositiveIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("problem", "Problem"),
                                ("praise", "Praise"),
                                ("idea", "Idea"),
                                ("question", "Question"),
                            ],
                            max_length=8,
                            verbose_name="what is it?",
                        ),
                    ),
                    (
                        "sector",
                        models.CharField(
                            blank=True,
                            choices=[("health", "health"), ("education", "education")],
                            max_length=10,
                            verbose_name="sector",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("received", "received"),
                                ("read", "read by the group"),
                                ("answered", "answered"),
                                ("closed", "closed"),
                                ("reopened", "answered back"),
                            ],
                            default="received",
                            max_length=8,
                        ),
                    ),
                    ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ("due_date", models.DateField(verbose_name="answer by")),
                    (
                        "rating",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="how was the answer?"
                        ),
                    ),
                    (
                        "did_help",
                        models.BooleanField(blank=True, null=True, verbose_name="did it help?"),
                    ),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
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
                            related_name="group_number_kind_sector_service_point_state_acknowledged_at_answered_at_closed_at_due_date_issue_rating_did_help_published_at_version_events",
                            to="feedback.case",
                        ),
                    ),
                    (
                        "service_point",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="organisations.organisation",
                            verbose_name="service point",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="CasePhoto",
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
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="photos",
                            to="feedback.case",
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
                        models.Index(fields=["group", "case", "id"], name="feedback_photo_of")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Contact",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "way",
                        models.CharField(
                            choices=[
                                ("none", "I look it up with the code"),
                                ("facilitator", "The facilitator calls me"),
                                ("sms", "Text message"),
                                ("mail", "Email"),
                            ],
                            max_length=11,
                        ),
                    ),
                    ("value", models.CharField(max_length=254)),
                    ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="contact",
                            to="feedback.case",
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
                    "indexes": [models.Index(fields=["group", "case"], name="feedback_contact_of")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("way__in", ["facilitator", "sms", "mail"]),
                                models.Q(("value", ""), _negated=True),
                            ),
                            name="feedback_contact_is_one",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("from_citizen", models.BooleanField()),
                    ("text", models.TextField(verbose_name="your words")),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("key_digest", models.CharField(blank=True, max_length=64, null=True)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="feedback.case",
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
                        "written_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "case", "id"], name="feedback_message_of")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "case", "key_digest"), name="feedback_message_key_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Scorecard",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("cycle_no", models.PositiveSmallIntegerField(default=1, verbose_name="round")),
                    ("scale_min", models.SmallIntegerField(default=1, verbose_name="lowest score")),
                    (
                        "scale_max",
                        models.SmallIntegerField(default=5, verbose_name="highest score"),
                    ),
                    ("held_date", models.DateField(verbose_name="date")),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "run_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "service_point",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="service point",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "-held_date", "-id"], name="feedback_scorecard_latest"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="feedback_scorecard_number"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "service_point", "cycle_no"),
                            name="feedback_scorecard_round_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("scale_max__gt", models.F("scale_min"))),
                            name="feedback_scorecard_scale_up",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Indicator",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.SlugField(max_length=40)),
                    ("name_mn", models.CharField(max_length=160)),
                    ("name_en", models.CharField(blank=True, max_length=160)),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "scorecard",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="indicators",
                            to="feedback.scorecard",
                        ),
                    ),
                ],
                options={
                    "ordering": ("position", "id"),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "scorecard", "key"), name="feedback_indicator_once"
                        )
                    ],
                },
                bases=(masam.places.models.names.TwoNames, models.Model),
            ),
            migrations.CreateModel(
                name="ScoreGroup",
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
                                ("women", "women"),
                                ("men", "men"),
                                ("youth", "young people"),
                                ("elderly", "elderly people"),
                                ("disability", "people with disabilities"),
                                ("providers", "those who provide the service"),
                                ("other", "another group"),
                            ],
                            max_length=10,
                            verbose_name="who scored",
                        ),
                    ),
                    (
                        "label",
                        models.CharField(
                            blank=True, max_length=80, verbose_name="name of the group"
                        ),
                    ),
                    ("n_female", models.PositiveSmallIntegerField(default=0, verbose_name="women")),
                    ("n_male", models.PositiveSmallIntegerField(default=0, verbose_name="men")),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "scorecard",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="score_groups",
                            to="feedback.scorecard",
                        ),
                    ),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "scorecard", "kind", "label"),
                            name="feedback_scoregroup_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Score",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "value",
                        models.DecimalField(decimal_places=2, max_digits=5, verbose_name="score"),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    (
                        "suggestion",
                        models.CharField(blank=True, max_length=300, verbose_name="suggestion"),
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
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scores",
                            to="feedback.indicator",
                        ),
                    ),
                    (
                        "score_group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scores",
                            to="feedback.scoregroup",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "score_group", "indicator"), name="feedback_score_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Told",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("verb", models.CharField(max_length=20)),
                    ("channel", models.CharField(max_length=11)),
                    ("told_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tellings",
                            to="feedback.case",
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
                        "told_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "told",
                    "indexes": [
                        models.Index(fields=["group", "case", "id"], name="feedback_told_of"),
                        models.Index(
                            condition=models.Q(("told_at__isnull", True)),
                            fields=["group", "id"],
                            name="feedback_to_tell",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("channel__in", ["code", "mail", "sms", "facilitator"])
                            ),
                            name="feedback_told_channel_known",
                        )
                    ],
                },
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "feedback_caseevent" ("acknowledged_at", "answered_at", "closed_at", "did_help", "due_date", "group_id", "issue_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "rating", "sector", "service_point_id", "state", "version") VALUES (NEW."acknowledged_at", NEW."answered_at", NEW."closed_at", NEW."did_help", NEW."due_date", NEW."group_id", NEW."issue_id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."rating", NEW."sector", NEW."service_point_id", NEW."state", NEW."version"); RETURN NULL;',
                    hash="81edb31d2316adedbd9e748529e7b846f7585e52",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7776e",
                    table="feedback_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."acknowledged_at" IS DISTINCT FROM (NEW."acknowledged_at") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."did_help" IS DISTINCT FROM (NEW."did_help") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."issue_id" IS DISTINCT FROM (NEW."issue_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."rating" IS DISTINCT FROM (NEW."rating") OR OLD."sector" IS DISTINCT FROM (NEW."sector") OR OLD."service_point_id" IS DISTINCT FROM (NEW."service_point_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "feedback_caseevent" ("acknowledged_at", "answered_at", "closed_at", "did_help", "due_date", "group_id", "issue_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "rating", "sector", "service_point_id", "state", "version") VALUES (NEW."acknowledged_at", NEW."answered_at", NEW."closed_at", NEW."did_help", NEW."due_date", NEW."group_id", NEW."issue_id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."rating", NEW."sector", NEW."service_point_id", NEW."state", NEW."version"); RETURN NULL;',
                    hash="a78580ac6d272891b9900623c35c12614fa48a81",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_be9ca",
                    table="feedback_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="46daceda679673196df4294b5bf3e662b74cdcc9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd4be",
                    table="feedback_caseevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
