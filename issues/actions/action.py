"""Joint actions: planned, told of, done when both owners say so, or cancelled (I11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.actions import touch
from groups.models import Counter
from issues.actions.refusals import (
    CannotCancelAction,
    CannotConfirmAction,
    CannotPlan,
    CannotUpdate,
)
from issues.lifecycle import ACTION, ActionState, audit_verb
from issues.models import ActionUpdate, DecisionLink, JointAction
from issues.notices import action_moved as tell
from issues.permissions import owner_side, owns
from issues.signals import action_changed
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from datetime import date

    from groups.models import Decision, Group, Membership
    from issues.models import Issue


@transaction.atomic
def plan_action(  # noqa: PLR0913 - reason: the words of the form, all by name
    group: Group,
    *,
    actor: Any,
    title: str,
    government_owner: Membership,
    civil_owner: Membership,
    due_date: date,
    issue: Issue | None = None,
    decision: Decision | None = None,
    budget_mnt: int | None = None,
    budget_source: str = "",
    legal_basis: str = "",
) -> JointAction:
    """Plan a joint action with one owner of each side. `budget_mnt` is in whole tugriks.

    A decision and an issue given together become tied to each other. Raises `CannotPlan`
    without a title and when both owners are one person.
    """
    if not title.strip():
        raise CannotPlan(_("Please write what will be done."), field="title")
    if government_owner.pk == civil_owner.pk:
        raise CannotPlan(_("The two owners must be two people."), field="civil_owner")
    action = JointAction.objects.create(
        group=group,
        number=Counter.next_number(group.pk, "action"),
        title=" ".join(title.split()),
        issue=issue,
        decision=decision,
        government_owner=government_owner,
        civil_owner=civil_owner,
        due_date=due_date,
        budget_mnt=budget_mnt,
        budget_source=budget_source.strip(),
        legal_basis=legal_basis.strip(),
        planned_by=actor,
    )
    if issue is not None and decision is not None:
        DecisionLink.objects.get_or_create(group=group, issue=issue, decision=decision)
    record("action.planned", actor=actor, target=action)
    tell(action, "action_planned", actor=actor)
    _announce(action, None)
    return action


@transaction.atomic
def update_action(action: JointAction, *, actor: Any, text: str) -> ActionUpdate:
    """Write down what happened."""
    if not text.strip():
        raise CannotUpdate(_("Please write what happened."), field="text")
    action = _locked(action)
    update = ActionUpdate.objects.create(
        group=action.group, action=action, text=text.strip(), written_by=actor
    )
    record("action.updated", actor=actor, target=action, note=update.text)
    tell(action, "action_updated", actor=actor, note=update.text)
    return update


@transaction.atomic
def confirm_action(
    action: JointAction, *, actor: Any, membership: Membership, version: int | None = None
) -> JointAction:
    """Confirm for the own side that it is done. Done it is only when both sides have said so.

    Raises `CannotConfirmAction` for anybody but the two owners, and for the same one twice.
    """
    action = _locked(action, version)
    verdict = owns(membership, action)
    if not verdict:
        raise CannotConfirmAction(verdict.reason)
    before, now = counted(action), timezone.now()
    verb = "complete" if action.state == ActionState.HALF_DONE else "confirm"
    _apply(action, verb, CannotConfirmAction)
    setattr(action, f"{owner_side(membership, action)}_done_at", now)
    if action.state == ActionState.DONE:
        action.done_at = now
    return _moved(action, verb, before, actor=actor)


@transaction.atomic
def cancel_action(
    action: JointAction, *, actor: Any, note: str, version: int | None = None
) -> JointAction:
    """Cancel the action; the note says why. Raises `CannotCancelAction`."""
    action = _locked(action, version)
    if not note.strip():
        raise CannotCancelAction(_("Please write why it is cancelled."), field="note")
    before = counted(action)
    _apply(action, "cancel", CannotCancelAction)
    return _moved(action, "cancel", before, actor=actor, note=note.strip())


def counted(action: JointAction) -> dict[str, object]:
    """Give the columns that roll-ups count, as they stand now (see `action_changed`)."""
    names = ("group_id", "issue_id", "state", "due_date", "planned_at", "done_at", "published_at")
    return {name: getattr(action, name) for name in names}


def _locked(action: JointAction, version: int | None = None) -> JointAction:
    rows = JointAction.objects.select_for_update(of=("self",))
    owners = ("government_owner__user", "civil_owner__user")
    row = rows.select_related("group", "issue", *owners).get(pk=action.pk)
    if version is not None and version != row.version:
        raise StaleVersion(
            _("Somebody else changed this joint action meanwhile. Please look at it again."),
            theirs={"state": str(row.get_state_display())},
        )
    return row


def _apply(action: JointAction, verb: str, refusal: type[CannotUpdate] | Any) -> None:
    try:
        ACTION.apply(action, verb)
    except CannotTransition as error:
        raise refusal(str(error)) from error


def _moved(
    action: JointAction, verb: str, before: dict[str, object], *, actor: Any, note: str = ""
) -> JointAction:
    action.version += 1
    action.save()
    record(audit_verb("action", verb), actor=actor, target=action, note=note)
    notice = ACTION.by_verb[verb].notice or "action_cancelled"
    tell(action, notice, actor=actor, note=note)
    _announce(action, before)
    return action


def _announce(action: JointAction, before: dict[str, object] | None) -> None:
    action_changed.send(sender=JointAction, action=action, before=before)
    touch(action.group)
