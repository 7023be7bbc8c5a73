"""What a dictionary says of words."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("tenancy", "0001_roles")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Lemma",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form", models.CharField(max_length=60, unique=True)),
                (
                    "lemmas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("looked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
