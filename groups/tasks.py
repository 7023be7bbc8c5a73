"""What runs by the clock: reminders of agreements (G7); series, invitations, reminders (M2, M6)."""

from __future__ import annotations

from celery import shared_task

from groups.actions import extend_series, invite_ahead, remind_agreement, remind_ahead
from groups.models import Group, GroupState, MeetingSeries
from groups.queries import agreements_ending
from masam.tenancy import in_group
from masam.tenancy.tasks import group_task


@shared_task
def remind_of_agreements() -> int:
    """Remind of the agreements of all groups that end soon; give how many. Once for each end."""
    return sum(remind_in(group) for group in Group.objects.filter(state=GroupState.ACTIVE))


def remind_in(group: Group) -> int:
    """Remind of the agreements of one group."""
    with in_group(group):
        return sum(remind_agreement(agreement) for agreement in agreements_ending(group))


@shared_task
def keep_meetings() -> int:
    """Keep the meetings of every active group going; give how many mails were queued."""
    groups = Group.objects.filter(state=GroupState.ACTIVE).values_list("pk", flat=True)
    return sum(keep_meetings_of(pk) for pk in groups)


@shared_task
@group_task
def keep_meetings_of(group_id: int) -> int:
    """Extend the series of a group, invite and remind. Again: nothing changes, nobody hears twice."""
    group = Group.objects.select_related("unit").get(pk=group_id)
    for series in MeetingSeries.objects.filter(group=group, ended_at__isnull=True):
        series.group = group
        extend_series(series)
    return invite_ahead(group) + remind_ahead(group)
