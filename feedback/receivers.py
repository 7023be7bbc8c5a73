"""What feedback does when told of something, and what it answers when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.actions import tell_of_issue
from feedback.notices import TOLD_OF
from feedback.queries import cases_of_issue, clusters_of, still_to_tell, waiting_cases
from groups.queries import Effect, Task
from groups.signals import agenda_wanted, desk_wanted, ending_wanted
from issues.signals import issue_moved
from masam.ui.addresses import address

if TYPE_CHECKING:
    from feedback.models import Case
    from groups.gate import Gate
    from groups.models import Group
    from issues.models import Issue

MOST_TASKS = 5


@receiver(issue_moved)
def tell_the_citizens(issue: Issue, verb: str, actor: Any, **kwargs: Any) -> None:
    """Close the loop: who spoke up is told what became of it (F8)."""
    if verb not in TOLD_OF:
        return
    for case in cases_of_issue(issue):
        tell_of_issue(case, issue=issue, verb=verb, actor=actor)


@receiver(desk_wanted)
def feedback_tasks(gate: Gate, **kwargs: Any) -> list[Task]:
    """Give the cases that wait for an answer, and the citizens who wait for a call."""
    tasks = []
    if "feedback.answer" in gate.may:
        tasks += [_task_of(case, gate) for case in waiting_cases(gate.group)[:MOST_TASKS]]
    if "feedback.contact" in gate.may:
        tasks += _calls(gate)
    return tasks


def _task_of(case: Case, gate: Gate) -> Task:
    case.group = gate.group
    place = case.service_point.name if case.service_point else gate.group.name
    return Task(
        title=_("Answer feedback %(number)d: %(kind)s") % {
            "number": case.number, "kind": case.get_kind_display(),
        },
        url=address(gate.group.slug, "desk", "feedback", case.number),
        detail=place,
        due_date=case.due_date,
        is_overdue=case.is_overdue,
        state=case.state,
    )  # fmt: skip


def _calls(gate: Gate) -> list[Task]:
    count = still_to_tell(gate.group).count()
    if not count:
        return []
    title = ngettext("Call %(count)d citizen back", "Call %(count)d citizens back", count)
    return [Task(
        title=title % {"count": count},
        url=address(gate.group.slug, "desk", "feedback", "calls"),
        detail=_("They want to hear what became of their words."),
    )]  # fmt: skip


@receiver(agenda_wanted)
def clusters_for_the_agenda(group: Group, **kwargs: Any) -> list[Task]:
    """Propose the service points from which much feedback came in the last 30 days."""
    return [
        Task(
            title=_("%(place)s: %(count)d pieces of feedback in 30 days") % {
                "place": cluster.point.name, "count": cluster.count,
            },
            url=address(group.slug, "desk", "feedback") + f"?state=all&point={cluster.point.pk}",
            detail=_("Several citizens speak of the same place."),
        )
        for cluster in clusters_of(group, group.today())
    ]  # fmt: skip


@receiver(ending_wanted)
def feedback_that_stops(group: Group, **kwargs: Any) -> list[Effect]:
    """Say that the form closes, and count the citizens who wait: numbers only, never a case."""
    waiting, untold = waiting_cases(group).count(), still_to_tell(group).count()
    return [
        Effect(_("The feedback form and the posters' codes say that nothing is taken in.")),
        Effect(
            ngettext(
                "piece of feedback stays without an answer.",
                "pieces of feedback stay without an answer.",
                waiting,
            ),
            waiting,
        ),
        Effect(
            ngettext("citizen still waits for a call.", "citizens still wait for a call.", untold),
            untold,
        ),
        Effect(_("Citizens can still look their answers up by code."), goes_on=True),
    ]
