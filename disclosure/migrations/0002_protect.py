"""The second lock of this app's tables.

The national role may read what is owed, with what the newest check found: facts about
organisations, no person in them; notes and proofs stay in the group. Checks and words of offices are never changed, so the tables only grow.
"""

from typing import ClassVar

from django.db import migrations

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("disclosure", "0001_initial"),
        ("groups", "0002_protect"),
        ("issues", "0002_protect"),
    ]
    operations: ClassVar = [
        Protect("watched"),
        Protect("owed", national="true"),
        Protect("check", append_only=True),
        Protect("checkproof"),
        Protect("officeword", append_only=True),
        Protect("gapissue"),
    ]
