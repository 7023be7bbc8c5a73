"""The target by which an office says that it received a problem (I8), where it is missing."""

from typing import Any, ClassVar

from django.db import migrations

from masam.calendars.resources import read_rules


def add_missing(apps: Any, schema_editor: Any) -> None:
    rule = apps.get_model("calendars", "LegalRule")
    rows = [rule(**values) for values in read_rules()]
    rule.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("calendars", "0002_rules")]
    operations: ClassVar = [migrations.RunPython(add_missing, migrations.RunPython.noop)]
