"""An office gives an issue back, and the facilitator decides who answers (I7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from issues.actions.change import locked
from issues.actions.issue import assign_issue
from issues.actions.refusals import CannotRefer
from issues.models import Referral, ReferralState, name_of
from issues.notices import issue_insisted as tell_insisted
from issues.queries import MOST_PASSES, passes_done
from masam.audit.actions import record

if TYPE_CHECKING:
    from issues.models import Issue


@transaction.atomic
def confirm_referral(referral: Referral, *, actor: Any, note: str = "") -> Issue:
    """Ask the organisation that the office named; the referral is then handed on.

    Raises `CannotRefer` when it was decided, names nobody of the list, or when the issue went
    from office to office `MOST_PASSES` times already; `CannotAssign` by the rules of asking.
    """
    issue, referral = _open(referral)
    if referral.to_organisation is None:
        raise CannotRefer(_("The office named nobody of the list. Please choose whom to ask."))
    if passes_done(issue) >= MOST_PASSES:
        raise CannotRefer(
            _(
                "This issue was handed on %(most)d times already. Please put it on the agenda of "
                "the group, or refer it up."
            )
            % {"most": MOST_PASSES}
        )
    return assign_issue(
        issue, actor=actor, organisation=referral.to_organisation, note=note or referral.reason
    )


@transaction.atomic
def reject_referral(referral: Referral, *, actor: Any, note: str) -> Issue:
    """Let the issue stay with the office, with a reason; its officers get it by mail.

    Raises `CannotRefer` without a reason, or when it was decided.
    """
    issue, referral = _open(referral)
    if not note.strip():
        raise CannotRefer(_("Please write why it stays with this office."), field="note")
    _decide(referral, ReferralState.REJECTED, actor=actor, decision=note.strip())
    data = name_of(referral.from_organisation)
    record("issue.insisted", actor=actor, target=issue, note=note.strip(), data=data)
    tell_insisted(issue, referral, actor=actor, note=note.strip())
    touch(issue.group)
    return issue


def _open(referral: Referral) -> tuple[Issue, Referral]:
    issue = locked(referral.issue)
    row = Referral.objects.select_related("to_organisation", "from_organisation").get(
        pk=referral.pk
    )
    if row.state != ReferralState.PROPOSED:
        raise CannotRefer(_("This was decided already: %(state)s.") % {"state": _state_of(row)})
    return issue, row


def _state_of(row: Referral) -> str:
    return str(ReferralState(row.state).label)


def _decide(referral: Referral, state: str, *, actor: Any, decision: str = "") -> None:
    """Close a referral."""
    referral.state, referral.decision = state, decision
    referral.decided_at, referral.decided_by = timezone.now(), actor
    referral.save()
