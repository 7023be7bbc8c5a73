"""Joining issues remembers what ran and waited, so that it is undone exactly."""

from typing import ClassVar

from django.db import migrations, models
from masam.tenancy.operations import Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [("issues", "0016_intake")]
    operations: ClassVar = [
        Together(
            migrations.AddField(
                model_name="merge",
                name="standing",
                field=models.JSONField(default=dict),
            ),
        ),
    ]
