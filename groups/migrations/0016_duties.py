"""Who belongs to a group today gets the duties that came to the roles with issues made whole."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

# The same step as before: whatever a role may by now and its people were not granted yet.
GRANT = import_module("groups.migrations.0014_duties").grant_new_duties


class Migration(migrations.Migration):
    dependencies: ClassVar = [("groups", "0015_letters")]
    operations: ClassVar = [migrations.RunPython(GRANT, migrations.RunPython.noop, elidable=True)]
