"""The second lock of uploaded tables."""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [("spreadsheets", "0001_initial"), ("groups", "0002_protect")]
    operations: ClassVar = [Protect("import")]
