"""What runs by itself: series planned ahead, invitations in time, a reminder two days before."""

from __future__ import annotations

from celery import shared_task

from groups.actions import extend_series, invite_ahead, remind_ahead
from groups.models import Group, GroupState, MeetingSeries
from masam.tenancy.tasks import group_task


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
