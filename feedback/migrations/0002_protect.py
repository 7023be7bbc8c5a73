"""The second lock of this app's tables: row-level security and composite keys."""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("feedback", "0001_initial"),
        ("issues", "0002_protect"),
        ("groups", "0002_protect"),
        ("tenancy", "0001_roles"),
    ]
    operations: ClassVar = [
        Protect("case"),
        Protect("caseevent", append_only=True),
        Protect("casephoto"),
        Protect("contact"),
        Protect("told"),
        Protect("message"),
        Protect("scorecard", national="published_at IS NOT NULL"),
        Protect("indicator"),
        Protect("scoregroup"),
        Protect("score"),
    ]
