"""How the issues that were joined with another stood before, so that it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from issues.lifecycle import IssueState
from issues.models import Merge

if TYPE_CHECKING:
    from masam.demo.load.stage import Stage


def load_merges(stage: Stage) -> None:
    """Write a row for each; in the demo nobody followed them and they were never public."""
    Merge.objects.bulk_create(
        Merge(
            group=stage.group, issue=issue, into=issue.merged_into, at=issue.state_at,
            state_before=IssueState.REPORTED, merged_by=stage.by("facilitator"),
        )
        for issue in stage.issues
        if issue.merged_into is not None
    )  # fmt: skip
