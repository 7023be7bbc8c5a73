"""Trainings, trainers, materials and the self-assessment of CSOs (product.md G8)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import masam.attachments.models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from typing import Any

from groups.resources import read_questions
from masam.tenancy.operations import Protect, Together

SHARED = "is_shared AND is_current"
FILE_OF_SHARED = "EXISTS (SELECT FROM groups_material m WHERE m.id = material_id AND m.is_shared AND m.is_current)"


def add_questions(apps: Any, schema_editor: Any) -> None:
    """Load the first edition of the questions (`groups/assessment.csv`)."""
    alias = schema_editor.connection.alias  # the tables are new: only this connection sees them
    template = apps.get_model("groups", "AssessmentTemplate").objects.using(alias).create(number=1)
    question = apps.get_model("groups", "AssessmentQuestion")
    question.objects.using(alias).bulk_create(
        question(template=template, **values) for values in read_questions(1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0007_projects"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="AssessmentTemplate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField(unique=True)),
                ],
                options={
                    "ordering": ("number",),
                },
            ),
            migrations.CreateModel(
                name="Assessment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("cycle", models.PositiveSmallIntegerField(verbose_name="cycle")),
                    (
                        "state",
                        models.CharField(
                            choices=[("draft", "being filled in"), ("finished", "finished")],
                            default="draft",
                            max_length=8,
                        ),
                    ),
                    ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("finished_at", models.DateTimeField(blank=True, null=True)),
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
                    (
                        "started_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "template",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.assessmenttemplate",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "organisation", "cycle"), name="groups_assessment_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["draft", "finished"])),
                            name="groups_assessment_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("finished_at__isnull", False), ("state", "finished")),
                                models.Q(("finished_at__isnull", True), ("state", "draft")),
                                _connector="OR",
                            ),
                            name="groups_assessment_finished_when",
                        ),
                    ]
                },
            ),
            migrations.CreateModel(
                name="AssessmentQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("area", models.SlugField(max_length=20)),
                    ("area_mn", models.CharField(max_length=100)),
                    ("area_en", models.CharField(max_length=100)),
                    ("key", models.SlugField(max_length=40)),
                    ("text_mn", models.CharField(max_length=300)),
                    ("text_en", models.CharField(max_length=300)),
                    (
                        "steps_mn",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=200), size=5
                        ),
                    ),
                    (
                        "steps_en",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=200), size=5
                        ),
                    ),
                    (
                        "template",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="questions",
                            to="groups.assessmenttemplate",
                        ),
                    ),
                ],
                options={
                    "ordering": ("template", "position"),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("template", "key"), name="groups_question_key_once"
                        ),
                        models.UniqueConstraint(
                            fields=("template", "position"), name="groups_question_position_once"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Material",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "title_mn",
                        models.CharField(max_length=160, verbose_name="title in Mongolian"),
                    ),
                    (
                        "title_en",
                        models.CharField(
                            blank=True, max_length=160, verbose_name="title in English"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("guide", "guide"),
                                ("slides", "slides"),
                                ("video", "video"),
                                ("template", "template to fill in"),
                                ("tool_sheet", "tool sheet"),
                            ],
                            max_length=10,
                            verbose_name="kind",
                        ),
                    ),
                    (
                        "tool",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("scorecard", "community scorecard"),
                                ("report_card", "citizen report card"),
                                ("checklist", "checklist visit"),
                                ("expenditure", "expenditure tracking"),
                                ("social_audit", "social audit"),
                                ("disclosure", "checking disclosure"),
                                ("request", "information request"),
                                ("hearing", "public hearing"),
                                ("budget", "citizens' part in the budget"),
                                ("feedback", "feedback and complaints"),
                            ],
                            max_length=16,
                            verbose_name="tool",
                        ),
                    ),
                    (
                        "language",
                        models.CharField(
                            choices=[
                                ("mn", "Mongolian"),
                                ("en", "English"),
                                ("kk", "Kazakh"),
                                ("ru", "Russian"),
                            ],
                            max_length=2,
                            verbose_name="language",
                        ),
                    ),
                    (
                        "about",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="in one sentence"
                        ),
                    ),
                    (
                        "address",
                        models.URLField(
                            blank=True, max_length=300, verbose_name="address on the web"
                        ),
                    ),
                    (
                        "edition",
                        models.CharField(blank=True, max_length=40, verbose_name="edition"),
                    ),
                    (
                        "is_shared",
                        models.BooleanField(default=False, verbose_name="for all groups"),
                    ),
                    ("is_current", models.BooleanField(default=True, verbose_name="on the shelf")),
                    ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("sort_key", models.CharField(blank=True, max_length=320)),
                    ("version", models.PositiveIntegerField(default=1)),
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
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "sort_key", "id"], name="groups_material_order"
                        ),
                        models.Index(
                            condition=models.Q(("is_current", True), ("is_shared", True)),
                            fields=["sort_key", "id"],
                            name="groups_material_shared",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["guide", "slides", "video", "template", "tool_sheet"])
                            ),
                            name="groups_material_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("address", ""),
                                ("address__startswith", "https://"),
                                _connector="OR",
                            ),
                            name="groups_material_https",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="MaterialFile",
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
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "material",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="groups.material",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "material", "id"], name="groups_mfile_of")
                    ]
                },
            ),
            migrations.CreateModel(
                name="Trainer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=150, verbose_name="name")),
                    ("sort_key", models.CharField(blank=True, max_length=300)),
                    (
                        "work",
                        models.CharField(
                            choices=[
                                ("trainer", "trainer"),
                                ("mentor", "mentor"),
                                ("both", "trainer and mentor"),
                            ],
                            default="trainer",
                            max_length=8,
                            verbose_name="what they do",
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[
                                ("ngo", "NGO"),
                                ("government", "government"),
                                ("other", "other"),
                            ],
                            max_length=10,
                            verbose_name="side",
                        ),
                    ),
                    (
                        "organisation",
                        models.CharField(blank=True, max_length=160, verbose_name="organisation"),
                    ),
                    ("topics", models.CharField(blank=True, max_length=300, verbose_name="topics")),
                    (
                        "languages",
                        models.CharField(blank=True, max_length=100, verbose_name="languages"),
                    ),
                    (
                        "trained_by",
                        models.CharField(blank=True, max_length=160, verbose_name="trained by"),
                    ),
                    (
                        "trained_date",
                        models.DateField(blank=True, null=True, verbose_name="trained when"),
                    ),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="email")),
                    (
                        "is_active",
                        models.BooleanField(default=True, verbose_name="works as a trainer now"),
                    ),
                    ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("version", models.PositiveIntegerField(default=1)),
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
                        models.Index(
                            fields=["group", "sort_key", "id"], name="groups_trainer_order"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("side__in", ["ngo", "government", "other"])),
                            name="groups_trainer_side",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("work__in", ["trainer", "mentor", "both"])),
                            name="groups_trainer_work",
                        ),
                        models.UniqueConstraint(
                            fields=("group", "membership"), name="groups_trainer_member_once"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Training",
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
                                ("training", "training"),
                                ("exchange", "exchange between groups"),
                                ("reflection", "national reflection meeting"),
                            ],
                            max_length=12,
                            verbose_name="kind",
                        ),
                    ),
                    ("title", models.CharField(max_length=160, verbose_name="title")),
                    ("topics", models.CharField(blank=True, max_length=500, verbose_name="topics")),
                    (
                        "tools",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("scorecard", "community scorecard"),
                                    ("report_card", "citizen report card"),
                                    ("checklist", "checklist visit"),
                                    ("expenditure", "expenditure tracking"),
                                    ("social_audit", "social audit"),
                                    ("disclosure", "checking disclosure"),
                                    ("request", "information request"),
                                    ("hearing", "public hearing"),
                                    ("budget", "citizens' part in the budget"),
                                    ("feedback", "feedback and complaints"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    ("from_date", models.DateField(verbose_name="first day")),
                    ("to_date", models.DateField(verbose_name="last day")),
                    (
                        "hours",
                        models.DecimalField(decimal_places=1, max_digits=4, verbose_name="hours"),
                    ),
                    ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                    (
                        "organiser",
                        models.CharField(blank=True, max_length=160, verbose_name="organiser"),
                    ),
                    ("learned", models.TextField(blank=True, verbose_name="what was learned")),
                    ("guests_vulnerable", models.PositiveSmallIntegerField(default=0)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
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
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "-from_date", "-id"], name="groups_training_latest"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="groups_training_number_once"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "client_key"), name="groups_training_key_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["training", "exchange", "reflection"])
                            ),
                            name="groups_training_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("to_date__gte", models.F("from_date"))),
                            name="groups_training_forward",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("hours__gt", Decimal(0))),
                            name="groups_training_has_hours",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TrainerAtTraining",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "part",
                        models.CharField(
                            choices=[("held", "held it"), ("trained", "was trained there")],
                            max_length=8,
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
                        "trainer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="trainings",
                            to="groups.trainer",
                        ),
                    ),
                    (
                        "training",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="trainers",
                            to="groups.training",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "trainers at trainings",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "training", "trainer", "part"),
                            name="groups_trainer_part_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("part__in", ["held", "trained"])),
                            name="groups_trainer_part_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TrainingFile",
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
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "training",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="groups.training",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "training", "id"], name="groups_tfile_of")
                    ]
                },
            ),
            migrations.CreateModel(
                name="TrainingGuests",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "stakeholder",
                        models.CharField(
                            choices=[
                                ("civil_society", "civil society"),
                                ("community", "community"),
                                ("government", "local government"),
                                ("khural", "citizens' representatives' khural"),
                                ("provider", "service provider"),
                                ("media", "media"),
                                ("academia", "academia"),
                                ("business", "business"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("female", models.PositiveSmallIntegerField(default=0)),
                    ("male", models.PositiveSmallIntegerField(default=0)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "training",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="guests",
                            to="groups.training",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "training guests",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "training", "stakeholder"), name="groups_guests_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "stakeholder__in",
                                    [
                                        "civil_society",
                                        "community",
                                        "government",
                                        "khural",
                                        "provider",
                                        "media",
                                        "academia",
                                        "business",
                                    ],
                                )
                            ),
                            name="groups_guests_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TrainingParticipant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "stakeholder",
                        models.CharField(
                            choices=[
                                ("civil_society", "civil society"),
                                ("community", "community"),
                                ("government", "local government"),
                                ("khural", "citizens' representatives' khural"),
                                ("provider", "service provider"),
                                ("media", "media"),
                                ("academia", "academia"),
                                ("business", "business"),
                            ],
                            max_length=16,
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
                        "membership",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
                        ),
                    ),
                    (
                        "training",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="participants",
                            to="groups.training",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "training", "membership"),
                            name="groups_participant_once",
                        )
                    ]
                },
            ),
            migrations.CreateModel(
                name="TrainingWith",
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
                        "other",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "training",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="others",
                            to="groups.training",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "training with",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "training", "other"), name="groups_training_with_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("other", models.F("group")), _negated=True),
                            name="groups_training_with_another",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AssessmentAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "note",
                        models.CharField(blank=True, max_length=500, verbose_name="how we know"),
                    ),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="groups.assessment",
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
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.assessmentquestion",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "assessment", "question"), name="groups_answer_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("score__isnull", True),
                                models.Q(("score__gte", 1), ("score__lte", 5)),
                                _connector="OR",
                            ),
                            name="groups_answer_on_scale",
                        ),
                    ],
                },
            ),
        ),
        Protect("training"),
        Protect("trainingparticipant"),
        Protect("trainingguests"),
        Protect("trainingwith"),
        Protect("trainingfile"),
        Protect("trainer"),
        Protect("trainerattraining"),
        Protect("material", national=SHARED),
        Protect("materialfile", national=FILE_OF_SHARED),
        Protect("assessment"),
        Protect("assessmentanswer"),
        migrations.RunPython(add_questions, migrations.RunPython.noop),
    ]
