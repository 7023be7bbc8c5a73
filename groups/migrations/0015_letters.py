"""The paper of formal letters."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import masam.attachments.models
from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("groups", "0014_duties"),
    ]

    operations: ClassVar = [
        Together(
            migrations.CreateModel(
                name="PaperLogo",
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
                ],
            ),
            migrations.CreateModel(
                name="GroupPaper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("head_mn", models.TextField(blank=True, verbose_name="letterhead")),
                    ("head_en", models.TextField(blank=True, verbose_name="letterhead in English")),
                    (
                        "first_post_mn",
                        models.CharField(
                            blank=True, max_length=120, verbose_name="who signs first: post"
                        ),
                    ),
                    (
                        "first_post_en",
                        models.CharField(
                            blank=True,
                            max_length=120,
                            verbose_name="who signs first: post in English",
                        ),
                    ),
                    (
                        "first_name",
                        models.CharField(
                            blank=True, max_length=120, verbose_name="who signs first: name"
                        ),
                    ),
                    (
                        "second_post_mn",
                        models.CharField(
                            blank=True, max_length=120, verbose_name="who signs second: post"
                        ),
                    ),
                    (
                        "second_post_en",
                        models.CharField(
                            blank=True,
                            max_length=120,
                            verbose_name="who signs second: post in English",
                        ),
                    ),
                    (
                        "second_name",
                        models.CharField(
                            blank=True, max_length=120, verbose_name="who signs second: name"
                        ),
                    ),
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
                        "logo",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.paperlogo",
                        ),
                    ),
                ],
            ),
        ),
        Together(
            migrations.AddIndex(
                model_name="paperlogo",
                index=models.Index(fields=["group", "-id"], name="groups_paper_logo_latest"),
            ),
            migrations.AddConstraint(
                model_name="grouppaper",
                constraint=models.UniqueConstraint(fields=("group",), name="groups_paper_once"),
            ),
        ),
        Protect("paperlogo"),
        Protect("grouppaper"),
    ]
