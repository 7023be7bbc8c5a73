"""What changes calendars: rules and exceptional days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from masam.audit.actions import record
from masam.calendars.models import CalendarException, LegalRule

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def save_rules(rows: Iterable[dict[str, Any]], *, actor: object = None) -> int:
    """Add or change rules by key and first day; give how many differed.

    A rule that a person has checked is left as that person left it.
    """
    changed = 0
    for row in rows:
        known = LegalRule.objects.filter(key=row["key"], valid_from=row["valid_from"]).first()
        rule = known or LegalRule()
        if rule.checked_by or all(getattr(rule, name) == row[name] for name in row):
            continue
        for name, value in row.items():
            setattr(rule, name, value)
        save_rule(rule, actor=actor)
        changed += 1
    return changed


@transaction.atomic
def save_rule(rule: LegalRule, *, actor: object) -> LegalRule:
    """Save a new or changed rule. Deadlines already given do not move."""
    verb = "rule.changed" if rule.pk else "rule.added"
    rule.save()
    record(verb, actor=actor, target=rule, data={"key": rule.key, "days": rule.days})
    return rule


@transaction.atomic
def save_exception(exception: CalendarException, *, actor: object) -> CalendarException:
    """Save a day the government moved or gave. Clocks of issues follow within ten minutes."""
    verb = "exception.changed" if exception.pk else "exception.added"
    exception.save()
    record(verb, actor=actor, target=exception)
    return exception


@transaction.atomic
def remove_exception(exception: CalendarException, *, actor: object) -> None:
    """Take back a day that was entered by mistake. Clocks of issues follow, as after saving."""
    record("exception.removed", actor=actor, target=exception)
    exception.delete()
