"""What people say of a fix may have been said in person."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("issues", "0019_by_category")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="fixword",
            name="channel",
            field=models.CharField(
                choices=[
                    ("mail", "email"),
                    ("desk", "at the desk"),
                    ("code", "by the receipt code"),
                    ("call", "by a call"),
                    ("talk", "in person"),
                ],
                max_length=4,
            ),
        ),
    ]
