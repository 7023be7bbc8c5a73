"""What the national role reads beside published rows: the names of groups, places, organisations."""

from typing import ClassVar

from django.db import migrations

TABLES = (
    "groups_group, groups_phase, groups_groupphase, places_unit, organisations_organisation, "
    "calendars_legalrule"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("groups", "0002_protect"),
        ("organisations", "0001_initial"),
        ("places", "0001_initial"),
        ("calendars", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "GRANT SELECT ON " + TABLES + " TO masam_national",
            "REVOKE SELECT ON " + TABLES + " FROM masam_national",
        )
    ]
