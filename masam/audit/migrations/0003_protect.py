"""The second lock of this app's tables: row-level security and composite keys."""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0002_initial"), ("tenancy", "0001_roles")]
    operations: ClassVar = [
        Protect("entry", append_only=True, with_ungrouped=True),
    ]
