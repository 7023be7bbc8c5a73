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
    CannotChangeAction,
    CannotConfirmAction,
    CannotPlan,
    CannotUpdate,
)
from issues.lifecycle import ACTION, ActionState, audit_verb
from issues.models import ActionUpdate, DecisionLink, JointAction, UpdateFile
from issues.notices import action_moved as tell
from issues.permissions import confirmed_own, owner_side, owns, owns_or_leads
from issues.signals import action_changed
from masam.attachments.actions import attach
from masam.audit.actions import record
from masam.lifecycle import CannotTransition
from masam.wire.errors import StaleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groups.models import Decision, Group, Membership
    from issues.models import Issue
    from masam.attachments.checks import CleanFile


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
    announce_action(action, None)
    return action


@transaction.atomic
def update_action(
    action: JointAction, *, actor: Any, text: str, files: Iterable[CleanFile] = ()
) -> ActionUpdate:
    """Write down what happened; checked photos and documents may show it."""
    if not text.strip():
        raise CannotUpdate(_("Please write what happened."), field="text")
    action = locked_action(action)
    update = ActionUpdate.objects.create(
        group=action.group, action=action, text=text.strip(), written_by=actor
    )
    shown = [
        attach(UpdateFile, file, group=action.group, actor=actor, update=update) for file in files
    ]
    data = {"files": [[row.pk, row.name] for row in shown]} if shown else {}
    record("action.updated", actor=actor, target=action, note=update.text, data=data)
    tell(action, "action_updated", actor=actor, note=update.text)
    return update


@transaction.atomic
def confirm_action(
    action: JointAction, *, actor: Any, membership: Membership, version: int | None = None
) -> JointAction:
    """Confirm for the own side that it is done. Done it is only when both sides have said so.

    Raises `CannotConfirmAction` for anybody but the two owners, and for the same one twice.
    """
    action = locked_action(action, version)
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
    action = locked_action(action, version)
    if not note.strip():
        raise CannotCancelAction(_("Please write why it is cancelled."), field="note")
    before = counted(action)
    _apply(action, "cancel", CannotCancelAction)
    return _moved(action, "cancel", before, actor=actor, note=note.strip())


@transaction.atomic
def withdraw_action(
    action: JointAction,
    *,
    actor: Any,
    membership: Membership | None,
    note: str,
    version: int | None = None,
) -> JointAction:
    """Take the own side's confirmation back while the other side has not confirmed.

    Raises `CannotConfirmAction` for anybody but the owner who confirmed.
    """
    action = locked_action(action, version)
    verdict = confirmed_own(membership, action)
    if not verdict:
        raise CannotConfirmAction(verdict.reason)
    _check_note(note)
    before = counted(action)
    _apply(action, "withdraw", CannotConfirmAction)
    setattr(action, f"{owner_side(membership, action)}_done_at", None)
    return _moved(action, "withdraw", before, actor=actor, note=note.strip())


@transaction.atomic
def resume_action(
    action: JointAction,
    *,
    actor: Any,
    membership: Membership | None,
    note: str,
    version: int | None = None,
) -> JointAction:
    """Open a done or cancelled action again: both sides have to confirm anew.

    Raises `CannotChangeAction` for anybody but the owners and who leads the group.
    """
    action = locked_action(action, version)
    verdict = owns_or_leads(membership, action)
    if not verdict:
        raise CannotChangeAction(verdict.reason)
    _check_note(note)
    before = counted(action)
    _apply(action, "resume", CannotChangeAction)
    action.government_done_at = action.civil_done_at = action.done_at = None
    return _moved(action, "resume", before, actor=actor, note=note.strip())


def _check_note(note: str) -> None:
    if not note.strip():
        raise CannotChangeAction(_("Please write why."), field="note")


def counted(action: JointAction) -> dict[str, object]:
    """Give the columns that roll-ups count, as they stand now (see `action_changed`)."""
    names = ("group_id", "issue_id", "state", "due_date", "planned_at", "done_at", "published_at")
    return {name: getattr(action, name) for name in names}


def locked_action(action: JointAction, version: int | None = None) -> JointAction:
    """Give the action with its row locked. Raises `StaleVersion` for an older `version`."""
    rows = JointAction.objects.select_for_update(of=("self",))
    owners = ("government_owner__user", "civil_owner__user")
    row = rows.select_related("group", "issue", *owners).get(pk=action.pk)
    if version is not None and version != row.version:
        raise StaleVersion(
            _("Somebody else changed this joint action meanwhile. Please look at it again."),
            theirs=action_text(row),
        )
    return row


def action_text(action: JointAction) -> dict[str, str]:
    """Give what now stands, by the names of the forms' fields."""
    return {
        "state": str(action.get_state_display()),
        "title": action.title,
        "government_owner": str(action.government_owner),
        "civil_owner": str(action.civil_owner),
        "due_date": action.due_date.isoformat(),
        "budget_mnt": "" if action.budget_mnt is None else str(action.budget_mnt),
        "budget_source": action.budget_source,
        "legal_basis": action.legal_basis,
    }


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
    announce_action(action, before)
    return action


def announce_action(action: JointAction, before: dict[str, object] | None) -> None:
    """Tell the roll-ups, and give the group's public pages a new version. Comes last."""
    action_changed.send(sender=JointAction, action=action, before=before)
    touch(action.group)
