"""Sub-projects: written down, moved on, their logframe, budget, milestones and files (G6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.actions.lines import set_lines
from groups.lifecycle import PROJECT
from groups.models import BudgetLine, Counter, LogframeLine, Milestone, Project, ProjectFile
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import DomainError, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from groups.models import Group, Membership
    from masam.attachments.checks import CleanFile
    from masam.organisations.models import Organisation

    Lines = Sequence[Mapping[str, Any]]

BUDGET = ("name", "source", "planned_mnt", "spent_mnt")
LOGFRAME = ("level", "text", "indicator", "unit", "baseline", "target", "actual", "as_of_date")
MILESTONES = ("text", "due_date", "done_date")
MOST_MNT = 10**13  # ten million million tugriks: beyond, somebody's finger slipped
AUDIT = {"start": "started", "finish": "finished", "stop": "stopped", "resume": "resumed"}


class BadProject(DomainError):
    """A rule about sub-projects says no; `field` names the field of the form."""


@transaction.atomic
def open_project(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    title: str,
    lead: Organisation,
    from_date: date,
    to_date: date,
    sector: str = "",
    about: str = "",
    mentor: Membership | None = None,
    mentor_name: str = "",
    mentor_organisation: str = "",
    tools: Sequence[str] = (),
    notes: str = "",
) -> Project:
    """Write a sub-project down, as planned. Raises `BadProject`."""
    project = Project(group=group, opened_by=actor)
    _fill(
        project, title=title, lead=lead, from_date=from_date, to_date=to_date, sector=sector,
        about=about, mentor=mentor, mentor_name=mentor_name,
        mentor_organisation=mentor_organisation, tools=tools, notes=notes,
    )  # fmt: skip
    project.number = Counter.next_number(group.pk, "project")
    project.save()
    record("project.opened", actor=actor, target=project)
    return project


@transaction.atomic
def edit_project(project: Project, *, actor: Any, version: int, **words: Any) -> Project:
    """Correct a sub-project; `words` are those of `open_project`.

    Raises `StaleVersion` with what now stands, and `BadProject`.
    """
    project = _locked(project)
    theirs = {"title": project.title, "about": project.about, "notes": project.notes}
    _check_version(project, version, theirs)
    _fill(project, **words)
    _save(project)
    record("project.edited", actor=actor, target=project, data={"before": theirs})
    return project


def start_project(project: Project, *, actor: Any, note: str = "") -> Project:
    """Start it. Raises `BadProject` from any state but planned."""
    return _move(project, "start", actor=actor, note=note)


def finish_project(project: Project, *, actor: Any, note: str = "") -> Project:
    """Finish it. Raises `BadProject` unless it is in progress."""
    return _move(project, "finish", actor=actor, note=note)


def stop_project(project: Project, *, actor: Any, note: str) -> Project:
    """Stop it before its end; the note says why. Raises `BadProject`."""
    return _move(project, "stop", actor=actor, note=note)


def resume_project(project: Project, *, actor: Any, note: str) -> Project:
    """Go on with one that finished or was stopped; the note says why. Raises `BadProject`."""
    return _move(project, "resume", actor=actor, note=note)


@transaction.atomic
def set_budget(project: Project, *, actor: Any, version: int, lines: Lines) -> Project:
    """Make the budget these lines; amounts in whole tugriks, none negative.

    More spent than planned is allowed: it happens, and the page says it. Raises `StaleVersion`
    and `BadProject`.
    """
    for line in lines:
        if not (0 <= line["planned_mnt"] <= MOST_MNT and 0 <= line["spent_mnt"] <= MOST_MNT):
            raise BadProject(_("An amount of money is zero or more, in whole tugriks."))
    return _set(project, BudgetLine, BUDGET, "project.budget_set", actor, version, lines)


@transaction.atomic
def set_logframe(project: Project, *, actor: Any, version: int, lines: Lines) -> Project:
    """Make the logframe these lines. Raises `StaleVersion`."""
    return _set(project, LogframeLine, LOGFRAME, "project.logframe_set", actor, version, lines)


@transaction.atomic
def set_milestones(project: Project, *, actor: Any, version: int, lines: Lines) -> Project:
    """Make the milestones these. Raises `BadProject` for one done in the future, `StaleVersion`."""
    today = project.group.today()
    for line in lines:
        if line["done_date"] is not None and line["done_date"] > today:
            raise BadProject(_("“%(text)s”: the day it was done is still to come.") % line)
    return _set(project, Milestone, MILESTONES, "project.milestones_set", actor, version, lines)


@transaction.atomic
def attach_project_file(
    project: Project, *, actor: Any, clean: CleanFile, caption: str = ""
) -> ProjectFile:
    """Add a checked file."""
    row = attach(
        ProjectFile, clean, group=project.group, actor=actor, project=project, caption=caption
    )
    record("project.file_added", actor=actor, target=project, note=row.name)
    return row


@transaction.atomic
def remove_project_file(file: ProjectFile, *, actor: Any) -> None:
    """Take a file away, from the disk too once the transaction stands."""
    project, name, stored = file.project, file.name, file.file
    file.delete()
    transaction.on_commit(lambda: stored.delete(save=False))
    record("project.file_removed", actor=actor, target=project, note=name)


def _fill(  # noqa: PLR0913 - reason: the words of the form, all by name
    project: Project,
    *,
    title: str,
    lead: Organisation,
    from_date: date,
    to_date: date,
    sector: str = "",
    about: str = "",
    mentor: Membership | None = None,
    mentor_name: str = "",
    mentor_organisation: str = "",
    tools: Sequence[str] = (),
    notes: str = "",
) -> None:
    if to_date < from_date:
        raise BadProject(_("The period ends before it begins."), field="to_date")
    if mentor is not None and mentor_name.strip():
        raise BadProject(
            _("Please name one mentor: a member of the group, or somebody from outside."),
            field="mentor_name",
        )
    project.title, project.about = " ".join(title.split()), about.strip()
    project.lead, project.mentor = lead, mentor
    project.mentor_name = " ".join(mentor_name.split())
    project.mentor_organisation = " ".join(mentor_organisation.split()) if mentor is None else ""
    project.tools, project.sector, project.notes = list(tools), sector, notes.strip()
    project.from_date, project.to_date = from_date, to_date


@transaction.atomic
def _move(project: Project, verb: str, *, actor: Any, note: str) -> Project:
    project = _locked(project)
    if "note" in PROJECT.by_verb[verb].required and not note.strip():
        raise BadProject(_("Please write why."), field="note")
    try:
        PROJECT.apply(project, verb)
    except CannotTransition as error:
        raise BadProject(str(error)) from error
    _save(project)
    record(f"project.{AUDIT[verb]}", actor=actor, target=project, note=note.strip())
    return project


def _set(
    project: Project,
    model: Any,
    columns: Sequence[str],
    verb: str,
    actor: Any,
    version: int,
    lines: Lines,
) -> Project:
    project = _locked(project)
    _check_version(project, version, {})
    changed = set_lines(model, lines, columns, group=project.group, project=project)
    _save(project)
    record(verb, actor=actor, target=project, data=changed)
    return project


def _check_version(project: Project, version: int, theirs: dict[str, str]) -> None:
    if project.version != version:
        sentence = _("Somebody else changed this sub-project meanwhile. Both texts stand below.")
        raise StaleVersion(sentence, theirs=theirs)


def _save(project: Project) -> None:
    project.version += 1
    project.save()


def _locked(project: Project) -> Project:
    row: Project = Project.objects.select_for_update().get(pk=project.pk)
    row.group = project.group
    return row
