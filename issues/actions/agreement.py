"""What an issue or a joint action rests on: agreements of the group's register (G7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from issues.models import AgreementLink
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groups.models import Agreement
    from issues.models import Issue, JointAction


@transaction.atomic
def rest_issue(issue: Issue, *, actor: Any, agreements: Iterable[Agreement]) -> Issue:
    """Let an issue rest on exactly these agreements."""
    _rest(issue, "issue", actor, agreements)
    return issue


@transaction.atomic
def rest_action(action: JointAction, *, actor: Any, agreements: Iterable[Agreement]) -> JointAction:
    """Let a joint action rest on exactly these agreements."""
    _rest(action, "action", actor, agreements)
    return action


def _rest(target: Any, noun: str, actor: Any, agreements: Iterable[Agreement]) -> None:
    """Make and drop links; each is written into the history of the agreement it concerns."""
    wanted = {row.pk: row for row in agreements}
    links = AgreementLink.objects.select_for_update(of=("self",)).select_related("agreement")
    mine = links.filter(group=target.group_id, **{noun: target})
    known = {row.agreement_id: row for row in mine}
    name = f"{target.code} {target.title}" if noun == "issue" else target.title
    for pk in known.keys() - wanted.keys():
        record("agreement.untied", actor=actor, target=known[pk].agreement, note=name)
        known[pk].delete()
    for pk in wanted.keys() - known.keys():
        AgreementLink.objects.create(
            group_id=target.group_id, agreement=wanted[pk], tied_by=actor, **{noun: target}
        )
        record("agreement.tied", actor=actor, target=wanted[pk], note=name)
