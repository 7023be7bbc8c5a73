"""The steps of an issue, one function per verb of `issues/lifecycle.py`.

Each locks the row, asks the rule about the person's organisation, takes the transition, saves,
writes the audit entry and the outbox, announces. `version`, when given, is the one the form was
filled in from; an older one raises `StaleVersion`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions.change import check, locked, move, step
from issues.actions.refusals import CannotConfirm, CannotMove
from issues.models import Evidence, Issue
from issues.permissions import unbiased

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Membership


@transaction.atomic
def verify_issue(issue: Issue, *, actor: Any, note: str, version: int | None = None) -> Issue:
    """Note that somebody outside the organisations concerned has seen the problem.

    Raises `CannotVerify`.
    """
    return move(
        issue, "verify", actor=actor, note=note, version=version, verified_at=timezone.now()
    )


@transaction.atomic
def reject_issue(issue: Issue, *, actor: Any, note: str, version: int | None = None) -> Issue:
    """Do not take the issue up; the note is the reason that everybody reads."""
    return move(issue, "reject", actor=actor, note=note, version=version)


@transaction.atomic
def restore_issue(issue: Issue, *, actor: Any, note: str, version: int | None = None) -> Issue:
    """Take a rejected issue up again."""
    return move(issue, "restore", actor=actor, note=note, version=version, verified_at=None)


@transaction.atomic
def accept_issue(issue: Issue, *, actor: Any, note: str = "", version: int | None = None) -> Issue:
    """Note that the responsible office takes the issue on. Raises `CannotAccept`."""
    return move(issue, "accept", actor=actor, note=note, version=version)


@transaction.atomic
def start_issue(issue: Issue, *, actor: Any, note: str = "", version: int | None = None) -> Issue:
    """Note that the responsible office has begun to work. Raises `CannotStart`."""
    return move(issue, "start", actor=actor, note=note, version=version)


@transaction.atomic
def claim_issue(
    issue: Issue, *, actor: Any, note: str, photos: Iterable[Any] = (), version: int | None = None
) -> Issue:
    """The responsible office says that it is fixed. It never counts as fixed by that.

    Raises `CannotClaim`.
    """
    columns = {"claimed_at": timezone.now(), "claimed_by": actor}
    return move(issue, "claim", actor=actor, note=note, version=version, photos=photos, **columns)


@transaction.atomic
def confirm_issue(
    issue: Issue,
    *,
    actor: Any,
    membership: Membership,
    note: str,
    photos: Iterable[Any],
    version: int | None = None,
) -> Issue:
    """Verify the fix, by somebody outside the office and the service, with a photo.

    Raises `CannotConfirm` for a member of the responsible organisation or the service point,
    for the person who claimed the fix, and without a note or a photo.
    """
    issue = locked(issue, version)
    check("confirm", unbiased(membership, issue))
    shown = list(photos)
    if not shown:
        raise CannotConfirm(
            _("Please add a photo that shows the fix. Without it the fix cannot be verified."),
            field="photos",
        )
    return step(
        issue,
        "confirm",
        actor=actor,
        note=note,
        photos=shown,
        shows=Evidence.Shows.FIX,
        data={"stakeholder": membership.stakeholder},
        fixed_at=timezone.now(),
        verified_by=membership,
    )


@transaction.atomic
def reopen_issue(issue: Issue, *, actor: Any, note: str = "", version: int | None = None) -> Issue:
    """Open an issue again that was said or verified to be fixed. A citizen's word is enough."""
    columns: dict[str, Any] = {
        "claimed_at": None,
        "claimed_by": None,
        "fixed_at": None,
        "verified_by": None,
    }
    return move(issue, "reopen", actor=actor, note=note, version=version, **columns)


@transaction.atomic
def refer_issue(
    issue: Issue, *, actor: Any, note: str, referred_to: str, version: int | None = None
) -> Issue:
    """Pass the issue to the next level; `referred_to` names it."""
    if not referred_to.strip():
        raise CannotMove(_("Please write to whom the issue is passed."), field="referred_to")
    data = {"referred_to": referred_to.strip()}
    return move(issue, "refer", actor=actor, note=note, version=version, data=data, **data)


@transaction.atomic
def recall_issue(issue: Issue, *, actor: Any, note: str = "", version: int | None = None) -> Issue:
    """Take an issue back from the next level."""
    return move(issue, "recall", actor=actor, note=note, version=version, referred_to="")
