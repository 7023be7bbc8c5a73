"""The office hears that an issue stays with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from issues.notices.office import ask_again
from issues.notices.people import officers

if TYPE_CHECKING:
    from issues.models import Issue, Referral


def issue_insisted(issue: Issue, referral: Referral, *, actor: Any, note: str) -> None:
    """Tell the office that the issue stays with it, and why."""
    ask_again(issue, "issue_insisted", officers(issue), f"insisted:{referral.pk}", note, actor)
