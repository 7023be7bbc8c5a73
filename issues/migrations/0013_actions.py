"""Joint actions whole, and what people say of a fix four weeks later (I11, I12)."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
import masam.attachments.models
from django.conf import settings
from django.db import migrations, models
from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [("issues", "0012_evidence")]
    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="ActionDependency",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("tied_at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    "verbose_name_plural": "action dependencies",
                },
            ),
            migrations.CreateModel(
                name="ActionFund",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("source", models.CharField(max_length=120, verbose_name="who pays")),
                    (
                        "planned_mnt",
                        models.PositiveBigIntegerField(default=0, verbose_name="planned, MNT"),
                    ),
                    (
                        "secured_mnt",
                        models.PositiveBigIntegerField(default=0, verbose_name="secured, MNT"),
                    ),
                ],
                options={
                    "ordering": ("position",),
                },
            ),
            migrations.CreateModel(
                name="FixRound",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("fixed_at", models.DateTimeField()),
                    ("asked_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ("number",),
                },
            ),
            migrations.CreateModel(
                name="FixWord",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.CharField(max_length=64)),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("mail", "email"),
                                ("desk", "at the desk"),
                                ("code", "by the receipt code"),
                                ("call", "by a call"),
                            ],
                            max_length=4,
                        ),
                    ),
                    ("asked_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "said",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("yes", "Yes, it is fixed"),
                                ("partly", "Partly"),
                                ("no", "No, it is not fixed"),
                            ],
                            max_length=6,
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("said_at", models.DateTimeField(blank=True, null=True)),
                ],
            ),
            migrations.CreateModel(
                name="UpdateFile",
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
                ],
            ),
        ),
        Together(
            migrations.AddField(
                model_name="actiondependency",
                name="action",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="waits",
                    to="issues.jointaction",
                ),
            ),
            migrations.AddField(
                model_name="actiondependency",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="actiondependency",
                name="tied_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="actiondependency",
                name="waits_for",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="waited_by",
                    to="issues.jointaction",
                ),
            ),
            migrations.AddField(
                model_name="actionfund",
                name="action",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="funds",
                    to="issues.jointaction",
                ),
            ),
            migrations.AddField(
                model_name="actionfund",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="fixround",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="fixround",
                name="issue",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="fix_rounds",
                    to="issues.issue",
                ),
            ),
            migrations.AddField(
                model_name="fixword",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="fixword",
                name="round",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="words",
                    to="issues.fixround",
                ),
            ),
            migrations.AddField(
                model_name="updatefile",
                name="added_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="updatefile",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="updatefile",
                name="update",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="files",
                    to="issues.actionupdate",
                ),
            ),
        ),
        Together(
            migrations.AddIndex(
                model_name="issue",
                index=models.Index(
                    condition=models.Q(("published_at__isnull", False)),
                    fields=["group", "-state_at", "-id"],
                    name="issues_public_news",
                ),
            ),
            migrations.AddIndex(
                model_name="actiondependency",
                index=models.Index(fields=["group", "waits_for"], name="issues_dependency_on"),
            ),
            migrations.AddConstraint(
                model_name="actiondependency",
                constraint=models.UniqueConstraint(
                    fields=("group", "action", "waits_for"), name="issues_dependency_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="actiondependency",
                constraint=models.CheckConstraint(
                    condition=models.Q(("action", models.F("waits_for")), _negated=True),
                    name="issues_dependency_of_two",
                ),
            ),
            migrations.AddConstraint(
                model_name="actionfund",
                constraint=models.UniqueConstraint(
                    fields=("group", "action", "position"), name="issues_fund_position_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="fixround",
                constraint=models.UniqueConstraint(
                    fields=("group", "issue", "number"), name="issues_fix_number_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="fixround",
                constraint=models.UniqueConstraint(
                    fields=("group", "issue", "fixed_at"), name="issues_fix_moment_once"
                ),
            ),
            migrations.AddIndex(
                model_name="fixword",
                index=models.Index(
                    condition=models.Q(("said", "")),
                    fields=["group", "key"],
                    name="issues_fix_word_waits",
                ),
            ),
            migrations.AddConstraint(
                model_name="fixword",
                constraint=models.UniqueConstraint(
                    fields=("group", "round", "key"), name="issues_fix_word_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="fixword",
                constraint=models.CheckConstraint(
                    condition=models.Q(("said__in", ["", "yes", "partly", "no"])),
                    name="issues_fix_word_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="fixword",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("said", ""), ("said_at__isnull", True)),
                        models.Q(models.Q(("said", ""), _negated=True), ("said_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="issues_fix_word_has_day",
                ),
            ),
            migrations.AddIndex(
                model_name="updatefile",
                index=models.Index(fields=["group", "update", "id"], name="issues_update_file_of"),
            ),
        ),
        Protect("actiondependency"),
        Protect("actionfund"),
        Protect("fixround"),
        Protect("fixword"),
        Protect("updatefile"),
    ]
