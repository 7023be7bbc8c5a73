"""Sub-projects at the desk (G6)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groups.actions import (
    attach_project_file,
    edit_project,
    finish_project,
    open_project,
    remove_project_file,
    resume_project,
    set_budget,
    set_logframe,
    set_milestones,
    start_project,
    stop_project,
)
from groups.filters import ProjectFilter
from groups.forms import (
    BudgetForm,
    ButtonForm,
    DocumentForm,
    LogframeForm,
    MilestonesForm,
    NoteForm,
    ProjectEditForm,
    ProjectForm,
)
from groups.gate import DeskForm, DeskPage
from groups.lifecycle import PROJECT
from groups.models import MoneySource
from groups.queries import (
    by_source,
    in_all,
    money_by_source,
    possible_leads,
    project_file_or_404,
    project_history,
    project_or_404,
    projects_with_sums,
    roster,
)
from groups.resources import project_cells, projects_head
from groups.views import pictures
from groups.views.conflict import ShowsBoth
from groups.views.lines import LinesPage
from groups.views.tables import TablePage
from masam.attachments.serving import file_response
from masam.ui.addresses import address
from masam.ui.pager import slice_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponseBase

    from groups.models import Project, ProjectFile

MOVES = {
    "start": start_project,
    "finish": finish_project,
    "stop": stop_project,
    "resume": resume_project,
}


class ProjectList(DeskPage):
    """`/<group>/desk/projects/`: all sub-projects by the filters, with the money in all."""

    permission = "project.read"
    template_name = "groups/project_list.html"

    def context(self) -> dict[str, Any]:
        query = self.request.GET
        chosen = ProjectFilter(query)
        rows = chosen.apply(projects_with_sums(self.group))
        sources = money_by_source(rows)
        names = [row.label for row in sources]
        return {
            "group": self.group,
            "page": slice_after(rows, query.get("after", ""), order=chosen.order),
            "filter": chosen,
            "money": in_all(sources),
            "bars": pictures.money_bars(sources, names, [""] * len(names)),
            "legend": pictures.legend_of_money(),
            "is_narrow": any(query.get(name) for name in ("q", "state", "sector", "source")),
        }


class ProjectExport(TablePage):
    """`/<group>/desk/projects.csv`, `.xlsx`: exactly the filtered list."""

    permission = "project.read"
    noun = "projects"

    def head(self) -> Sequence[object]:
        return projects_head()

    def rows(self) -> Iterable[Sequence[object]]:
        chosen = ProjectFilter(self.request.GET)
        rows = chosen.apply(projects_with_sums(self.group)).order_by(*chosen.order)
        return (project_cells(row) for row in rows)


class ProjectOpen(DeskForm):
    """`/<group>/desk/projects/new/`: who leads what, from when to when."""

    permission = "project.manage"
    template_name = "groups/project_open.html"
    form_class = ProjectForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"leads": list(possible_leads(self.group)), "roster": roster(self.group)}

    def initial(self) -> dict[str, Any]:
        return {"from_date": self.group.today()}

    def context(self) -> dict[str, Any]:
        return {"group": self.group}

    def act(self, form: Any) -> Project:
        return open_project(self.group, actor=self.gate.user, **form.cleaned_data)

    def success_url(self, result: Project) -> str:
        return address(self.group.slug, "desk", "projects", result.number)


class _OneProject:
    """Finds the sub-project of the address."""

    gate: Any
    group: Any
    kwargs: dict[str, Any]

    @cached_property
    def project(self) -> Project:
        """The sub-project."""
        return project_or_404(self.gate, self.kwargs["number"])

    def success_url(self, result: Any) -> str:
        return address(self.group.slug, "desk", "projects", self.project.number)


class ProjectPage(_OneProject, DeskPage):
    """`/<group>/desk/projects/<no>/`: money, logframe, milestones, files, on screen and paper."""

    permission = "project.read"
    template_name = "groups/project_detail.html"

    def context(self) -> dict[str, Any]:
        project, today = self.project, self.group.today()
        budget = list(project.budget.order_by("position", "id"))
        milestones = list(project.milestones.order_by("due_date", "position", "id"))
        sources = by_source(budget)
        return {
            "group": self.group,
            "project": project,
            "moves": PROJECT.steps_from(project.state),
            "money": in_all(sources),
            "lines": pictures.money_bars(
                budget,
                [row.name for row in budget],
                [str(MoneySource(row.source).label) for row in budget],
            ),
            "sources": pictures.money_bars(
                sources, [row.label for row in sources], [""] * len(sources)
            ),
            "legend": pictures.legend_of_money(),
            "logframe": pictures.progress_bars(project.logframe.order_by("position", "id")),
            "milestones": [(row, row.is_late(today)) for row in milestones],
            "timeline": pictures.milestone_picture(project, milestones, today),
            "steps": project_history(project),
        }


class _ProjectStep(_OneProject, DeskForm):
    """A form about the sub-project of the address."""

    permission = "project.manage"

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "project": self.project, "back": self.success_url(None)}


class ProjectEdit(ShowsBoth, _ProjectStep):
    """`.../edit/`: a correction; two at once see both texts."""

    template_name = "groups/project_edit.html"
    form_class = ProjectEditForm

    def form_kwargs(self) -> dict[str, Any]:
        people, mentor = roster(self.group), self.project.mentor
        leads = list(possible_leads(self.group))
        if mentor is not None and mentor not in people:
            people.append(mentor)
        if self.project.lead not in leads:
            leads.append(self.project.lead)
        return {"leads": leads, "roster": people}

    def initial(self) -> dict[str, Any]:
        texts = {name: getattr(self.project, name) for name in ProjectEditForm.base_fields}
        return texts | {"lead": self.project.lead_id, "mentor": self.project.mentor_id}

    def act(self, form: Any) -> Project:
        return edit_project(self.project, actor=self.gate.user, **form.cleaned_data)

    def seen_now(self, theirs: dict[str, str]) -> dict[str, Any]:
        self.project.refresh_from_db(fields=["version"])
        return {"version": self.project.version}


class _ProjectLines(_OneProject, LinesPage):
    """A form of the lines of the sub-project."""

    permission = "project.manage"

    def target(self) -> Project:
        return self.project


class ProjectBudget(_ProjectLines):
    """`.../budget/`: what for, who funds it, planned and spent."""

    form_class = BudgetForm
    heading = _("Budget")
    lead = _("Whole tugriks. More spent than planned is allowed: the page will say so.")

    def standing(self) -> Sequence[Any]:
        return list(self.project.budget.order_by("position", "id"))

    def act(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        return set_budget(self.project, actor=self.gate.user, version=version, lines=form.lines())


class ProjectLogframe(_ProjectLines):
    """`.../logframe/`: outcomes, outputs and activities with their figures."""

    form_class = LogframeForm
    heading = _("Logframe")
    lead = _("One line, one indicator. Write the actual figure with its day.")

    def standing(self) -> Sequence[Any]:
        return list(self.project.logframe.order_by("position", "id"))

    def act(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        return set_logframe(self.project, actor=self.gate.user, version=version, lines=form.lines())


class ProjectMilestones(_ProjectLines):
    """`.../milestones/`: what will stand by when."""

    form_class = MilestonesForm
    heading = _("Milestones")
    lead = _("Write the day something was done as soon as it stands.")

    def standing(self) -> Sequence[Any]:
        return list(self.project.milestones.order_by("position", "id"))

    def act(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        return set_milestones(
            self.project, actor=self.gate.user, version=version, lines=form.lines()
        )


class ProjectMove(_ProjectStep):
    """`.../start/`, `finish/`, `stop/`, `resume/`: the next state."""

    template_name = "groups/project_move.html"
    form_class = NoteForm
    verb = ""

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_required": "note" in PROJECT.by_verb[self.verb].required}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "step": PROJECT.by_verb[self.verb],
            "verdict": PROJECT.verdict(self.verb, self.project.state),
        }

    def act(self, form: Any) -> Any:
        return MOVES[self.verb](self.project, actor=self.gate.user, **form.cleaned_data)


class ProjectAttach(_ProjectStep):
    """`.../attach/`: a document or a picture."""

    template_name = "groups/project_attach.html"
    form_class = DocumentForm

    def act(self, form: Any) -> ProjectFile:
        clean, caption = form.cleaned_data["file"], form.cleaned_data["caption"]
        return attach_project_file(self.project, actor=self.gate.user, clean=clean, caption=caption)


class ProjectFilePage(_OneProject, DeskPage):
    """`.../files/<id>/`: one file, to members of the group."""

    permission = "project.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return file_response(project_file_or_404(self.project, kwargs["file"]))


class ProjectFileRemove(_ProjectStep):
    """`.../files/<id>/remove/`: take a file away."""

    template_name = "groups/file_remove.html"
    form_class = ButtonForm

    @cached_property
    def file(self) -> ProjectFile:
        """The file."""
        found = project_file_or_404(self.project, self.kwargs["file"])
        found.project = self.project
        return found

    def context(self) -> dict[str, Any]:
        return super().context() | {"file": self.file, "title": self.project.title}

    def act(self, form: Any) -> None:
        remove_project_file(self.file, actor=self.gate.user)
