"""`Concern`: for whom an issue matters most, so that inclusion can be counted (product.md G10)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from groups.models import Vulnerability
from issues.models.issue import Issue
from masam.tenancy.models import GroupOwned


class Concern(GroupOwned):
    """The kinds of vulnerable people an issue was raised by or for: kinds, never persons.

    Only marked issues have a row; an issue without one says nothing about vulnerability.
    """

    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="concern")
    vulnerable = ArrayField(models.CharField(max_length=16, choices=Vulnerability.choices))

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(vulnerable__len__gte=1), name="issues_concern_names_somebody"
            ),
        )
        indexes = (models.Index(fields=["group", "issue"], name="issues_concern_of"),)

    def __str__(self) -> str:
        return f"whom issue {self.issue_id} concerns"

    @property
    def kinds(self) -> list[str]:
        """The kinds in words."""
        return [str(Vulnerability(kind).label) for kind in self.vulnerable]
