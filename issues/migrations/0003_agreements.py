"""What rests on an agreement (G7)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from masam.tenancy.operations import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0007_projects"),
        ("issues", "0002_protect"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tied_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_links",
                        to="issues.jointaction",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.agreement",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_links",
                        to="issues.issue",
                    ),
                ),
                (
                    "tied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["group", "issue", "id"], name="issues_agreement_of_issue"),
                    models.Index(
                        fields=["group", "action", "id"], name="issues_agreement_of_action"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "agreement", "issue"), name="issues_agreement_issue_once"
                    ),
                    models.UniqueConstraint(
                        fields=("group", "agreement", "action"), name="issues_agreement_action_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__isnull", False), ("issue__isnull", True)),
                            models.Q(("action__isnull", True), ("issue__isnull", False)),
                            _connector="OR",
                        ),
                        name="issues_agreement_of_one",
                    ),
                ],
            },
        ),
        Protect("agreementlink"),
    ]
