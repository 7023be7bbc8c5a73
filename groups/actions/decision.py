"""Decisions: one can be said to need no action, and that can be taken back (M4)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import Decision
from masam.audit.actions import record
from masam.wire.errors import DomainError

SETTLED = ["settled_at", "settled_note", "settled_by"]


class BadDecision(DomainError):
    """A rule about decisions says no."""


@transaction.atomic
def settle_decision(decision: Decision, *, actor: Any, note: str) -> Decision:
    """Say that a decision needs no action, and why. Raises `BadDecision` without a reason."""
    if not note.strip():
        raise BadDecision(_("Please write why it needs no action."), field="note")
    row = _locked(decision)
    row.settled_at, row.settled_note = timezone.now(), note.strip()
    row.settled_by = actor
    row.save(update_fields=SETTLED)
    record("decision.settled", actor=actor, target=row, note=row.settled_note)
    return row


@transaction.atomic
def unsettle_decision(decision: Decision, *, actor: Any, note: str = "") -> Decision:
    """Take it back that a decision needs no action. Twice is once."""
    row = _locked(decision)
    if row.settled_at is None:
        return row
    row.settled_at, row.settled_note, row.settled_by = None, "", None
    row.save(update_fields=SETTLED)
    record("decision.unsettled", actor=actor, target=row, note=note.strip())
    return row


def _locked(decision: Decision) -> Decision:
    row: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    row.group = decision.group
    return row
