"""`Project`: a sub-project of a CSO in the group: logframe, budget, milestones, files (G6)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.lifecycle import ProjectState
from groups.models.membership import Membership
from groups.models.tool import LONGEST, Tool
from masam.attachments.models import Attachment
from masam.organisations.models import Sector
from masam.places.models import DerivedField
from masam.search.folding import fold
from masam.tenancy.models import GroupOwned

if TYPE_CHECKING:
    from datetime import date


class LogframeLevel(models.TextChoices):
    """The level of a line of the logframe, the highest first."""

    OUTCOME = "outcome", _("outcome")
    OUTPUT = "output", _("output")
    ACTIVITY = "activity", _("activity")


class MoneySource(models.TextChoices):
    """Who funds a line of the budget."""

    GPSA = "gpsa", _("GPSA grant")
    SDC = "sdc", _("Swiss Agency for Development and Cooperation")
    LOCAL_GOVERNMENT = "local_government", _("local government budget")
    LOCAL_FUND = "local_fund", _("local development fund")
    OWN = "own", _("own contribution")
    OTHER = "other", _("other source")


class Project(GroupOwned):
    """A sub-project. The mentor is a member of the group, or a name with an organisation."""

    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=160)
    about = models.TextField(_("what it wants to change"), blank=True)
    lead = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+",
        verbose_name=_("lead organisation"),
    )  # fmt: skip
    mentor = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mentor_name = models.CharField(_("mentor from outside the group"), max_length=150, blank=True)
    mentor_organisation = models.CharField(
        _("organisation of the mentor"), max_length=200, blank=True
    )
    tools = ArrayField(
        models.CharField(max_length=LONGEST, choices=Tool.choices), default=list, blank=True
    )
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices, blank=True)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("to"))
    state = models.CharField(
        max_length=8, choices=ProjectState.choices, default=ProjectState.PLANNED
    )
    notes = models.TextField(_("notes"), blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    search_key = DerivedField(max_length=400, derive="searched_by")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="groups_project_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=ProjectState.values), name="groups_project_state_known"
            ),
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")), name="groups_project_forward",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) | Q(mentor_name=""),
                name="groups_project_one_mentor",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["group", "-from_date", "-id"], name="groups_project_latest"),
        )

    def __str__(self) -> str:
        return self.title

    def searched_by(self) -> str:
        """Compute what searches look into."""
        return fold(f"{self.title} {self.mentor_name} {self.mentor_organisation}")[:400]

    @property
    def tool_names(self) -> list[str]:
        """The tools in words, in the order of the list of tools."""
        return [str(tool.label) for tool in Tool if tool.value in self.tools]

    @property
    def is_over(self) -> bool:
        """Whether it has finished or was stopped."""
        return self.state in {ProjectState.FINISHED, ProjectState.STOPPED}


class _Line(GroupOwned):
    """A line of a project, in the order people gave it."""

    project: models.ForeignKey[Any, Any]
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class LogframeLine(_Line):
    """A line of the logframe with one indicator. Figures are in `unit`, as of `as_of_date`."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="logframe")
    level = models.CharField(_("level"), max_length=8, choices=LogframeLevel.choices)
    text = models.CharField(_("text"), max_length=300)
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    as_of_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=LogframeLevel.values), name="groups_logframe_level_known"
            ),
        )
        indexes = (
            models.Index(fields=["group", "project", "position"], name="groups_logframe_of"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def percent(self) -> int | None:
        """How far the way from baseline to target is gone, 0 to 100; None when unknown.

        A target below the baseline (fewer complaints) works alike. Without a baseline it is 0.
        """
        if self.target is None or self.actual is None:
            return None
        start = self.baseline or Decimal(0)
        way = self.target - start
        if not way:
            return 100 if self.actual == self.target else None
        return max(0, min(100, int(100 * (self.actual - start) / way)))


class BudgetLine(_Line):
    """A line of the budget: whole tugriks planned and spent, and who funds it."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budget")
    name = models.CharField(_("what for"), max_length=160)
    source = models.CharField(_("who funds it"), max_length=16, choices=MoneySource.choices)
    planned_mnt = models.PositiveBigIntegerField(_("planned, MNT"), default=0)
    spent_mnt = models.PositiveBigIntegerField(_("spent, MNT"), default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(source__in=MoneySource.values), name="groups_budget_source_known"
            ),
        )
        indexes = (models.Index(fields=["group", "project", "position"], name="groups_budget_of"),)

    def __str__(self) -> str:
        return self.name

    @property
    def over_mnt(self) -> int:
        """How much more was spent than planned; 0 when not."""
        return max(0, self.spent_mnt - self.planned_mnt)


class Milestone(_Line):
    """Something that will stand by a day."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    text = models.CharField(_("milestone"), max_length=200)
    due_date = models.DateField(_("due"))
    done_date = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["group", "project", "due_date"], name="groups_milestone_of"),
        )

    def __str__(self) -> str:
        return self.text

    def is_late(self, day: date) -> bool:
        """Tell whether it should have been done before `day` and is not."""
        return self.done_date is None and self.due_date < day


class ProjectFile(Attachment):
    """A document or a picture of a project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="files")

    class Meta:
        indexes = (models.Index(fields=["group", "project", "id"], name="groups_file_of"),)
