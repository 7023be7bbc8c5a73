"""What feedback does when told of something, and what it answers when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.actions import ask_of_fix, tell_of_issue
from feedback.notices import TOLD_OF, asked_as
from feedback.queries import (
    CLUSTER_DAYS,
    cases_of_issue,
    clusters_of,
    still_to_tell,
    waiting_cases,
)
from groups.queries import Effect, Proposal, Task, waited
from groups.signals import agenda_wanted, desk_wanted, ending_wanted
from issues.models import Channel
from issues.signals import fix_asked, issue_moved
from masam.ui.addresses import address

if TYPE_CHECKING:
    from feedback.models import Case
    from groups.gate import Gate
    from groups.models import Group
    from issues.models import Issue

MOST_TASKS = 5
# How a citizen was told (`Told.channel`), as a way of asking.
CHANNELS = {
    "mail": Channel.MAIL, "code": Channel.CODE, "sms": Channel.CALL, "facilitator": Channel.CALL,
}  # fmt: skip
CLUSTER = 70  # what a cluster weighs on an agenda (`groups.queries.Proposal`)


@receiver(issue_moved)
def tell_the_citizens(issue: Issue, verb: str, actor: Any, **kwargs: Any) -> None:
    """Close the loop: who spoke up is told what became of it (F8)."""
    if verb not in TOLD_OF:
        return
    for case in cases_of_issue(issue):
        tell_of_issue(case, issue=issue, verb=verb, actor=actor)


@receiver(fix_asked)
def ask_the_citizens(issue: Issue, **kwargs: Any) -> list[tuple[str, str]]:
    """Ask who spoke up whether the fix holds, by the way each chose; give who was asked how."""
    return [
        (asked_as(case), CHANNELS[ask_of_fix(case, issue=issue).channel])
        for case in cases_of_issue(issue)
    ]


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
def clusters_for_the_agenda(group: Group, **kwargs: Any) -> list[Proposal]:
    """Propose the service points of which much feedback speaks. Counts, no words of citizens.

    The count stands in the reason, which never becomes public, not in the title, which may.
    """
    return [
        Proposal(
            key=f"feedback:{cluster.point.pk}",
            title=_("What citizens say of %(place)s") % {"place": cluster.point.name},
            reason=_("%(count)d open pieces of feedback of the same place in %(days)d days")
            % {"count": cluster.count, "days": CLUSTER_DAYS},
            url=address(group.slug, "desk", "feedback") + f"?state=all&point={cluster.point.pk}",
            weight=CLUSTER + waited(cluster.count),
        )
        for cluster in clusters_of(group, group.today())
    ]


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
