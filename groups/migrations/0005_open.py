"""Opening groups: drafts, contacts, phases with days; the administrator's support session."""

import datetime
from typing import ClassVar

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("groups", "0004_planned"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="GroupDraft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("answers", models.JSONField(blank=True, default=dict)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name="SupportSession",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("person_name", models.CharField(max_length=150)),
                    ("reason", models.CharField(max_length=500)),
                    ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("until", models.DateTimeField()),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ("ended_by", models.CharField(blank=True, max_length=150)),
                ],
            ),
            migrations.AddField(
                model_name="group",
                name="address_en",
                field=models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField(
                model_name="group",
                name="address_mn",
                field=models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField(
                model_name="group",
                name="office_en",
                field=models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField(
                model_name="group",
                name="office_mn",
                field=models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField(
                model_name="group",
                name="state_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="group",
                name="state_note",
                field=models.CharField(blank=True, db_default="", default="", max_length=500),
            ),
            migrations.AddField(
                model_name="group",
                name="support_until",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="groupphase",
                name="from_date",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="groupphase",
                name="to_date",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddConstraint(
                model_name="groupphase",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("from_date__isnull", True),
                        ("to_date__isnull", True),
                        ("to_date__gte", models.F("from_date")),
                        _connector="OR",
                    ),
                    name="groups_phase_forward",
                ),
            ),
        ),
        Together(
            migrations.AddField(
                model_name="groupdraft",
                name="author",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="groupdraft",
                name="opened",
                field=models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="groups.group",
                ),
            ),
            migrations.AddField(
                model_name="supportsession",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="supportsession",
                name="person",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddIndex(
                model_name="groupdraft",
                index=models.Index(fields=["author", "-changed_at"], name="groups_draft_latest"),
            ),
            migrations.AddIndex(
                model_name="supportsession",
                index=models.Index(
                    fields=["group", "-started_at", "-id"], name="groups_support_latest"
                ),
            ),
            migrations.AddConstraint(
                model_name="supportsession",
                constraint=models.UniqueConstraint(
                    fields=("group", "number"), name="groups_support_number_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="supportsession",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("until__gt", models.F("started_at")),
                        (
                            "until__lte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("started_at"),
                                "+",
                                models.Value(datetime.timedelta(seconds=7200)),
                            ),
                        ),
                    ),
                    name="groups_support_short",
                ),
            ),
            migrations.AddConstraint(
                model_name="supportsession",
                constraint=models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True),
                    name="groups_support_has_reason",
                ),
            ),
        ),
        Protect("supportsession"),
    ]
