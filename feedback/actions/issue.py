"""A case becomes an issue or joins one; when the issue moves, the citizen is told (F8)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions.case import announce, lock_case, save_case
from feedback.lifecycle import CASE
from feedback.models import Message, Told
from feedback.notices import asked_as, tell_citizen, words_about
from issues.actions import log_issue, say_fixed
from issues.models import Channel
from issues.models.fix import word_key
from masam.audit.actions import record
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from feedback.models import Case
    from issues.models import Issue

CASES = uuid.UUID("6f0c7a52-0f4e-5d1b-9a63-3f0f6f2f1f5a")  # namespace of the keys made from cases


class CannotRaise(DomainError):
    """The case already belongs to an issue."""


@transaction.atomic
def raise_issue(case: Case, *, actor: Any, title: str, sector: str, detail: str = "") -> Case:
    """Log an issue from a case, exactly one, and tie the two together. Raises `CannotRaise`."""
    case, before = _lock_untied(case)
    issue = log_issue(
        case.group,
        actor=actor,
        title=title,
        sector=sector,
        service_point=case.service_point,
        unit=case.unit,
        detail=detail,
        client_key=uuid.uuid5(CASES, f"{case.group_id}:{case.number}"),
    )
    return _tie(case, issue, before, actor=actor, verb="feedback.raised")


@transaction.atomic
def join_issue(case: Case, *, actor: Any, issue: Issue) -> Case:
    """Tie a case to an issue that already stands. Raises `CannotRaise`."""
    case, before = _lock_untied(case)
    return _tie(case, issue, before, actor=actor, verb="feedback.joined")


@transaction.atomic
def tell_of_issue(case: Case, *, issue: Issue, verb: str, actor: Any) -> Case:
    """Tell the citizen in plain words that the issue moved by `verb`, with date and channel."""
    message = Message.objects.create(
        group_id=case.group_id, case=case, from_citizen=False, text=words_about(case, verb, issue)
    )
    told = tell_citizen(case, message, verb=verb)
    record("feedback.told_of_issue", actor=actor, target=case,
           data={"issue": issue.code, "verb": verb, "channel": told.channel})  # fmt: skip
    return case


@transaction.atomic
def ask_of_fix(case: Case, *, issue: Issue) -> Told:
    """Ask the citizen, four weeks after the fix, whether it holds; give how (I12)."""
    message = Message.objects.create(
        group_id=case.group_id, case=case, from_citizen=False, text=words_about(case, "ask", issue)
    )
    told = tell_citizen(case, message, verb="ask")
    data = {"issue": issue.code, "channel": told.channel}
    record("feedback.asked", actor=None, target=case, data=data)
    return told


@transaction.atomic
def say_of_fix(case: Case, *, said: str, note: str) -> Case:
    """Keep what the citizen says, behind the code, of the fix. Raises `CannotAnswer`."""
    if case.issue is None:
        raise CannotRaise(_("It belongs to no issue."))
    issue = case.issue.merged_into or case.issue
    say_fixed(issue, actor=None, key=word_key(asked_as(case)), said=said, note=note,
              channel=Channel.CODE)  # fmt: skip
    record("feedback.said_of_fix", actor=None, target=case, data={"said": said})
    return case


def _lock_untied(case: Case) -> tuple[Case, dict[str, object]]:
    case, before = lock_case(case)
    if case.issue_id:
        raise CannotRaise(_("It already belongs to an issue."))
    return case, before


def _tie(case: Case, issue: Issue, before: dict[str, object], *, actor: Any, verb: str) -> Case:
    case.issue = issue
    case.acknowledged_at = case.acknowledged_at or timezone.now()
    if CASE.verdict("read", case.state):
        CASE.apply(case, "read")
    save_case(case)
    record(verb, actor=actor, target=case, data={"issue": issue.code})
    record("issue.fed", actor=actor, target=issue, data={"case": case.number})
    tell_of_issue(case, issue=issue, verb="raise", actor=actor)
    announce(case, before=before)
    return case
