"""Mails that come in, and a mark on those of ours that came back."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("notifications", "0002_protect"),
    ]

    operations: ClassVar = [
        Together(
            migrations.AddField(
                model_name="notice",
                name="bounced_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.CreateModel(
                name="InboundMail",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("message_id", models.CharField(max_length=200, unique=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("taken", "taken"),
                                ("held", "waits for a person"),
                                ("ignored", "ignored"),
                                ("bounced", "did not arrive"),
                                ("discarded", "discarded"),
                            ],
                            default="ignored",
                            max_length=10,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300)),
                    ("about", models.CharField(blank=True, max_length=40)),
                    ("target_id", models.BigIntegerField(blank=True, null=True)),
                    ("content", models.BinaryField(blank=True, default=bytes)),
                    ("size", models.PositiveIntegerField(default=0)),
                    ("came_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "decided_by",
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "notice",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="notifications.notice",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "state", "-came_at", "-id"], name="notifications_mails"
                        )
                    ],
                },
            ),
        ),
        Protect("inboundmail", with_ungrouped=True),
    ]
