"""Sub-projects: lists with sums, the one door to one, money by source, who may lead one (G6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from groups.lifecycle import PROJECT
from groups.models import BudgetLine, Membership, MoneySource, Project, ProjectFile
from groups.queries.history import history_of
from masam.organisations.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from groups.models import Group
    from groups.queries.meeting import Step

LEADS = (
    OrganisationKind.CSO,
    OrganisationKind.COMMUNITY,
    OrganisationKind.MEDIA,
    OrganisationKind.ACADEMIA,
    OrganisationKind.INTERNATIONAL,
)
RELATED = ("lead", "mentor__organisation", "group")
PAST = {
    "project.opened": _("wrote down the sub-project"),
    "project.edited": _("changed the sub-project"),
    "project.budget_set": _("changed the budget"),
    "project.logframe_set": _("changed the logframe"),
    "project.milestones_set": _("changed the milestones"),
    "project.file_added": _("added a file"),
    "project.file_removed": _("took a file away"),
    "project.started": PROJECT.by_verb["start"].past,
    "project.finished": PROJECT.by_verb["finish"].past,
    "project.stopped": PROJECT.by_verb["stop"].past,
    "project.resumed": PROJECT.by_verb["resume"].past,
}


@dataclass(frozen=True)
class Money:
    """Whole tugriks planned and spent, for one source or in all. Planned money is secured."""

    label: str
    planned_mnt: int
    spent_mnt: int

    @property
    def planned_million(self) -> float:
        """Planned, in millions of tugriks."""
        return self.planned_mnt / 1_000_000

    @property
    def spent_million(self) -> float:
        """Spent, in millions of tugriks."""
        return self.spent_mnt / 1_000_000

    @property
    def over_mnt(self) -> int:
        """How much more was spent than planned; 0 when not."""
        return max(0, self.spent_mnt - self.planned_mnt)


def projects_with_sums(group: Group) -> QuerySet[Project]:
    """Give the group's sub-projects, each with the sums `planned` and `spent` in whole tugriks."""
    rows: QuerySet[Project] = Project.objects.filter(group=group).select_related(*RELATED)
    return rows.annotate(planned=_sum("planned_mnt"), spent=_sum("spent_mnt"))


def _sum(column: str) -> Coalesce:
    lines = BudgetLine.objects.filter(project=OuterRef("pk")).order_by().values("project")
    return Coalesce(Subquery(lines.annotate(total=Sum(column)).values("total")), 0)


def money_by_source(projects: QuerySet[Project]) -> list[Money]:
    """Give what these sub-projects have secured and spent, by who funds it, the largest first."""
    keys = projects.order_by().values("pk")
    rows = BudgetLine.objects.filter(project__in=keys).order_by().values_list("source")
    found = rows.annotate(planned=Sum("planned_mnt"), spent=Sum("spent_mnt"))
    money = [
        Money(str(MoneySource(source).label), planned, spent) for source, planned, spent in found
    ]
    return sorted(money, key=lambda row: -row.planned_mnt)


def by_source(lines: Iterable[BudgetLine]) -> list[Money]:
    """Give the money of one sub-project by source, from its lines, the largest first."""
    sums: dict[str, list[int]] = {}
    for line in lines:
        pair = sums.setdefault(line.source, [0, 0])
        pair[0] += line.planned_mnt
        pair[1] += line.spent_mnt
    money = [Money(str(MoneySource(source).label), *pair) for source, pair in sums.items()]
    return sorted(money, key=lambda row: -row.planned_mnt)


def in_all(rows: Iterable[Money]) -> Money:
    """Give the sum of several sources."""
    rows = list(rows)
    return Money("", sum(row.planned_mnt for row in rows), sum(row.spent_mnt for row in rows))


def project_or_404(gate: Any, number: int) -> Project:
    """Give a sub-project of the gate's group; the only door from an address to one.

    It carries its files (`papers`: dicts of pk, name, size, caption) from the same query.
    """
    files = ProjectFile.objects.filter(project=OuterRef("pk")).order_by("id")
    words = JSONObject(pk=F("pk"), name=F("name"), size=F("size"), caption=F("caption"))
    rows = Project.objects.filter(group=gate.group, number=number % 2**31)
    rows = rows.select_related(*RELATED).annotate(papers=ArraySubquery(files.values_list(words)))
    found: Project | None = rows.first()
    if found is None:
        raise Http404
    return found


def project_file_or_404(project: Project, pk: int) -> ProjectFile:
    """Give a file of this sub-project."""
    found: ProjectFile | None = ProjectFile.objects.filter(project=project, pk=pk).first()
    if found is None:
        raise Http404
    return found


def possible_leads(group: Group) -> QuerySet[Organisation]:
    """Give the organisations that may lead a sub-project: of the place, or seated in the group."""
    seated = Membership.objects.filter(group=group, organisation__isnull=False)
    here = Q(unit__code__startswith=group.unit.code) | Q(pk__in=seated.values("organisation"))
    rows = Organisation.objects.active().filter(here, kind__in=LEADS)
    return rows.order_by("sort_key", "id")


def project_history(project: Project) -> list[Step]:
    """Give what happened to the sub-project, oldest first."""
    return history_of(project, PAST)
