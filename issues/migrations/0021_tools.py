"""Lessons name the tools that projects, trainings and materials name; their keys stay."""

from typing import ClassVar

from django.db import migrations, models

CHOICES = [
    ("scorecard", "community scorecard"),
    ("voice_action", "citizen voice and action"),
    ("report_card", "citizen report card"),
    ("pets", "expenditure tracking (PETS)"),
    ("social_audit", "social audit"),
    ("checklist", "checklist visits"),
    ("monitoring", "visit and monitoring"),
    ("good_clinic", "“Good clinic, satisfactory service”"),
    ("good_school", "Good School Support Tool"),
    ("budget_trust", "Budget Trust Tool"),
    ("open_budget", "budget transparency check"),
    ("budget", "budget analysis"),
    ("participatory_budget", "participatory budgeting"),
    ("tender", "tender monitoring"),
    ("contract", "contract-based participatory monitoring"),
    ("disclosure", "checking disclosure"),
    ("request", "information request"),
    ("feedback", "feedback and complaints"),
    ("survey", "satisfaction questionnaire"),
    ("focus_group", "focus group"),
    ("hearing", "public hearing"),
    ("decision", "decision of a meeting"),
    ("joint_action", "joint action"),
    ("other", "other tool"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("issues", "0020_in_person"), ("groups", "0019_tools")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="lesson",
            name="tool",
            field=models.CharField(
                blank=True,
                choices=CHOICES,
                max_length=20,
                verbose_name="tool used",
            ),
        ),
    ]
