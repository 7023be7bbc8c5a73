"""Phases of the project, and which group takes part in which, led by whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groups.actions.group import touch
from groups.models import Group, GroupPhase, Phase
from masam.audit.actions import record
from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable


class BadPhase(DomainError):
    """A rule about phases says no; `field` names the field of the form."""


@transaction.atomic
def add_phase(
    *, actor: Any, name_mn: str, name_en: str, start_date: date, end_date: date | None = None
) -> Phase:
    """Add a phase behind the last one; its number is the next."""
    _check_days(start_date, end_date, "end_date")
    last = Phase.objects.select_for_update().aggregate(last=Max("number"))["last"] or 0
    phase = Phase.objects.create(
        number=last + 1, name_mn=name_mn, name_en=name_en, start_date=start_date, end_date=end_date
    )
    record("phase.added", actor=actor, target=phase)
    return phase


@transaction.atomic
def edit_phase(phase: Phase, *, actor: Any, **texts: Any) -> Phase:
    """Correct the names or days of a phase: `name_mn`, `name_en`, `start_date`, `end_date`."""
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    for name in ("name_mn", "name_en", "start_date", "end_date"):
        setattr(phase, name, texts[name])
    _check_days(phase.start_date, phase.end_date, "end_date")
    phase.save()
    record("phase.edited", actor=actor, target=phase)
    _touch_all(row.group for row in phase.groups.select_related("group"))
    return phase


@transaction.atomic
def enter_phase(
    group: Group, *, actor: Any, phase: Phase, lead_partner: str = "", from_date: date | None = None
) -> GroupPhase:
    """Put a group into a phase, led by a partner organisation. Once a phase."""
    if from_date is not None and phase.end_date is not None and from_date > phase.end_date:
        raise BadPhase(
            _("The phase ended on %(day)s.") % {"day": f"{phase.end_date:%Y.%m.%d}"},
            field="from_date",
        )
    row, is_new = GroupPhase.objects.get_or_create(
        group=group,
        phase=phase,
        defaults={"lead_partner": lead_partner, "from_date": from_date},
    )
    if not is_new:
        raise BadPhase(_("The group is in this phase already."), field="phase")
    record("phase.entered", actor=actor, target=row, group=group, data={"phase": phase.number})
    touch(group)
    return row


@transaction.atomic
def leave_phase(row: GroupPhase, *, actor: Any, to_date: date) -> GroupPhase:
    """End a group's part in a phase; `to_date` is its last day. The row stays."""
    row = GroupPhase.objects.select_for_update(of=("self",)).select_related("group").get(pk=row.pk)
    if row.to_date is not None:
        raise BadPhase(_("The group's part in this phase is over already."))
    _check_days(row.from_date, to_date, "to_date")
    row.to_date = to_date
    row.save(update_fields=["to_date"])
    data = {"phase": row.phase_id, "to": str(to_date)}
    record("phase.left", actor=actor, target=row, group=row.group, data=data)
    touch(row.group)
    return row


def _check_days(start: date | None, end: date | None, field: str) -> None:
    if start is not None and end is not None and end < start:
        raise BadPhase(_("The last day is before the first one."), field=field)


def _touch_all(groups: Iterable[Group]) -> None:
    for group in groups:
        touch(group)
