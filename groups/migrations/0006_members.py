"""Terms tied to a person, invitations by link and code.

`person` comes into being with its own value in every row (the default of the database). Terms of
one account in one group are then tied; the owner of the table reads them past its own forced
policy, which is put back at once.
"""

import django.contrib.postgres.functions
import django.db.models.deletion
import django.utils.timezone
import groups.models.join_link
import uuid
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect, Together


TIE = """
ALTER TABLE groups_membership NO FORCE ROW LEVEL SECURITY;
UPDATE groups_membership AS term SET person = first.person
FROM (
    SELECT DISTINCT ON (group_id, user_id) group_id, user_id, person
    FROM groups_membership WHERE user_id IS NOT NULL ORDER BY group_id, user_id, id
) AS first
WHERE term.group_id = first.group_id AND term.user_id = first.user_id
  AND term.person <> first.person;
ALTER TABLE groups_membership FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0005_open"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="JoinLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("link", "link"), ("sheet", "printed codes")], max_length=5
                        ),
                    ),
                    (
                        "label",
                        models.CharField(blank=True, max_length=100, verbose_name="For whom"),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("facilitator", "facilitator"),
                                ("secretary", "secretary"),
                                ("member", "member"),
                                ("monitor", "monitor"),
                                ("officer", "officer"),
                                ("custodian", "custodian"),
                                ("observer", "observer"),
                            ],
                            default="member",
                            max_length=12,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "stakeholder",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("civil_society", "civil society"),
                                ("community", "community"),
                                ("government", "local government"),
                                ("khural", "citizens' representatives' khural"),
                                ("provider", "service provider"),
                                ("media", "media"),
                                ("academia", "academia"),
                                ("business", "business"),
                            ],
                            max_length=16,
                            verbose_name="stakeholder",
                        ),
                    ),
                    ("most_uses", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("used", models.PositiveIntegerField(default=0)),
                    (
                        "seed",
                        models.CharField(default=groups.models.join_link.fresh_seed, max_length=32),
                    ),
                    ("expires_at", models.DateTimeField()),
                    ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name="JoinUse",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=150)),
                    ("place", models.PositiveSmallIntegerField(default=0)),
                    ("used_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                ],
            ),
            migrations.AddField(
                model_name="membership",
                name="email",
                field=models.EmailField(
                    blank=True, db_default="", max_length=254, verbose_name="e-mail"
                ),
            ),
            migrations.AddField(
                model_name="membership",
                name="organisation_said",
                field=models.CharField(
                    blank=True,
                    db_default="",
                    max_length=150,
                    verbose_name="organisation as written",
                ),
            ),
            migrations.AddField(
                model_name="membership",
                name="person",
                field=models.UUIDField(
                    db_default=django.contrib.postgres.functions.RandomUUID(),
                    default=uuid.uuid4,
                    editable=False,
                ),
            ),
            migrations.AddField(
                model_name="membership",
                name="search_key",
                field=models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.F("name"),
                        models.Value(
                            "АБВГДЕЖЗИЙКЛМНОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZЁёөүЄє-"
                        ),
                        models.Value(
                            "абвгдежзийклмноопрстууфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyzееоуоо "
                        ),
                        function="translate",
                    ),
                    output_field=models.CharField(max_length=150),
                ),
            ),
            migrations.AddField(
                model_name="membership",
                name="version",
                field=models.PositiveIntegerField(db_default=1, default=1),
            ),
            migrations.AddIndex(
                model_name="membership",
                index=models.Index(
                    fields=["group", "person", "from_date"], name="groups_member_person"
                ),
            ),
        ),
        Together(
            migrations.AddField(
                model_name="joinlink",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="joinlink",
                name="made_by",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="joinlink",
                name="organisation",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="organisations.organisation",
                ),
            ),
            migrations.AddField(
                model_name="joinuse",
                name="group",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"
                ),
            ),
            migrations.AddField(
                model_name="joinuse",
                name="invitation",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="uses",
                    to="groups.joinlink",
                ),
            ),
            migrations.AddField(
                model_name="joinuse",
                name="membership",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="groups.membership",
                ),
            ),
            migrations.AddIndex(
                model_name="joinlink",
                index=models.Index(fields=["group", "-id"], name="groups_join_link_latest"),
            ),
            migrations.AddConstraint(
                model_name="joinlink",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("most_uses__isnull", True),
                        ("used__lte", models.F("most_uses")),
                        _connector="OR",
                    ),
                    name="groups_join_link_not_overdrawn",
                ),
            ),
            migrations.AddConstraint(
                model_name="joinlink",
                constraint=models.CheckConstraint(
                    condition=models.Q(("kind__in", ["link", "sheet"])),
                    name="groups_join_link_kind_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="joinlink",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("kind", "link"), ("most_uses__isnull", False), _connector="OR"
                    ),
                    name="groups_join_link_sheet_counted",
                ),
            ),
            migrations.AddConstraint(
                model_name="joinlink",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "role__in",
                            [
                                "facilitator",
                                "secretary",
                                "member",
                                "monitor",
                                "officer",
                                "custodian",
                                "observer",
                            ],
                        )
                    ),
                    name="groups_join_link_role_known",
                ),
            ),
            migrations.AddIndex(
                model_name="joinuse",
                index=models.Index(fields=["group", "invitation", "id"], name="groups_join_use_of"),
            ),
        ),
        migrations.RunSQL(TIE, migrations.RunSQL.noop),
        Protect("membership"),
        Protect("joinlink"),
        Protect("joinuse"),
    ]
