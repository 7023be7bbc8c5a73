"""Attendance by QR, the photo of the paper list, the words of meetings."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
import groups.models.attendance
from django.conf import settings
from django.db import migrations, models

from masam.search.folding import haystack
from masam.tenancy import in_group
from masam.tenancy.operations import Protect, Together


def write_words(apps: Any, schema_editor: Any) -> None:
    """Make the meetings that stand already findable."""
    alias = schema_editor.connection.alias
    group_model, meeting_model, words_model = (
        apps.get_model("groups", name) for name in ("Group", "Meeting", "MeetingWords")
    )
    for group in group_model.objects.using(alias).all():
        with in_group(group.pk):
            meetings = meeting_model.objects.using(alias).filter(group_id=group.pk)
            words_model.objects.using(alias).bulk_create(
                words_model(
                    group_id=group.pk,
                    meeting_id=row.pk,
                    public=haystack(
                        row.topic, row.place, *row.decisions.values_list("text", flat=True)
                    ),
                    inner=haystack(row.notes, row.asked, row.decided),
                )
                for row in meetings
            )
    # What was just written must be checked before the table is changed again.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0012_minutes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.AddField(
                model_name="meetingphoto",
                name="is_list",
                field=models.BooleanField(db_default=False, default=False),
            ),
            migrations.CreateModel(
                name="MeetingWords",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("public", models.TextField(blank=True)),
                    ("inner", models.TextField(blank=True)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "meeting",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="words",
                            to="groups.meeting",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "meeting words",
                },
            ),
            migrations.CreateModel(
                name="AttendanceSheet",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "nonce",
                        models.CharField(default=groups.models.attendance.new_nonce, max_length=32),
                    ),
                    ("opens_at", models.DateTimeField()),
                    ("expires_at", models.DateTimeField()),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sheets",
                            to="groups.meeting",
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
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("closed_at__isnull", True)),
                            fields=("group", "meeting"),
                            name="groups_sheet_open_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("expires_at__gt", models.F("opens_at"))),
                            name="groups_sheet_forward",
                        ),
                    ],
                },
            ),
        ),
        Protect("attendancesheet"),
        Protect("meetingwords"),
        migrations.RunPython(write_words, migrations.RunPython.noop),
    ]
