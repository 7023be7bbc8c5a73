"""Digests: what a person follows comes in one mail, as often as they wish (P3)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("notifications", "0003_mailbox"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="DigestWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("at_once", "at once, a mail each"),
                            ("daily", "once a day, together"),
                            ("weekly", "once a week, together"),
                        ],
                        default="daily",
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="notice",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gathered",
                to="notifications.notice",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="is_gathered",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("is_gathered", True), ("state", "queued")),
                fields=["group", "recipient", "id"],
                name="notifications_gathered",
            ),
        ),
    ]
