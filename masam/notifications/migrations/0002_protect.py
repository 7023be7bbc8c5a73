"""The second lock of the outbox. Notices without a group are for national staff."""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [("notifications", "0001_initial"), ("tenancy", "0001_roles")]
    operations: ClassVar = [Protect("notice", with_ungrouped=True)]
