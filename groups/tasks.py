"""What runs by the clock: a reminder before an agreement ends (G7)."""

from __future__ import annotations

from celery import shared_task

from groups.actions import remind_agreement
from groups.models import Group, GroupState
from groups.queries import agreements_ending
from masam.tenancy import in_group


@shared_task
def remind_of_agreements() -> int:
    """Remind of the agreements of all groups that end soon; give how many. Once for each end."""
    return sum(remind_in(group) for group in Group.objects.filter(state=GroupState.ACTIVE))


def remind_in(group: Group) -> int:
    """Remind of the agreements of one group."""
    with in_group(group):
        return sum(remind_agreement(agreement) for agreement in agreements_ending(group))
