"""What answers and new asks mean for referrals that are open: below both, so that both may call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from issues.models import AnswerKind, Referral, ReferralState

if TYPE_CHECKING:
    from issues.models import Answer, Issue
    from masam.organisations.models import Organisation

RETURNS = (AnswerKind.NOT_OURS, AnswerKind.REFUSED)


def settle_by_asking(issue: Issue, organisation: Organisation, actor: Any) -> None:
    """Close the open referral when somebody is asked: handed on when it is whom it names."""
    for row in Referral.objects.filter(issue=issue, state=ReferralState.PROPOSED):
        is_moved = organisation.pk != row.from_organisation_id
        row.state = ReferralState.ACCEPTED if is_moved else ReferralState.WITHDRAWN
        row.decided_at, row.decided_by = timezone.now(), actor
        row.save()


def settle_by_answer(answer: Answer, to: Organisation | None, actor: Any) -> None:
    """Open a referral for an answer that gives the issue back; any other answer closes one.

    A message by mail leaves things as they are: it answers nothing by itself.
    """
    if answer.kind == AnswerKind.MESSAGE:
        return
    still = Referral.objects.filter(issue=answer.issue_id, state=ReferralState.PROPOSED)
    still.update(state=ReferralState.WITHDRAWN, decided_at=timezone.now())
    if answer.kind in RETURNS:
        Referral.objects.create(
            group=answer.group, issue=answer.issue, answer=answer, proposed_by=actor,
            from_organisation=answer.organisation, to_organisation=to,
            theirs=answer.theirs, reason=answer.text,
        )  # fmt: skip
