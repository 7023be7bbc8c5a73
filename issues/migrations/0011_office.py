"""Routing, referrals, and what an office keeps for its work (I7, I10)."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("groups", "0013_attendance"),
        ("issues", "0010_systemic"),
        ("organisations", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="Handover",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("reason", models.TextField(verbose_name="Why")),
                    ("handed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name="Referral",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("theirs", models.CharField(blank=True, max_length=200)),
                    ("reason", models.TextField(blank=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("proposed", "waits for the facilitator"),
                                ("accepted", "handed on"),
                                ("rejected", "stays with the office"),
                                ("withdrawn", "settled otherwise"),
                            ],
                            default="proposed",
                            max_length=10,
                        ),
                    ),
                    ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("decision", models.TextField(blank=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                ],
            ),
            migrations.CreateModel(
                name="ReplyTemplate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("title", models.CharField(max_length=80, verbose_name="Name of the template")),
                    (
                        "kind",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("fixed", "Fixed"),
                                ("working", "Working on it"),
                                ("not_ours", "Not ours"),
                                ("need_more", "More information needed"),
                                ("message", "A message by mail"),
                                ("refused", "We cannot take it on"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("text_mn", models.TextField(blank=True, verbose_name="Mongolian text")),
                    ("text_en", models.TextField(blank=True, verbose_name="English text")),
                    ("version", models.PositiveIntegerField(default=1)),
                ],
            ),
            migrations.CreateModel(
                name="Route",
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
                            verbose_name="Sector",
                        ),
                    ),
                    (
                        "point_type",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("family_health_centre", "family health centre"),
                                ("soum_health_centre", "soum health centre"),
                                ("health_centre", "health centre"),
                                ("hospital", "hospital"),
                                ("school", "school"),
                                ("kindergarten", "kindergarten"),
                                ("dormitory", "school dormitory"),
                                ("other", "other service point"),
                            ],
                            max_length=20,
                            verbose_name="Type of service point",
                        ),
                    ),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
        ),
        Together(
            migrations.RemoveConstraint(
                model_name="answer",
                name="issues_answer_kind_known",
            ),
            migrations.AlterField(
                model_name="answer",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("fixed", "Fixed"),
                        ("working", "Working on it"),
                        ("not_ours", "Not ours"),
                        ("need_more", "More information needed"),
                        ("message", "A message by mail"),
                        ("refused", "We cannot take it on"),
                    ],
                    max_length=10,
                    verbose_name="your answer",
                ),
            ),
            migrations.AlterField(
                model_name="answerevent",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("fixed", "Fixed"),
                        ("working", "Working on it"),
                        ("not_ours", "Not ours"),
                        ("need_more", "More information needed"),
                        ("message", "A message by mail"),
                        ("refused", "We cannot take it on"),
                    ],
                    max_length=10,
                    verbose_name="your answer",
                ),
            ),
            migrations.AddConstraint(
                model_name="answer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            ["fixed", "working", "not_ours", "need_more", "message", "refused"],
                        )
                    ),
                    name="issues_answer_kind_known",
                ),
            ),
            migrations.AddField(
                model_name="handover",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="handover",
                name="handed_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="handover",
                name="issue",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="handovers",
                    to="issues.issue",
                ),
            ),
            migrations.AddField(
                model_name="handover",
                name="organisation",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="organisations.organisation",
                ),
            ),
            migrations.AddField(
                model_name="handover",
                name="to_membership",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="groups.membership",
                ),
            ),
            migrations.AddField(
                model_name="referral",
                name="answer",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="issues.answer",
                ),
            ),
            migrations.AddField(
                model_name="referral",
                name="decided_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="referral",
                name="from_organisation",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="organisations.organisation",
                ),
            ),
            migrations.AddField(
                model_name="referral",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="referral",
                name="issue",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="referrals",
                    to="issues.issue",
                ),
            ),
            migrations.AddField(
                model_name="referral",
                name="proposed_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="referral",
                name="to_organisation",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="organisations.organisation",
                ),
            ),
            migrations.AddField(
                model_name="replytemplate",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="replytemplate",
                name="organisation",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="organisations.organisation",
                ),
            ),
            migrations.AddField(
                model_name="replytemplate",
                name="owner",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="route",
                name="category",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="issues.category",
                ),
            ),
            migrations.AddField(
                model_name="route",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="route",
                name="made_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="route",
                name="organisation",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="organisations.organisation",
                    verbose_name="Who answers",
                ),
            ),
            migrations.AddField(
                model_name="route",
                name="unit",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="places.unit",
                ),
            ),
            migrations.AddIndex(
                model_name="handover",
                index=models.Index(fields=["group", "issue", "id"], name="issues_handover_of"),
            ),
            migrations.AddIndex(
                model_name="referral",
                index=models.Index(fields=["group", "issue", "id"], name="issues_referral_of"),
            ),
            migrations.AddConstraint(
                model_name="referral",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["proposed", "accepted", "rejected", "withdrawn"])
                    ),
                    name="issues_referral_state_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="referral",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "proposed")),
                    fields=("group", "issue"),
                    name="issues_referral_one_open",
                ),
            ),
            migrations.AddIndex(
                model_name="replytemplate",
                index=models.Index(
                    fields=["group", "organisation", "title"], name="issues_template_of"
                ),
            ),
            migrations.AddConstraint(
                model_name="route",
                constraint=models.UniqueConstraint(
                    fields=("group", "sector", "category", "unit", "point_type"),
                    name="issues_route_once",
                    nulls_distinct=False,
                ),
            ),
        ),
        Protect("route"),
        Protect("referral"),
        Protect("replytemplate"),
        Protect("handover"),
    ]
