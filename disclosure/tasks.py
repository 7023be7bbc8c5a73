"""What runs by itself: the calendar of the year, reminders to the offices."""

from __future__ import annotations

from celery import shared_task

from disclosure.actions import generate_owed, remind_offices
from groups.models import Group, GroupState
from masam.tenancy.tasks import group_task

DECEMBER = 12


@shared_task
def keep_calendars() -> int:
    """Bring every active group's calendar up to date; beat calls it once a day."""
    groups = Group.objects.filter(state=GroupState.ACTIVE).values_list("pk", flat=True)
    return sum(keep_calendar(pk) for pk in groups)


@shared_task
@group_task
def keep_calendar(group_id: int) -> int:
    """Write down what is owed this year, in December the next one too, and remind offices.

    Gives the number of new rows. Again: nothing changes and nobody is told twice.
    """
    group = Group.objects.get(pk=group_id)
    today = group.today()
    made = generate_owed(group, today.year)
    if today.month == DECEMBER:
        made += generate_owed(group, today.year + 1)
    remind_offices(group)
    return made
