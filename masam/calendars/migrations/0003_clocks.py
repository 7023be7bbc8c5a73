"""To be filled."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("calendars", "0002_rules")]
    operations: ClassVar = []
