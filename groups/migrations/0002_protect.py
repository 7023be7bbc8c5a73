"""The second lock of this app's tables: row-level security and composite keys."""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [("groups", "0001_initial"), ("tenancy", "0001_roles")]
    operations: ClassVar = [
        Protect("counter"),
        Protect("membership"),
        Protect("meeting", national="published_at IS NOT NULL"),
        Protect("meetingevent", append_only=True),
        Protect("attendance"),
        Protect("decision"),
        Protect("meetingphoto"),
        Protect("membertraits"),
    ]
