"""Draining the outbox. Every task may run twice; the lease makes the second do nothing."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from masam.jobs.models import JobState, worker_name
from masam.notifications.actions import deliver_notice, gather_digest
from masam.notifications.mailbox import forget_held, take_letter
from masam.notifications.mailbox.imap import MailboxAway, visit
from masam.notifications.models import DigestWish, Notice, Rhythm
from masam.tenancy import in_group

logger = logging.getLogger("masam.mailbox")

LEASE_SECONDS = settings.JOB_LEASE_SECONDS
BATCH = 50
MORNING, MONDAY = 7, 0


@shared_task
def sweep_outbox() -> int:
    """Deliver what waits, group by group; give how many were sent. Beat calls it every 20 s."""
    groups = apps.get_model("groups", "Group").objects.values_list("pk", flat=True)
    return deliver_waiting(None) + sum(deliver_waiting(pk) for pk in groups)


@shared_task
def gather_digests() -> int:
    """Make the digests that are due where it is morning; give how many. Beat calls it every hour.

    Nobody gets an empty one, or two a day of one group. After days without a clock there is one
    for all of them.
    """
    groups = apps.get_model("groups", "Group").objects.all()
    return sum(gather_in(group) for group in groups)


def gather_in(group: Any) -> int:
    """Make the digests of one group that are due in its zone; give how many."""
    now = timezone.localtime(timezone=group.tz)
    if now.hour < MORNING:
        return 0
    with in_group(group):
        waiting = Notice.objects.filter(group=group, is_gathered=True, state=JobState.QUEUED)
        readers = set(waiting.values_list("recipient_id", flat=True))
        if now.weekday() != MONDAY:
            weekly = DigestWish.objects.filter(user__in=readers, rhythm=Rhythm.WEEKLY)
            readers -= set(weekly.values_list("user_id", flat=True))
        made = [gather_digest(group, recipient_id=pk, day=now.date()) for pk in sorted(readers)]
    return sum(row is not None for row in made)


def deliver_waiting(group_id: int | None) -> int:
    """Deliver the waiting notices of one group, or of none (national staff)."""
    with in_group(*([] if group_id is None else [group_id])):
        waiting = Notice.objects.waiting().filter(is_gathered=False).order_by("id")
        waiting = (
            waiting.filter(group__isnull=True)
            if group_id is None
            else waiting.filter(group_id=group_id)
        )
        return sum(deliver(pk) for pk in waiting.values_list("pk", flat=True)[:BATCH])


def deliver(pk: int) -> int:
    """Deliver one notice if nobody else does; give 1 when it was sent."""
    notice = Notice.take(pk, worker=worker_name(), seconds=LEASE_SECONDS)
    if notice is None:
        return 0
    try:
        deliver_notice(notice)
    except OSError as error:  # the mail server is away: later
        notice.retry_later(f"{type(error).__name__}: {error}")
        return 0
    return 1


@shared_task
def poll_mailbox() -> int:
    """Take the mails that wait in the mailbox; give how many. Beat calls it every minute."""
    if not settings.MAILBOX_URL:
        return 0
    try:
        return visit(settings.MAILBOX_URL, take_letter)
    except MailboxAway as error:
        logger.warning("The mailbox cannot be read: %s", error)
        return 0


@shared_task
def forget_mails() -> int:
    """Empty held mails that nobody has looked at for 60 days. Beat calls it daily."""
    return forget_held()
