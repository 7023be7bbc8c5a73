"""One vocabulary of tools: projects, trainings and materials name the same ones."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from masam.tenancy import in_group

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
# What trainings and materials called otherwise. Their "budget" was citizens' part in the budget.
NEW_NAMES = {"expenditure": "pets", "budget": "participatory_budget"}


def rename(names: dict[str, str]) -> Any:
    """Give the step that writes the tools of trainings and materials by other names."""

    def run(apps: Any, schema_editor: Any) -> None:
        alias = schema_editor.connection.alias
        group_model, training, material = (
            apps.get_model("groups", name) for name in ("Group", "Training", "Material")
        )
        for group in group_model.objects.using(alias).values_list("pk", flat=True):
            with in_group(group):
                rows = training.objects.using(alias).filter(group_id=group)
                for row in rows.filter(tools__overlap=[*names]):
                    row.tools = [names.get(tool, tool) for tool in row.tools]
                    row.save(update_fields=["tools"])
                for old, new in names.items():
                    mine = material.objects.using(alias).filter(group_id=group, tool=old)
                    mine.update(tool=new)

    return run


BACK = {new: old for old, new in NEW_NAMES.items()}
TOOLS = ArrayField(
    base_field=models.CharField(choices=CHOICES, max_length=20), blank=True, default=list, size=None
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("groups", "0018_words")]
    operations: ClassVar = [
        migrations.AlterField(model_name="project", name="tools", field=TOOLS),
        migrations.AlterField(model_name="training", name="tools", field=TOOLS),
        migrations.AlterField(
            model_name="material",
            name="tool",
            field=models.CharField(blank=True, choices=CHOICES, max_length=20, verbose_name="tool"),
        ),
        migrations.RunPython(rename(NEW_NAMES), rename(BACK)),
    ]
