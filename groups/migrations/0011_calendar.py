"""Invitations to meetings, and what the members answered."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [("groups", "0010_agenda")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="MeetingInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_sequence", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "I will come"),
                            ("no", "I cannot come"),
                            ("maybe", "not sure yet"),
                        ],
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                ("answered_sequence", models.PositiveIntegerField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("link", "by the link in the mail"),
                            ("desk", "at the desk"),
                            ("reply", "by a calendar program"),
                            ("spoken", "told to the secretary"),
                        ],
                        max_length=6,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
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
                        related_name="invitations",
                        to="groups.meeting",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.membership",
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(
                        fields=("group", "meeting", "membership"), name="groups_coming_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            answer="",
                            answered_at__isnull=True,
                            answered_sequence__isnull=True,
                            channel="",
                        )
                        | Q(
                            answer__in=["yes", "no", "maybe"],
                            answered_at__isnull=False,
                            answered_sequence__isnull=False,
                            channel__in=["link", "desk", "reply", "spoken"],
                        ),
                        name="groups_coming_whole",
                    ),
                ),
            },
        ),
        Protect("meetinginvitation"),
    ]
