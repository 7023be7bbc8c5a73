"""Every database has the catalogue of duties (`disclosure/duties.csv`)."""

from typing import Any

from django.db import migrations

from disclosure.resources import read_duties


def add_duties(apps: Any, schema_editor: Any) -> None:
    duty = apps.get_model("disclosure", "Duty")
    rule = apps.get_model("calendars", "LegalRule")
    rules = {(row.key, row.valid_from): row for row in rule.objects.all()}
    duty.objects.bulk_create(duty(rule=rules[key], **values) for key, values in read_duties())


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_protect"), ("calendars", "0002_rules")]

    operations = [migrations.RunPython(add_duties, migrations.RunPython.noop)]
