"""Ties between issues and the decisions of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from issues.models import DecisionLink, Issue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groups.models import Decision

KEY = "issue:"  # how proposals of issues for an agenda begin


@transaction.atomic
def tie_decisions(decisions: Sequence[Decision]) -> list[DecisionLink]:
    """Tie decisions to the issues their items of the agenda were proposed for.

    Other items are left alone, and so is an issue that is none of the group's. Twice is once.
    """
    wanted = {row.pk: _issue_of(row) for row in decisions}
    groups = {row.group_id for row in decisions}
    rows = Issue.objects.filter(group__in=groups, pk__in=[pk for pk in wanted.values() if pk])
    known = rows.in_bulk()
    links = [
        DecisionLink(group_id=row.group_id, decision=row, issue=issue)
        for row in decisions
        if (issue := known.get(wanted[row.pk] or 0)) and issue.group_id == row.group_id
    ]
    return DecisionLink.objects.bulk_create(links, ignore_conflicts=True)


def _issue_of(decision: Decision) -> int | None:
    key = decision.item.source_key if decision.item else ""
    number = key.removeprefix(KEY)
    return int(number) if key.startswith(KEY) and number.isdecimal() else None
