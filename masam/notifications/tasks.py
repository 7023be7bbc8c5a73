"""Draining the outbox. Every task may run twice; the lease makes the second do nothing."""

from __future__ import annotations

import logging

from celery import shared_task
from django.apps import apps
from django.conf import settings

from masam.jobs.models import worker_name
from masam.notifications.actions import deliver_notice
from masam.notifications.mailbox import forget_held, take_letter
from masam.notifications.mailbox.imap import MailboxAway, visit
from masam.notifications.models import Notice
from masam.tenancy import in_group

logger = logging.getLogger("masam.mailbox")

LEASE_SECONDS = settings.JOB_LEASE_SECONDS
BATCH = 50


@shared_task
def sweep_outbox() -> int:
    """Deliver what waits, group by group; give how many were sent. Beat calls it every 20 s."""
    groups = apps.get_model("groups", "Group").objects.values_list("pk", flat=True)
    return deliver_waiting(None) + sum(deliver_waiting(pk) for pk in groups)


def deliver_waiting(group_id: int | None) -> int:
    """Deliver the waiting notices of one group, or of none (national staff)."""
    with in_group(*([] if group_id is None else [group_id])):
        waiting = Notice.objects.waiting().order_by("id")
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
