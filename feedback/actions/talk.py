"""The talk both ways: the group answers, the citizen answers back and rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from feedback.actions.case import announce, due_day, lock_case, move, save_case
from feedback.lifecycle import CaseState
from feedback.models import Message, Told
from feedback.models.code import key_digest
from feedback.notices import tell_citizen
from masam.audit.actions import record

if TYPE_CHECKING:
    from feedback.models import Case

TOLD_BACK = (CaseState.ANSWERED, CaseState.CLOSED)


@transaction.atomic
def answer_case(case: Case, *, actor: Any, text: str, version: int | None = None) -> Case:
    """Answer the citizen; the words stand behind the code and go out by the way chosen."""
    case, before = lock_case(case, version=version)
    move(case, "answer")
    now = timezone.now()
    case.acknowledged_at = case.acknowledged_at or now
    case.answered_at = case.answered_at or now
    save_case(case)
    message = Message.objects.create(
        group_id=case.group_id, case=case, from_citizen=False, text=text, written_by=actor
    )
    tell_citizen(case, message, verb="answer")
    record("feedback.answered", actor=actor, target=case)
    announce(case, before=before)
    return case


@transaction.atomic
def reply_case(case: Case, *, text: str, key: str, actor: Any = None) -> Case:
    """Take in what the citizen says next; an answered or closed case opens again.

    `key` is the form's random key: a repeat changes nothing. The clock starts anew with a
    reopened case.
    """
    case, before = lock_case(case)
    name = key_digest(key)
    if Message.objects.filter(case=case, key_digest=name).exists():
        return case
    Message.objects.create(
        group_id=case.group_id, case=case, from_citizen=True, text=text, key_digest=name
    )
    if case.state in TOLD_BACK:
        _reopen(case)
    save_case(case)
    record("feedback.replied", actor=actor, target=case)
    announce(case, before=before)
    return case


@transaction.atomic
def rate_case(case: Case, *, did_help: bool | None, rating: int | None) -> Case:
    """Keep what the citizen thinks of the answer; "it did not help" opens the case again."""
    case, before = lock_case(case)
    says_no = did_help is False and case.did_help is not False
    case.did_help = case.did_help if did_help is None else did_help
    case.rating = rating or case.rating
    if says_no and case.state in TOLD_BACK:
        _reopen(case)
    save_case(case)
    record("feedback.rated", actor=None, target=case, data={"did_help": did_help, "rating": rating})
    announce(case, before=before)
    return case


@transaction.atomic
def mark_told(told: Told, *, actor: Any) -> Told:
    """Note that the facilitator has called or written to the citizen."""
    told = Told.objects.select_for_update(of=("self",)).select_related("case").get(pk=told.pk)
    if told.told_at is None:
        told.told_at, told.told_by = timezone.now(), actor
        told.save(update_fields=["told_at", "told_by"])
        record("feedback.told", actor=actor, target=told.case, data={"channel": told.channel})
    return told


def _reopen(case: Case) -> None:
    move(case, "reopen")
    case.closed_at = None
    case.due_date = due_day(case.group, case.group.today())
