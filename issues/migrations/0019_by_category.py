"""The desk's list is narrowed down by category and by what its questions were answered."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("issues", "0018_words")]
    operations: ClassVar = [
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                fields=["group", "category", "-logged_at", "-id"], name="issues_by_category"
            ),
        ),
    ]
