"""Which rules are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from masam.calendars.models import LegalRule

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def rules_on(day: date) -> QuerySet[LegalRule]:
    """Give the rules in force on a day."""
    return LegalRule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day
    ).order_by("key")


def rule_on(key: str, day: date) -> LegalRule:
    """Give the rule of a key that is in force on a day. Raises `LegalRule.DoesNotExist`."""
    rule = rules_on(day).filter(key=key).order_by("-valid_from").first()
    if rule is None:
        raise LegalRule.DoesNotExist(f"no rule {key} on {day}")
    return rule
