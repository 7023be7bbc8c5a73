"""Categories with questions in versions; files in order, removed, redacted; hidden passages."""

from typing import Any, ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import masam.attachments.models
from masam.tenancy.operations import Protect, Together


def _key() -> tuple[str, Any]:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


def _owned(to: str, **options: Any) -> Any:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, to=to, **({"related_name": "+"} | options))


def _person(**options: Any) -> Any:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **options,
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("issues", "0011_office"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        Together(
            migrations.AddField(
                "evidence", "position", models.PositiveSmallIntegerField(default=999)
            ),
            migrations.AddField(
                "evidence", "removed_at", models.DateTimeField(blank=True, null=True)
            ),
            migrations.AddField("evidence", "removed_by", _person(blank=True)),
            migrations.AddField(
                "evidence", "removed_for", models.CharField(blank=True, max_length=300)
            ),
            migrations.CreateModel(
                name="CategoryVersion",
                fields=[
                    _key(),
                    ("number", models.PositiveSmallIntegerField()),
                    ("questions", models.JSONField(default=list)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("category", _owned("issues.category", related_name="versions")),
                    ("group", _owned("groups.group")),
                    ("made_by", _person()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "category", "number"), name="issues_questions_once"
                        )
                    ]
                },
            ),
            migrations.CreateModel(
                name="Redaction",
                fields=[
                    _key(),
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
                    ("areas", models.JSONField(default=list)),
                    ("reason", models.CharField(max_length=300)),
                    ("added_by", _person()),
                    (
                        "evidence",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="redaction",
                            to="issues.evidence",
                        ),
                    ),
                    ("group", _owned("groups.group")),
                ],
                options={"abstract": False},
            ),
            migrations.CreateModel(
                name="TextRedaction",
                fields=[
                    _key(),
                    ("number", models.PositiveSmallIntegerField()),
                    ("passage", models.TextField()),
                    ("reason", models.CharField(max_length=300)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("lifted_at", models.DateTimeField(blank=True, null=True)),
                    ("group", _owned("groups.group")),
                    ("issue", _owned("issues.issue", related_name="passages")),
                    ("made_by", _person()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "issue", "number"), name="issues_passage_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("passage", ""), _negated=True),
                            name="issues_passage_says",
                        ),
                    ]
                },
            ),
        ),
        Together(
            migrations.CreateModel(
                name="Particulars",
                fields=[
                    _key(),
                    ("answers", models.JSONField(blank=True, default=dict)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("answered_by", _person(blank=True)),
                    ("group", _owned("groups.group")),
                    ("issue", _owned("issues.issue", related_name="particulars")),
                    ("version", _owned("issues.categoryversion")),
                ],
                options={
                    "verbose_name_plural": "particulars",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "issue", "version"), name="issues_particulars_once"
                        )
                    ],
                },
            ),
        ),
        Protect("categoryversion", append_only=True),
        Protect("redaction"),
        Protect("textredaction"),
        Protect("particulars"),
    ]
