"""Answers to POSTs are remembered for thirty days (contract.md, "Idempotency")."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from masam.wire.models import Remembered

KEPT = timedelta(days=30)


@shared_task
def forget_answers() -> int:
    """Forget the answers older than thirty days; give how many. Safe to run twice."""
    forgotten, _kinds = Remembered.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return forgotten
