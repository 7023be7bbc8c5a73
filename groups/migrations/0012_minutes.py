"""Minutes: drafted, circulated, amended, frozen, signed, corrected."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0011_calendar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Minutes",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("circulated", "circulated"),
                                ("frozen", "frozen"),
                                ("signed", "signed"),
                            ],
                            default="draft",
                            max_length=10,
                        ),
                    ),
                    (
                        "language",
                        models.CharField(
                            default="mn", max_length=2, verbose_name="language of the meeting"
                        ),
                    ),
                    ("text_mn", models.TextField(blank=True, verbose_name="text")),
                    ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("circulated_at", models.DateTimeField(blank=True, null=True)),
                    ("last_day", models.DateField(blank=True, null=True)),
                    ("frozen_at", models.DateTimeField(blank=True, null=True)),
                    ("sealed", models.TextField(blank=True)),
                    ("sha256", models.CharField(blank=True, max_length=64)),
                    ("signed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "civil_chair",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
                        ),
                    ),
                    (
                        "government_chair",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.membership",
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
                        "meeting",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="minutes",
                            to="groups.meeting",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "minutes",
                    "indexes": [
                        models.Index(fields=["group", "state"], name="groups_minutes_state")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["draft", "circulated", "frozen", "signed"])
                            ),
                            name="groups_minutes_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("government_chair__isnull", True),
                                ("civil_chair__isnull", True),
                                models.Q(
                                    ("government_chair", models.F("civil_chair")), _negated=True
                                ),
                                _connector="OR",
                            ),
                            name="groups_minutes_two_chairs",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("sealed", ""),
                                    ("sha256", ""),
                                    ("state__in", ["draft", "circulated"]),
                                ),
                                models.Q(
                                    ("state__in", ["frozen", "signed"]),
                                    models.Q(("sha256", ""), _negated=True),
                                    models.Q(("sealed", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="groups_minutes_frozen_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "signed"), _negated=True),
                                ("signed_at__isnull", False),
                                _connector="OR",
                            ),
                            name="groups_minutes_signed_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Correction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("text", models.TextField(verbose_name="correction")),
                    ("is_public", models.BooleanField(default=False)),
                    ("made_by", models.CharField(max_length=150)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "minutes",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="groups.minutes",
                        ),
                    ),
                ],
                options={
                    "ordering": ("position",),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "minutes", "position"), name="groups_correction_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Amendment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("quoted", models.TextField(blank=True, verbose_name="the place")),
                    ("proposed", models.TextField(verbose_name="your wording")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "waits for an answer"),
                                ("accepted", "accepted"),
                                ("declined", "declined"),
                            ],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ("settled_by", models.CharField(blank=True, max_length=150)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
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
                    (
                        "minutes",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="amendments",
                            to="groups.minutes",
                        ),
                    ),
                ],
                options={
                    "ordering": ("id",),
                    "indexes": [
                        models.Index(fields=["group", "minutes", "id"], name="groups_amendment_of")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["open", "accepted", "declined"])),
                            name="groups_amendment_state_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Signature",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("government", "government"), ("civil", "civil society")],
                            max_length=10,
                        ),
                    ),
                    ("name", models.CharField(max_length=150)),
                    ("sha256", models.CharField(max_length=64)),
                    ("method", models.CharField(max_length=20)),
                    ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
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
                    (
                        "minutes",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="signatures",
                            to="groups.minutes",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ("signed_at",),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "minutes", "side"), name="groups_signature_side_once"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "minutes", "membership"),
                            name="groups_signature_person_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("side__in", ["government", "civil"])),
                            name="groups_signature_side_known",
                        ),
                    ],
                },
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('frozen', 'signed'))",
                    func="\nIF (NEW.group_id, NEW.meeting_id, NEW.language, NEW.text_mn, NEW.text_en, NEW.sealed, NEW.sha256, NEW.frozen_at)\n   IS DISTINCT FROM (OLD.group_id, OLD.meeting_id, OLD.language, OLD.text_mn, OLD.text_en, OLD.sealed, OLD.sha256, OLD.frozen_at)\n   OR NEW.state NOT IN ('frozen', 'signed') OR (OLD.state = 'signed' AND NEW.state <> 'signed')\nTHEN\n    RAISE EXCEPTION 'frozen minutes cannot change' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                    hash="5cc1e3d56e775f59949f72d2bba0e729d961b802",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_frozen_a101c",
                    table="groups_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="never_gone",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('frozen', 'signed'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="111c5392409bd6d2b5ea7838b9ec946d1d0e2e36",
                    operation="DELETE",
                    pgid="pgtrigger_never_gone_82b08",
                    table="groups_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        Protect("minutes"),
        Protect("amendment"),
        Protect("signature", append_only=True),
        Protect("correction", append_only=True),
    ]
