"""The register of recognitions."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "__first__"),
        ("groups", "0008_trainings"),
        ("organisations", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Recognition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("deed_key", models.CharField(max_length=60)),
                ("deed_label", models.CharField(max_length=200)),
                ("deed_url", models.CharField(blank=True, max_length=300)),
                (
                    "reason_mn",
                    models.CharField(max_length=300, verbose_name="for what, in Mongolian"),
                ),
                (
                    "reason_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="for what, in English"
                    ),
                ),
                ("awarded_date", models.DateField(verbose_name="date")),
                (
                    "government_chair",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="chair for the government"
                    ),
                ),
                (
                    "civil_chair",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="chair for civil society"
                    ),
                ),
                ("awarded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_reason", models.TextField(blank=True)),
                (
                    "awarded_by",
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
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["group", "-awarded_date", "-id"], name="groups_recognition_last"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "number"), name="groups_recognition_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("group", "deed_key", "organisation"),
                        name="groups_recognition_deed_once",
                    ),
                ],
            },
        ),
        Protect("recognition"),
    ]
