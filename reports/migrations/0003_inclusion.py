"""The measures of inclusion. Run `manage.py rebuildrollups` once to count what stands already."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reports", "0002_protect")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="tally",
            name="measure",
            field=models.CharField(
                choices=[
                    ("logged", "Logged"),
                    ("problem", "Problem"),
                    ("problem_day", "Problem Day"),
                    ("fixed", "Fixed"),
                    ("fix_days", "Fix Days"),
                    ("due", "Due"),
                    ("due_day", "Due Day"),
                    ("raised", "Raised"),
                    ("concern", "Concern"),
                    ("assigned", "Assigned"),
                    ("waiting", "Waiting"),
                    ("meeting", "Meeting"),
                    ("seats", "Seats"),
                    ("attended", "Attended"),
                    ("action", "Action"),
                    ("action_due", "Action Due"),
                    ("feedback", "Feedback"),
                    ("answer_due", "Answer Due"),
                    ("report", "Report"),
                ],
                max_length=12,
            ),
        ),
    ]
