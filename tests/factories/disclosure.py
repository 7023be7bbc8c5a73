"""Rows of disclosure for tests; call them inside `in_group(...)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure.actions import check_duty, watch_organisation
from disclosure.models import Check, Duty, Owed

if TYPE_CHECKING:
    from groups.models import Group
    from masam.organisations.models import Organisation


def duty(key: str = "glass-budget") -> Duty:
    """Give a duty of the catalogue."""
    return Duty.objects.select_related("rule").get(key=key)


def watch(group: Group, organisation: Organisation) -> list[Owed]:
    """Watch an organisation; give what it owes this year, by day."""
    watch_organisation(group, actor=None, organisation=organisation)
    rows = Owed.objects.with_names().filter(group=group, organisation=organisation)
    return list(rows.order_by("due_date", "id"))


def owed(group: Group, organisation: Organisation, key: str = "glass-budget") -> Owed:
    """Give the first row of a duty that an organisation owes this year."""
    return next(row for row in watch(group, organisation) if row.duty.key == key)


def check(row: Owed, *, actor: Any = None, result: str = "found", **fields: Any) -> Check:
    """Check a row."""
    return check_duty(row, actor=actor, result=result, **fields)
