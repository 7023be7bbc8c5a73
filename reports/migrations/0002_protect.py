"""The second lock of this app's tables: row-level security and composite keys."""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("reports", "0001_initial"),
        ("groups", "0002_protect"),
        ("tenancy", "0001_roles"),
    ]
    operations: ClassVar = [
        Protect("tally", national="true"),
        Protect("report"),
        Protect("reportfile"),
        Protect("reportsubscription"),
    ]
