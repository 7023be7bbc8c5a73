"""Every database has the legal rules of the product."""

from typing import Any

from django.db import migrations

from masam.calendars.resources import read_rules


def add_rules(apps: Any, schema_editor: Any) -> None:
    rule = apps.get_model("calendars", "LegalRule")
    rule.objects.bulk_create(rule(**values) for values in read_rules())


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
