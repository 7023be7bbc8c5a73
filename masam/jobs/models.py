"""`Job`: the abstract row behind every delivery, report and import."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

MAX_ATTEMPTS = 5


def worker_name() -> str:
    """Give the name of this process, for the lease: host and process number."""
    return f"{socket.gethostname()}:{os.getpid()}"


class JobState(models.TextChoices):
    """Where a job stands; the value is what `data-state` shows on progress pages."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Did not succeed")


class JobQuerySet(models.QuerySet["Job"]):
    """Which jobs wait for a worker."""

    def waiting(self, now: datetime | None = None) -> Self:
        """Give queued jobs that are due, and running ones whose lease has ended."""
        now = now or timezone.now()
        queued = Q(state=JobState.QUEUED, not_before__lte=now)
        abandoned = Q(state=JobState.RUNNING, lease_until__lt=now)
        return self.filter(queued | abandoned)


class Job(models.Model):
    """A piece of work that must happen, once in effect, whatever dies in between."""

    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_by = models.CharField(max_length=64, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    error = models.TextField(blank=True)  # for staff; never shown to a citizen
    queued_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def take(cls, pk: int, *, worker: str, seconds: int = 60) -> Self | None:
        """Lease the job for `seconds` to `worker`; None when another has it or it is done.

        A job that has used up its attempts is marked failed and given to nobody.
        """
        now = timezone.now()
        with transaction.atomic():
            job = cls._default_manager.select_for_update(skip_locked=True).filter(pk=pk).first()
            if job is None or not job.is_free(now):
                return None
            if job.attempts >= MAX_ATTEMPTS:
                job.fail(job.error or "gave up: every attempt was cut short")
                return None
            job.state = JobState.RUNNING
            job.attempts += 1
            job.lease_by = worker
            job.lease_until = now + timedelta(seconds=seconds)
            job.save(update_fields=["state", "attempts", "lease_by", "lease_until"])
        return job

    def is_free(self, now: datetime) -> bool:
        """Tell whether a worker may take the job at `now`."""
        if self.state == JobState.QUEUED:
            return self.not_before <= now
        return self.state == JobState.RUNNING and (
            self.lease_until is None or self.lease_until < now
        )

    def finish(self) -> None:
        """Mark the job done; call it in the transaction that stores its result."""
        self.state = JobState.READY
        self.progress = 100
        self.error = ""
        self.finished_at = timezone.now()
        self.lease_until = None
        self.save()

    def retry_later(self, error: str) -> None:
        """Put the job back with a growing pause, or fail it when its attempts are used up."""
        if self.attempts >= MAX_ATTEMPTS:
            self.fail(error)
            return
        self.state = JobState.QUEUED
        self.error = error[:2000]
        self.not_before = timezone.now() + timedelta(seconds=15 * 2**self.attempts)
        self.lease_until = None
        self.save(update_fields=["state", "error", "not_before", "lease_until"])

    def fail(self, error: str) -> None:
        """Park the job: nobody takes it up again unless a person asks."""
        self.state = JobState.FAILED
        self.error = error[:2000]
        self.finished_at = timezone.now()
        self.lease_until = None
        self.save(update_fields=["state", "error", "finished_at", "lease_until"])
