"""What disclosure answers when the groups ask. See `groups/signals.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosure.actions import watch_organisations
from disclosure.queries import gaps_of, kinds_watched, late_to_check, watched
from groups.models import Group
from groups.queries import Effect, Proposal, Task, waited
from groups.signals import agenda_wanted, desk_wanted, ending_wanted, group_opened
from masam.ui import wording
from masam.ui.addresses import address

if TYPE_CHECKING:
    from groups.gate import Gate
    from masam.organisations.models import Organisation

MOST = 5
GAP = 30  # what a gap weighs on an agenda (`groups.queries.Proposal`)


@receiver(agenda_wanted, sender=Group, dispatch_uid="disclosure.agenda")
def propose_gaps(group: Group, **kwargs: Any) -> list[Proposal]:
    """Propose for the agenda what citizens looked for and did not find, the latest due first."""
    today = group.today()
    return [
        Proposal(
            key=f"disclosure:{row.pk}",
            title=str(row),
            reason=_("not published as it should be (%(result)s); last day %(day)s")
            % {"result": row.get_result_display(), "day": wording.day(row.due_date, "short")},
            url=address(group.slug, "desk", "disclosure", row.pk),
            weight=GAP + waited((today - row.due_date).days // 7),
        )
        for row in gaps_of(group)[:MOST]
    ]


@receiver(desk_wanted, sender=Group, dispatch_uid="disclosure.desk")
def show_duties(gate: Gate, **kwargs: Any) -> list[Task]:
    """Show what should be published by now and waits for a check, to those who check.

    The last day was the office's, not the person's, so it is told and does not sort.
    """
    if "disclosure.check" not in gate.may:
        return []
    return [
        Task(
            title=str(row),
            url=address(gate.group.slug, "desk", "disclosure", row.pk, "check"),
            detail=_("look whether it is published; last day %(day)s")
            % {"day": wording.day(row.due_date, "short")},
        )
        for row in late_to_check(gate.group)[:MOST]
    ]


@receiver(group_opened, sender=Group, dispatch_uid="disclosure.opened")
def watch_from_the_first_day(
    group: Group,
    model: Group | None,
    parts: frozenset[str],
    organisations: tuple[Organisation, ...],
    actor: Any,
    **kwargs: Any,
) -> None:
    """Watch what the coordinator ticked, and the kinds of offices that the model group watches."""
    kinds = kinds_watched(model) if model is not None and "disclosure" in parts else set()
    watch_organisations(group, actor=actor, organisations=organisations, kinds=kinds)


@receiver(ending_wanted, sender=Group, dispatch_uid="disclosure.ending")
def duties_that_stop(group: Group, **kwargs: Any) -> list[Effect]:
    """Count the organisations that nobody watches or reminds any more."""
    count = watched(group).count()
    sentence = ngettext(
        "organisation is no longer reminded of what it must publish.",
        "organisations are no longer reminded of what they must publish.",
        count,
    )
    return [Effect(sentence, count)]
