"""Changes of a planned joint action: its words, day, owners, money, and what it waits for (I11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import Group
from issues.actions.action import action_text, announce_action, counted, locked_action
from issues.actions.refusals import CannotChangeAction
from issues.models import ActionDependency, ActionFund, JointAction
from issues.notices import action_moved as tell
from issues.permissions import changeable, owner_side
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEXT = ("title", "budget_mnt", "budget_source", "legal_basis")
SIDES = {"government_owner": "government", "civil_owner": "civil"}
CHANGEABLE = {*TEXT, *SIDES, "due_date"}


@transaction.atomic
def edit_action(
    action: JointAction, *, actor: Any, version: int | None, reason: str = "", **changes: Any
) -> JointAction:
    """Change what is planned. Another day or owner needs a `reason`; what it was stays on record.

    Raises `StaleVersion`, and `CannotChangeAction` for a finished action, a missing reason, one
    person on both sides, or another owner of a side that has confirmed.
    """
    if changes.keys() - CHANGEABLE:
        message = f"not to be edited: {sorted(changes.keys() - CHANGEABLE)}"
        raise ValueError(message)
    action = locked_action(action, version)
    verdict = changeable(action)
    if not verdict:
        raise CannotChangeAction(verdict.reason)
    before, was = counted(action), action_text(action)
    moved = _weighty(action, changes)
    if moved and not reason.strip():
        raise CannotChangeAction(
            _("Please write why the day or an owner changes. Both owners read it."), field="reason"
        )
    old = [action.government_owner, action.civil_owner]
    for name, value in changes.items():
        setattr(action, name, value)
    _check_plan(action)
    action.version += 1
    action.save()
    _note(action, was, moved, actor=actor, reason=reason.strip())
    if moved:
        told = [row.user for row in old if not owner_side(row, action)]
        tell(action, "action_changed", actor=actor, note=reason.strip(), also=told)
    announce_action(action, before)
    return action


def _weighty(action: JointAction, changes: dict[str, Any]) -> list[str]:
    """Give the changes that need a reason; another owner only while that side has not confirmed."""
    moved = []
    for name, side in SIDES.items():
        if name in changes and changes[name].pk != getattr(action, f"{name}_id"):
            if getattr(action, f"{side}_done_at") is not None:
                raise CannotChangeAction(
                    _(
                        "This side has confirmed already. The confirmation has to be taken back first."
                    ),
                    field=name,
                )
            moved.append(name)
    if changes.get("due_date", action.due_date) != action.due_date:
        moved.append("due_date")
    return moved


def _check_plan(action: JointAction) -> None:
    action.title = " ".join(action.title.split())
    if not action.title:
        raise CannotChangeAction(_("Please write what will be done."), field="title")
    if action.government_owner.pk == action.civil_owner.pk:
        raise CannotChangeAction(_("The two owners must be two people."), field="civil_owner")


def _note(
    action: JointAction, was: dict[str, str], moved: list[str], *, actor: Any, reason: str
) -> None:
    now = action_text(action)
    if "due_date" in moved:
        days = {"from": was["due_date"], "due_date": now["due_date"]}
        record("action.extended", actor=actor, target=action, note=reason, data=days)
    owners = [name for name in moved if name in SIDES]
    if owners:
        names = {name: [was[name], now[name]] for name in owners}
        record("action.handed", actor=actor, target=action, note=reason, data=names)
    if any(was[name] != now[name] for name in TEXT):
        old = {name: was[name] for name in TEXT if was[name] != now[name]}
        record("action.edited", actor=actor, target=action, data={"was": old})


@transaction.atomic
def order_action(
    action: JointAction, *, actor: Any, waits_for: Iterable[JointAction]
) -> JointAction:
    """Let an action wait for exactly these others of its group. Raises `CannotChangeAction`.

    All changes of this kind in one group come one after the other (its row is locked), so two
    people can never close a circle together.
    """
    Group.objects.select_for_update(no_key=True).get(pk=action.group_id)
    action = locked_action(action)
    wanted = {row.pk: row for row in waits_for}
    ties = {row.waits_for_id: row for row in ActionDependency.objects.filter(action=action)}
    _check_circles(action, [wanted[pk] for pk in wanted.keys() - ties.keys()])
    gone = [ties[pk].pk for pk in ties.keys() - wanted.keys()]
    new = wanted.keys() - ties.keys()
    if not gone and not new:
        return action
    ActionDependency.objects.filter(pk__in=gone).delete()
    ActionDependency.objects.bulk_create(
        ActionDependency(group=action.group, action=action, waits_for_id=pk, tied_by=actor)
        for pk in new
    )
    names = [f"{row.number} {row.title}" for row in wanted.values()]
    record("action.ordered", actor=actor, target=action, note="; ".join(names))
    return action


def _check_circles(action: JointAction, wanted: Sequence[JointAction]) -> None:
    ways: dict[int, set[int]] = {}
    rows = ActionDependency.objects.filter(group=action.group_id)
    for begin, end in rows.values_list("action", "waits_for"):
        ways.setdefault(begin, set()).add(end)
    for other in wanted:
        if other.pk == action.pk or action.pk in _reached(ways, other.pk):
            raise CannotChangeAction(
                _(
                    "“%(title)s” waits for this joint action itself. Then both would wait for ever; please leave it out."
                )
                % {"title": other.title},
                field="waits_for",
            )


def _reached(ways: dict[int, set[int]], begin: int) -> set[int]:
    found: set[int] = set()
    ahead = [begin]
    while ahead:
        here = ahead.pop()
        ahead += ways.get(here, set()) - found
        found |= ways.get(here, set())
    return found


@transaction.atomic
def fund_action(
    action: JointAction, *, actor: Any, version: int | None, funds: Sequence[dict[str, Any]]
) -> JointAction:
    """Write down the money by source: `source`, `planned_mnt`, `secured_mnt`, whole tugriks.

    The action's own budget becomes the sum of what is planned. Raises `StaleVersion` and
    `CannotChangeAction`.
    """
    action = locked_action(action, version)
    verdict = changeable(action)
    if not verdict:
        raise CannotChangeAction(verdict.reason)
    before = counted(action)
    ActionFund.objects.filter(action=action).delete()
    ActionFund.objects.bulk_create(
        ActionFund(group=action.group, action=action, position=position, **row)
        for position, row in enumerate(funds, start=1)
    )
    if funds:
        action.budget_mnt = sum(row["planned_mnt"] for row in funds)
        action.budget_source = ", ".join(row["source"] for row in funds)[:160]
    action.version += 1
    action.save()
    record("action.funded", actor=actor, target=action, data={"funds": list(funds)})
    announce_action(action, before)
    return action
