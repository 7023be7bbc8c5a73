"""Teams, sub-projects and agreements (G5, G6, G7)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import masam.attachments.models
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0006_members"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Agreement",
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
                                ("mou", "memorandum of understanding"),
                                ("order", "governor's order"),
                                ("resolution", "khural resolution"),
                                ("contract", "clause of a contract"),
                                ("other", "other agreement"),
                            ],
                            max_length=10,
                            verbose_name="kind",
                        ),
                    ),
                    (
                        "reference",
                        models.CharField(
                            blank=True, max_length=60, verbose_name="number of the document"
                        ),
                    ),
                    ("title", models.CharField(max_length=200, verbose_name="title")),
                    ("signed_date", models.DateField(verbose_name="signed")),
                    ("from_date", models.DateField(verbose_name="valid from")),
                    (
                        "to_date",
                        models.DateField(blank=True, null=True, verbose_name="valid until"),
                    ),
                    ("ended_date", models.DateField(blank=True, null=True)),
                    (
                        "open_government",
                        models.CharField(
                            blank=True, max_length=80, verbose_name="Open Government commitment"
                        ),
                    ),
                    ("remind_days", models.PositiveSmallIntegerField(default=60)),
                    ("reminded_for", models.DateField(blank=True, null=True)),
                    ("note", models.TextField(blank=True, verbose_name="note")),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("search_key", models.CharField(editable=False, max_length=500)),
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
                    (
                        "replaces",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="successors",
                            to="groups.agreement",
                        ),
                    ),
                    (
                        "responsible",
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
                            fields=["group", "-signed_date", "-id"], name="groups_agreement_latest"
                        ),
                        models.Index(
                            condition=models.Q(("published_at__isnull", False)),
                            fields=["group", "-signed_date"],
                            name="groups_agreement_public",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="groups_agreement_number_once"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "replaces"), name="groups_agreement_replaced_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["mou", "order", "resolution", "contract", "other"])
                            ),
                            name="groups_agreement_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_date__isnull", True),
                                ("to_date__gte", models.F("from_date")),
                                _connector="OR",
                            ),
                            name="groups_agreement_forward",
                            violation_error_message="The agreement ends before it begins.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreementFile",
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
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="groups.agreement",
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
                        models.Index(fields=["group", "agreement", "id"], name="groups_scan_of")
                    ]
                },
            ),
            migrations.CreateModel(
                name="AgreementParty",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("name", models.CharField(max_length=200)),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parties",
                            to="groups.agreement",
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "agreement parties",
                    "indexes": [
                        models.Index(
                            fields=["group", "agreement", "position"], name="groups_party_of"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Commitment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(max_length=400, verbose_name="what it commits to")),
                    ("due_date", models.DateField(blank=True, null=True, verbose_name="by when")),
                    ("done_date", models.DateField(blank=True, null=True, verbose_name="done")),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="commitments",
                            to="groups.agreement",
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="who",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "agreement", "position"], name="groups_commitment_of"
                        )
                    ]
                },
            ),
            migrations.CreateModel(
                name="Project",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=160, verbose_name="title")),
                    ("about", models.TextField(blank=True, verbose_name="what it wants to change")),
                    (
                        "mentor_name",
                        models.CharField(
                            blank=True, max_length=150, verbose_name="mentor from outside the group"
                        ),
                    ),
                    (
                        "mentor_organisation",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="organisation of the mentor"
                        ),
                    ),
                    (
                        "tools",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("scorecard", "community scorecard"),
                                    ("voice_action", "citizen voice and action"),
                                    ("report_card", "citizen report card"),
                                    ("pets", "expenditure tracking (PETS)"),
                                    ("social_audit", "social audit"),
                                    ("checklist", "checklist visits"),
                                    ("good_clinic", "“Good clinic, satisfactory service”"),
                                    ("good_school", "Good School Support Tool"),
                                    ("budget_trust", "Budget Trust Tool"),
                                    ("open_budget", "budget transparency check"),
                                    ("participatory_budget", "participatory budgeting"),
                                    ("tender", "tender monitoring"),
                                    ("contract", "contract-based participatory monitoring"),
                                    ("hearing", "public hearing"),
                                    ("focus_group", "focus group"),
                                    ("survey", "satisfaction questionnaire"),
                                    ("other", "other tool"),
                                ],
                                max_length=20,
                            ),
                            blank=True,
                            default=list,
                            size=None,
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
                    ("from_date", models.DateField(verbose_name="from")),
                    ("to_date", models.DateField(verbose_name="to")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "planned"),
                                ("running", "under way"),
                                ("finished", "finished"),
                                ("stopped", "stopped"),
                            ],
                            default="planned",
                            max_length=8,
                        ),
                    ),
                    ("notes", models.TextField(blank=True, verbose_name="notes")),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("search_key", models.CharField(editable=False, max_length=400)),
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
                        "lead",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="lead organisation",
                        ),
                    ),
                    (
                        "mentor",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
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
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "-from_date", "-id"], name="groups_project_latest"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="groups_project_number_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["planned", "running", "finished", "stopped"])
                            ),
                            name="groups_project_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("to_date__gte", models.F("from_date"))),
                            name="groups_project_forward",
                            violation_error_message="The period ends before it begins.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("mentor__isnull", True), ("mentor_name", ""), _connector="OR"
                            ),
                            name="groups_project_one_mentor",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Milestone",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(max_length=200, verbose_name="milestone")),
                    ("due_date", models.DateField(verbose_name="due")),
                    ("done_date", models.DateField(blank=True, null=True, verbose_name="done")),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="milestones",
                            to="groups.project",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "project", "due_date"], name="groups_milestone_of"
                        )
                    ]
                },
            ),
            migrations.CreateModel(
                name="LogframeLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    (
                        "level",
                        models.CharField(
                            choices=[
                                ("outcome", "outcome"),
                                ("output", "output"),
                                ("activity", "activity"),
                            ],
                            max_length=8,
                            verbose_name="level",
                        ),
                    ),
                    ("text", models.CharField(max_length=300, verbose_name="text")),
                    (
                        "indicator",
                        models.CharField(blank=True, max_length=300, verbose_name="indicator"),
                    ),
                    ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                    (
                        "baseline",
                        models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                    ),
                    (
                        "target",
                        models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                    ),
                    (
                        "actual",
                        models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                    ),
                    ("as_of_date", models.DateField(blank=True, null=True)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="logframe",
                            to="groups.project",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "project", "position"], name="groups_logframe_of"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("level__in", ["outcome", "output", "activity"])),
                            name="groups_logframe_level_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BudgetLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("name", models.CharField(max_length=160, verbose_name="what for")),
                    (
                        "source",
                        models.CharField(
                            choices=[
                                ("gpsa", "GPSA grant"),
                                ("sdc", "Swiss Agency for Development and Cooperation"),
                                ("local_government", "local government budget"),
                                ("local_fund", "local development fund"),
                                ("own", "own contribution"),
                                ("other", "other source"),
                            ],
                            max_length=16,
                            verbose_name="who funds it",
                        ),
                    ),
                    (
                        "planned_mnt",
                        models.PositiveBigIntegerField(default=0, verbose_name="planned, MNT"),
                    ),
                    (
                        "spent_mnt",
                        models.PositiveBigIntegerField(default=0, verbose_name="spent, MNT"),
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
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="budget",
                            to="groups.project",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "project", "position"], name="groups_budget_of"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "source__in",
                                    [
                                        "gpsa",
                                        "sdc",
                                        "local_government",
                                        "local_fund",
                                        "own",
                                        "other",
                                    ],
                                )
                            ),
                            name="groups_budget_source_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProjectFile",
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
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="groups.project",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "project", "id"], name="groups_file_of")
                    ]
                },
            ),
            migrations.CreateModel(
                name="Team",
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
                                ("monitoring", "monitoring team"),
                                ("scorecard", "scorecard team"),
                                ("other", "other team"),
                            ],
                            max_length=10,
                            verbose_name="kind",
                        ),
                    ),
                    ("name", models.CharField(max_length=120, verbose_name="name of the team")),
                    ("mandate", models.TextField(verbose_name="mandate")),
                    (
                        "approved_by",
                        models.CharField(
                            blank=True, max_length=160, verbose_name="who gave the mandate"
                        ),
                    ),
                    ("from_date", models.DateField(verbose_name="from")),
                    ("to_date", models.DateField(blank=True, null=True, verbose_name="to")),
                    ("formed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("search_key", models.CharField(editable=False, max_length=400)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "formed_by",
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
                            fields=["group", "-from_date", "-id"], name="groups_team_latest"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="groups_team_number_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["monitoring", "scorecard", "other"])),
                            name="groups_team_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_date__isnull", True),
                                ("to_date__gte", models.F("from_date")),
                                _connector="OR",
                            ),
                            name="groups_team_term_forward",
                            violation_error_message="The term ends before it begins.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TeamMember",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("is_lead", models.BooleanField(default=False)),
                    ("from_date", models.DateField(verbose_name="from")),
                    ("to_date", models.DateField(blank=True, null=True, verbose_name="to")),
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
                            related_name="teams",
                            to="groups.membership",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="members",
                            to="groups.team",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "team", "id"], name="groups_team_member_of")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("to_date__isnull", True)),
                            fields=("group", "team", "membership"),
                            name="groups_team_member_open_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("is_lead", True), ("to_date__isnull", True)),
                            fields=("group", "team"),
                            name="groups_team_one_lead",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_date__isnull", True),
                                ("to_date__gte", models.F("from_date")),
                                _connector="OR",
                            ),
                            name="groups_team_member_forward",
                        ),
                    ],
                },
            ),
        ),
        Protect("agreement", national="published_at IS NOT NULL"),
        Protect("agreementfile"),
        Protect("agreementparty"),
        Protect("commitment"),
        Protect("project"),
        Protect("milestone"),
        Protect("logframeline"),
        Protect("budgetline"),
        Protect("projectfile"),
        Protect("team"),
        Protect("teammember"),
    ]
