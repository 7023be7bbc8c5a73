import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import masam.attachments.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Phase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField(unique=True)),
                    ("name_mn", models.CharField(max_length=200)),
                    ("name_en", models.CharField(max_length=200)),
                    ("start_date", models.DateField()),
                    ("end_date", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ("number",),
                },
            ),
            migrations.CreateModel(
                name="Group",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("slug", models.SlugField(max_length=40, unique=True)),
                    (
                        "code",
                        models.CharField(
                            max_length=4,
                            unique=True,
                            validators=[django.core.validators.RegexValidator("^[A-Z]{2,4}$")],
                        ),
                    ),
                    ("name_mn", models.CharField(max_length=120, verbose_name="name in Mongolian")),
                    ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("active", "active"),
                                ("paused", "paused"),
                                ("closed", "closed"),
                            ],
                            default="active",
                            max_length=8,
                        ),
                    ),
                    ("zone", models.CharField(default="Asia/Ulaanbaatar", max_length=40)),
                    ("language", models.CharField(default="mn", max_length=2)),
                    ("about_mn", models.TextField(blank=True)),
                    ("about_en", models.TextField(blank=True)),
                    ("contact_email", models.EmailField(blank=True, max_length=254)),
                    ("contact_phone", models.CharField(blank=True, max_length=20)),
                    ("sort_key", models.CharField(blank=True, db_index=True, max_length=240)),
                    ("version", models.PositiveBigIntegerField(default=1)),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.unit",
                        ),
                    ),
                ],
                options={
                    "ordering": ("sort_key", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "slug__in",
                                    [
                                        "about",
                                        "accessibility",
                                        "accounts",
                                        "admin",
                                        "api",
                                        "ask",
                                        "attend",
                                        "calendar",
                                        "data",
                                        "disclosure",
                                        "en",
                                        "feedback",
                                        "follow",
                                        "groups",
                                        "healthz",
                                        "help",
                                        "issues",
                                        "join",
                                        "lessons",
                                        "login",
                                        "logout",
                                        "me",
                                        "media",
                                        "metrics",
                                        "mn",
                                        "national",
                                        "office",
                                        "open311",
                                        "password",
                                        "privacy",
                                        "readyz",
                                        "reply",
                                        "robots",
                                        "static",
                                        "stop",
                                        "styleguide",
                                        "unsent",
                                        "vote",
                                    ],
                                ),
                                _negated=True,
                            ),
                            name="groups_slug_free",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["active", "paused", "closed"])),
                            name="groups_state_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Counter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("noun", models.CharField(max_length=20)),
                    ("last", models.PositiveIntegerField(default=0)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "noun"), name="groups_counter_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="GroupGrant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "content_object",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="grants",
                            to="groups.group",
                        ),
                    ),
                    (
                        "permission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "indexes": [
                        models.Index(fields=["user", "content_object"], name="groups_grant_user")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Meeting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("regular", "group meeting"),
                                ("hearing", "public hearing"),
                                ("interface", "interface meeting"),
                                ("khural", "khural sitting"),
                            ],
                            default="regular",
                            max_length=10,
                            verbose_name="kind",
                        ),
                    ),
                    ("held_date", models.DateField(verbose_name="date")),
                    (
                        "starts_at",
                        models.TimeField(blank=True, null=True, verbose_name="begins at"),
                    ),
                    ("topic", models.CharField(max_length=160, verbose_name="topic")),
                    ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                    ("notes", models.TextField(blank=True, verbose_name="notes")),
                    (
                        "guests_female",
                        models.PositiveSmallIntegerField(default=0, verbose_name="guests, women"),
                    ),
                    (
                        "guests_male",
                        models.PositiveSmallIntegerField(default=0, verbose_name="guests, men"),
                    ),
                    (
                        "guests_young",
                        models.PositiveSmallIntegerField(
                            default=0, verbose_name="of them under 35"
                        ),
                    ),
                    (
                        "guests_herder",
                        models.PositiveSmallIntegerField(default=0, verbose_name="of them herders"),
                    ),
                    (
                        "guests_disability",
                        models.PositiveSmallIntegerField(
                            default=0, verbose_name="of them with a disability"
                        ),
                    ),
                    (
                        "is_closed",
                        models.BooleanField(default=False, verbose_name="closed to the public"),
                    ),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField(blank=True, null=True)),
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
                        "logged_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "-held_date", "-id"], name="groups_meeting_latest"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "number"), name="groups_meeting_number_once"
                        ),
                        models.UniqueConstraint(
                            fields=("group", "client_key"), name="groups_meeting_key_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["regular", "hearing", "interface", "khural"])
                            ),
                            name="groups_meeting_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("is_closed", False),
                                ("published_at__isnull", True),
                                _connector="OR",
                            ),
                            name="groups_meeting_closed_stays_closed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(max_length=500, verbose_name="decision")),
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
                            related_name="decisions",
                            to="groups.meeting",
                        ),
                    ),
                ],
                options={
                    "ordering": ("position",),
                    "constraints": [
                        models.UniqueConstraint(
                            deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                            fields=("group", "meeting", "position"),
                            name="groups_decision_position_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="MeetingEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("number", models.PositiveIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("regular", "group meeting"),
                                ("hearing", "public hearing"),
                                ("interface", "interface meeting"),
                                ("khural", "khural sitting"),
                            ],
                            default="regular",
                            max_length=10,
                            verbose_name="kind",
                        ),
                    ),
                    ("held_date", models.DateField(verbose_name="date")),
                    (
                        "starts_at",
                        models.TimeField(blank=True, null=True, verbose_name="begins at"),
                    ),
                    ("topic", models.CharField(max_length=160, verbose_name="topic")),
                    ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                    ("notes", models.TextField(blank=True, verbose_name="notes")),
                    (
                        "guests_female",
                        models.PositiveSmallIntegerField(default=0, verbose_name="guests, women"),
                    ),
                    (
                        "guests_male",
                        models.PositiveSmallIntegerField(default=0, verbose_name="guests, men"),
                    ),
                    (
                        "guests_young",
                        models.PositiveSmallIntegerField(
                            default=0, verbose_name="of them under 35"
                        ),
                    ),
                    (
                        "guests_herder",
                        models.PositiveSmallIntegerField(default=0, verbose_name="of them herders"),
                    ),
                    (
                        "guests_disability",
                        models.PositiveSmallIntegerField(
                            default=0, verbose_name="of them with a disability"
                        ),
                    ),
                    (
                        "is_closed",
                        models.BooleanField(default=False, verbose_name="closed to the public"),
                    ),
                    ("published_at", models.DateTimeField(blank=True, null=True)),
                    ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "group",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="groups.group",
                        ),
                    ),
                    (
                        "logged_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="groups.meeting",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="MeetingPhoto",
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
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="photos",
                            to="groups.meeting",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "meeting", "id"], name="groups_photo_of")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Membership",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=150, verbose_name="name")),
                    (
                        "stakeholder",
                        models.CharField(
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
                    (
                        "position",
                        models.CharField(blank=True, max_length=150, verbose_name="position"),
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
                    ("from_date", models.DateField(verbose_name="from")),
                    ("to_date", models.DateField(blank=True, null=True, verbose_name="to")),
                    ("sort_key", models.CharField(blank=True, max_length=300)),
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.organisation",
                            verbose_name="organisation",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["group", "sort_key", "id"], name="groups_member_order")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_date__isnull", True),
                                ("to_date__gte", models.F("from_date")),
                                _connector="OR",
                            ),
                            name="groups_member_term_forward",
                            violation_error_message="The term ends before it begins.",
                        ),
                        models.CheckConstraint(
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
                            name="groups_member_role_known",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("to_date__isnull", True), ("user__isnull", False)),
                            fields=("group", "user"),
                            name="groups_member_open_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "stakeholder",
                        models.CharField(
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
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendance",
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
                    "verbose_name_plural": "attendance",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "meeting", "membership"), name="groups_attendance_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="MemberTraits",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "sex",
                        models.CharField(
                            choices=[
                                ("f", "women"),
                                ("m", "men"),
                                ("other", "other"),
                                ("undisclosed", "not told"),
                            ],
                            default="undisclosed",
                            max_length=11,
                            verbose_name="sex",
                        ),
                    ),
                    (
                        "age_band",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("<18", "under 18"),
                                ("18-34", "18 to 34"),
                                ("35-59", "35 to 59"),
                                ("60+", "60 and over"),
                            ],
                            max_length=5,
                            verbose_name="age",
                        ),
                    ),
                    (
                        "vulnerable",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("herder", "herder"),
                                    ("disability", "person with disability"),
                                    ("poor", "poor household"),
                                    ("single_parent", "single parent"),
                                    ("temporary", "temporary resident"),
                                    ("minority", "ethnic minority"),
                                    ("elder", "elder"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
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
                        "membership",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="traits",
                            to="groups.membership",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "member traits",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("sex__in", ["f", "m", "other", "undisclosed"])),
                            name="groups_sex_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("age_band__in", ["", "<18", "18-34", "35-59", "60+"])
                            ),
                            name="groups_age_band_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GroupPhase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("lead_partner", models.CharField(blank=True, max_length=120)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="phases",
                            to="groups.group",
                        ),
                    ),
                    (
                        "phase",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="groups",
                            to="groups.phase",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("group", "phase"), name="groups_phase_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Pointer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("digest", models.CharField(max_length=64, unique=True)),
                    ("kind", models.CharField(max_length=20)),
                    ("target_id", models.BigIntegerField()),
                    ("data", models.JSONField(blank=True, default=dict)),
                    ("expires_at", models.DateTimeField(blank=True, null=True)),
                    ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="groups.group",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["group", "kind", "target_id"], name="groups_pointer_to"
                        )
                    ],
                },
            ),
        ),
        migrations.AlterUniqueTogether(
            name="groupgrant",
            unique_together={("user", "permission", "content_object")},
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_meetingevent" ("client_key", "group_id", "guests_disability", "guests_female", "guests_herder", "guests_male", "guests_young", "held_date", "id", "is_closed", "kind", "logged_at", "logged_by_id", "notes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "starts_at", "topic", "version") VALUES (NEW."client_key", NEW."group_id", NEW."guests_disability", NEW."guests_female", NEW."guests_herder", NEW."guests_male", NEW."guests_young", NEW."held_date", NEW."id", NEW."is_closed", NEW."kind", NEW."logged_at", NEW."logged_by_id", NEW."notes", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."published_at", NEW."starts_at", NEW."topic", NEW."version"); RETURN NULL;',
                    hash="8a0eec1e325ea957f86e9493382fcd96147bdd40",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dc11f",
                    table="groups_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "groups_meetingevent" ("client_key", "group_id", "guests_disability", "guests_female", "guests_herder", "guests_male", "guests_young", "held_date", "id", "is_closed", "kind", "logged_at", "logged_by_id", "notes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "starts_at", "topic", "version") VALUES (NEW."client_key", NEW."group_id", NEW."guests_disability", NEW."guests_female", NEW."guests_herder", NEW."guests_male", NEW."guests_young", NEW."held_date", NEW."id", NEW."is_closed", NEW."kind", NEW."logged_at", NEW."logged_by_id", NEW."notes", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."published_at", NEW."starts_at", NEW."topic", NEW."version"); RETURN NULL;',
                    hash="d43f7b537ae23aaec4f7b159d17a0c8950c2da97",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b97a",
                    table="groups_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d518d44cbcd9d615bb67f7f81641e02a9274ba96",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f7414",
                    table="groups_meetingevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
