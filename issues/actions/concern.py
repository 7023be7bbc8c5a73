"""Whom an issue concerns most: kinds of vulnerable people, never persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from issues.actions.change import announce, locked, raise_version
from issues.models import Concern, Issue
from masam.audit.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def note_concern(issue: Issue, *, actor: Any, vulnerable: Iterable[str]) -> Issue:
    """Note by or for which vulnerable people the issue was raised; none takes the mark away."""
    issue = locked(issue)
    before, kinds = issue.counted(), sorted(set(vulnerable))
    if kinds:
        Concern.objects.update_or_create(
            group=issue.group, issue=issue, defaults={"vulnerable": kinds}
        )
    else:
        Concern.objects.filter(group=issue.group, issue=issue).delete()
    raise_version(issue)
    record("issue.concerned", actor=actor, target=issue, data={"vulnerable": kinds})
    issue = locked(issue)
    announce(issue, before)
    return issue
