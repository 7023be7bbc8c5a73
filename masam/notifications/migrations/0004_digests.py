"""To be filled."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("notifications", "0003_mailbox")]
    operations: ClassVar = []
