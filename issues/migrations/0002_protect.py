"""The second lock of this app's tables: row-level security and composite keys."""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("issues", "0001_initial"),
        ("groups", "0002_protect"),
        ("tenancy", "0001_roles"),
    ]
    operations: ClassVar = [
        Protect("category", national="true"),
        Protect("issue", national="published_at IS NOT NULL"),
        Protect("issueevent", append_only=True),
        Protect("answer"),
        Protect("answerevent", append_only=True),
        Protect("comment"),
        Protect("evidence"),
        Protect("jointaction", national="published_at IS NOT NULL"),
        Protect("jointactionevent", append_only=True),
        Protect("actionupdate"),
        Protect("follow"),
        Protect("decisionlink"),
    ]
